using System.Net.Http.Headers;
using System.Net.Security;
using System.Reflection;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PaletteAI.Console.Api;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli.Remote;

/// <summary>Calls a running console's API. The console is known by its certificate's fingerprint, whatever its name.</summary>
internal sealed class ApiDoor : IConsoleDoor
{
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(10);
    private readonly HttpClient _http;
    private readonly Uri _console;
    private string _presented = "";

    /// <param name="console">Where it is.</param>
    /// <param name="certificateSha256">Its fingerprint; empty = take none, only look (see <see cref="ReadCertificateAsync"/>).</param>
    /// <param name="token">The session's token; empty before sign-in.</param>
    public ApiDoor(Uri console, string certificateSha256, string token)
    {
        _console = console;
        // The operator's console is called directly: a proxy has no business with its token.
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = _grace };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            _presented = certificate is null ? "" : Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData()));
            return certificateSha256.Length > 0 && _presented == certificateSha256;
        };
        _http = new HttpClient(handler) { BaseAddress = console, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(ApiJson.CommandLineAgent + typeof(ApiDoor).Assembly.GetName().Version);
        if (token.Length > 0)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>The fingerprint the console presents, without sending anything to it.</summary>
    public static async Task<Result<string>> ReadCertificateAsync(Uri console, CancellationToken ct)
    {
        await using var door = new ApiDoor(console, "", "");
        var refused = await door.SendAsync(HttpMethod.Head, "/sign-in", null, _grace, ct);
        return door._presented.Length > 0 ? door._presented : refused.Error ?? door.Unreachable();
    }

    public async Task<Result<JsonElement>> RunAsync<TOutput>(IOperation<TOutput> operation, CancellationToken ct)
    {
        var answer = await CallAsync(operation, ct);
        return answer.Map(text => text.Length == 0 ? JsonSerializer.SerializeToElement<object?>(null) : JsonDocument.Parse(text).RootElement);
    }

    public async Task<Result<Secret>> DownloadAsync<TOutput>(IOperation<TOutput> operation, CancellationToken ct)
        where TOutput : IHasFile => (await CallAsync(operation, ct)).Map(text => new Secret(text));

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<Result<string>> CallAsync(object operation, CancellationToken ct)
    {
        var described = OperationCatalog.Default.Get(operation.GetType());
        var isRead = described.Method is "GET" or "DELETE";
        var body = isRead ? null : JsonSerializer.Serialize(operation, operation.GetType(), ApiJson.RequestOptions);
        return SendAsync(new HttpMethod(described.Method), described.Path + (isRead ? Query(operation) : ""), body, described.Timeout + _grace, ct);
    }

    private async Task<Result<string>> SendAsync(HttpMethod method, string path, string? body, TimeSpan limit, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        if (body is not null)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        }

        using var time = new CancellationTokenSource(limit);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, time.Token);
        try
        {
            using var answer = await _http.SendAsync(request, both.Token);
            var text = await answer.Content.ReadAsStringAsync(both.Token);
            return answer.IsSuccessStatusCode ? text : Problem.Read(text) ?? new Error(ErrorKind.RemoteFailed, "console-answer-unknown", $"{_console} answered {(int)answer.StatusCode}, which is no answer of a console.", "Check the address.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Error(ErrorKind.RemoteTimeout, "console-timeout", $"The console at {_console} did not answer in time.", "Check that it is running.");
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
        {
            return new Error(ErrorKind.Refused, "console-certificate-changed", $"The console at {_console} presents another certificate than the one that was accepted.", "Find out why, then run palette-console login again.");
        }
        catch (HttpRequestException)
        {
            return Unreachable();
        }
    }

    private Error Unreachable() => new(ErrorKind.RemoteFailed, "console-unreachable", $"No console answers at {_console}.", "Start it with palette-console serve, or give its address to palette-console login.");

    private static string Query(object operation)
    {
        var fields = JsonSerializer.SerializeToElement(operation, operation.GetType(), ApiJson.RequestOptions).EnumerateObject()
            .Where(f => f.Value.ValueKind != JsonValueKind.Null && f.Name != "subject" && f.Value.ToString().Length > 0)
            .Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value.ToString())}").ToList();
        return fields.Count == 0 ? "" : "?" + string.Join('&', fields);
    }
}
