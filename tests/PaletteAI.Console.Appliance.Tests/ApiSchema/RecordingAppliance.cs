using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PaletteAI.Console.Appliance.Tests.ApiSchema;

/// <summary>Stands between the client and an appliance, passes everything on, and remembers it. Aborts where the appliance does.</summary>
internal sealed class RecordingAppliance : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _appliance;
    private readonly X509Certificate2 _certificate;

    private RecordingAppliance(WebApplication app, HttpClient appliance, X509Certificate2 certificate)
    {
        (_app, _appliance, _certificate) = (app, appliance, certificate);
        app.Run(PassOnAsync);
    }

    public ConcurrentQueue<Exchange> Exchanges { get; } = new();

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public string Fingerprint => FingerprintOf(_certificate);

    public static async Task<RecordingAppliance> StartAsync(Uri appliance, string applianceFingerprint, CancellationToken ct)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=recorder", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(80));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        var recorder = new RecordingAppliance(builder.Build(), ClientFor(appliance, applianceFingerprint), certificate);
        await recorder._app.StartAsync(ct);
        return recorder;
    }

    /// <summary>A client that trusts this one certificate.</summary>
    public static HttpClient ClientFor(Uri url, string fingerprint) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        UseProxy = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown is X509Certificate2 certificate && FingerprintOf(certificate) == fingerprint },
    })
    {
        BaseAddress = url,
    };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _appliance.Dispose();
        _certificate.Dispose();
    }

    private static string FingerprintOf(X509Certificate2 certificate) =>
        string.Join(':', certificate.GetCertHashString(HashAlgorithmName.SHA256).Chunk(2).Select(p => new string(p)));

    private async Task PassOnAsync(HttpContext http)
    {
        using var sent = new MemoryStream();
        await http.Request.Body.CopyToAsync(sent, http.RequestAborted);
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), http.Request.GetEncodedPathAndQuery());
        if (sent.Length > 0)
        {
            request.Content = new ByteArrayContent(sent.ToArray());
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(http.Request.ContentType ?? "application/octet-stream");
        }

        request.Headers.TryAddWithoutValidation("Authorization", http.Request.Headers.Authorization.ToString());
        try
        {
            using var answer = await _appliance.SendAsync(request, http.RequestAborted);
            var body = await answer.Content.ReadAsByteArrayAsync(http.RequestAborted);
            Exchanges.Enqueue(new Exchange(
                http.Request.Method, http.Request.Path, http.Request.QueryString.ToString(), http.Request.ContentType ?? "", sent.ToArray(),
                (int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "", body));
            await ReplyAsync(http, answer, body);
        }
        catch (HttpRequestException)
        {
            http.Abort();
        }
    }

    private static async Task ReplyAsync(HttpContext http, HttpResponseMessage answer, byte[] body)
    {
        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (body.Length > 0)
        {
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }
}
