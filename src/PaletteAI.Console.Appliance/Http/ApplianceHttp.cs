using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Appliance.Http;

/// <summary>Sends calls and turns every way they can fail into an <see cref="Error"/>.</summary>
internal sealed class ApplianceHttp : IDisposable
{
    /// <summary>8 MiB: an archive with its logos fits, an endless answer does not.</summary>
    public const int MaxAnswerBytes = 8 * 1024 * 1024;

    private readonly HttpClient _client;
    private readonly ApplianceEndpoint _endpoint;
    private readonly TimeProvider _time;
    private readonly ILogger<ApplianceHttp> _log;

    // The API does not say whether "Bearer " is wanted: the bare token is tried first, the other form once after a 401.
    // 0 = not known yet, 1 = bare works, 2 = Bearer works.
    private int _tokenForm;

    public ApplianceHttp(PinnedConnector connector, ApplianceEndpoint endpoint, TimeProvider time, ILogger<ApplianceHttp> log)
    {
        _endpoint = endpoint;
        _time = time;
        _log = log;
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = connector.ConnectAsync,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxConnectionsPerServer = 16,
            MaxResponseHeadersLength = 64,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    /// <summary>Host part of the configured address; empty when none is configured.</summary>
    public string HostName => _endpoint.Url()?.Host ?? "";

    /// <summary>Sends and reads the whole answer, whatever its status.</summary>
    public async Task<Result<Answer>> SendAsync(Call call, CancellationToken ct)
    {
        if (_endpoint.Url() is not { IsAbsoluteUri: true } url || url.Scheme != Uri.UriSchemeHttps)
        {
            return ApplianceErrors.NotConfigured;
        }
        using var limit = new CancellationTokenSource(call.TimeLimit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await SendInEitherFormAsync(new Uri(url, call.Path), call, both.Token);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e)
        {
            // The handler's own limit is the one for connecting.
            var late = ApplianceErrors.TimedOut(Address(url), call.TimeLimit);
            return e.InnerException is TimeoutException ? ApplianceErrors.NotSent(late) : late;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or AuthenticationException)
        {
            _log.LogDebug(e, "{Method} {Path} failed", call.Method, call.Path);
            return Explain(e, Address(url), call.TimeLimit);
        }
    }

    /// <summary>Sends; anything but 2xx is an error.</summary>
    public async Task<Result<Answer>> SendOrRefuseAsync(Call call, CancellationToken ct)
    {
        var sent = await SendAsync(call, ct);
        return sent.IsSuccess && !sent.Value.IsSuccess ? ApplianceErrors.FromStatus(sent.Value) : sent;
    }

    /// <summary>Sends and reads the answer's JSON.</summary>
    public async Task<Result<T>> GetAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        var sent = await SendOrRefuseAsync(call, ct);
        return sent.IsSuccess ? Read(sent.Value, type) : sent.Error;
    }

    /// <summary>Reads an answer's JSON.</summary>
    public static Result<T> Read<T>(Answer answer, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type) is { } value ? value : ApplianceErrors.Unreadable("it is empty");
        }
        catch (JsonException e)
        {
            // The path names a field; the exception's own text may quote the answer.
            return ApplianceErrors.Unreadable(string.IsNullOrEmpty(e.Path) || e.Path == "$" ? "it is not the JSON expected" : $"{e.Path} is not of the type expected");
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<Answer> SendInEitherFormAsync(Uri uri, Call call, CancellationToken ct)
    {
        var form = Volatile.Read(ref _tokenForm);
        var answer = await SendOnceAsync(uri, call, bearer: form == 2, ct);
        if (call.Token is null)
        {
            return answer;
        }
        if (answer.Status == HttpStatusCode.Unauthorized && form == 0 && call.Content is null)
        {
            answer = await SendOnceAsync(uri, call, bearer: true, ct);
            if (answer.IsSuccess)
            {
                Volatile.Write(ref _tokenForm, 2);
            }
        }
        else if (answer.IsSuccess && form == 0)
        {
            Volatile.Write(ref _tokenForm, 1);
        }
        return answer;
    }

    private async Task<Answer> SendOnceAsync(Uri uri, Call call, bool bearer, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(call.Method, uri) { Content = call.Content ?? JsonContent(call.Json) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (call.Token is { } token)
        {
            request.Headers.TryAddWithoutValidation("Authorization", bearer ? $"Bearer {ApplianceToken.Access(token)}" : ApplianceToken.Access(token));
        }
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        var body = await ReadBoundedAsync(response.Content, ct);
        return new Answer(response.StatusCode, body, call.Token is { } t ? [new Secret(ApplianceToken.Access(t)), .. call.Secrets] : call.Secrets);
    }

    private static StringContent? JsonContent(string? json) => json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");

    private static async Task<byte[]> ReadBoundedAsync(HttpContent content, CancellationToken ct)
    {
        if (content.Headers.ContentLength > MaxAnswerBytes)
        {
            throw new ApplianceException(ApplianceErrors.TooLarge);
        }
        await using var stream = await content.ReadAsStreamAsync(ct);
        using var buffer = new MemoryStream();
        var chunk = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(chunk, ct)) > 0)
        {
            if (buffer.Length + read > MaxAnswerBytes)
            {
                throw new ApplianceException(ApplianceErrors.TooLarge);
            }
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }

    private static string Address(Uri url) => $"{url.Host}:{url.Port}";

    private static Error Explain(Exception e, string address, TimeSpan limit)
    {
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case ApplianceException refused: return refused.Error;
                case TimeoutException or OperationCanceledException: return ApplianceErrors.TimedOut(address, limit);
                case AuthenticationException: return ApplianceErrors.NotSent(ApplianceErrors.NoTls(address));
            }
        }
        var neverConnected = e is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        };
        return neverConnected ? ApplianceErrors.NotSent(ApplianceErrors.Unreachable(address)) : ApplianceErrors.Unreachable(address);
    }
}
