using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using k8s;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Kubernetes.Access;

namespace PaletteAI.Console.Kubernetes.Http;

/// <summary>
/// A connection to one API server: typed calls for what is small, streams for what is large, both over the same HTTP client. Sockets come from
/// <see cref="IDialer"/>; the server's certificate is checked by chain and name.
/// </summary>
internal sealed class ClusterConnection : IDisposable
{
    /// <summary>An API that is away or hangs is reported within this time, also through a slow network.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    private const int MaxErrorBody = 64 << 10;
    private readonly TimeProvider _time;

    public ClusterConnection(ClusterRoute route, IDialer dialer, TimeProvider time)
    {
        _time = time;
        Route = route;
        var handler = Handler(route, dialer);
        Http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        if (route.Token is { } token)
        {
            Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token.Reveal()}");
        }

        // The client would check the server's certificate itself, without looking at its name, so nothing is sent through its own handler.
        Client = new k8s.Kubernetes(
            new KubernetesClientConfiguration { Host = route.Server.ToString().TrimEnd('/'), AccessToken = route.Token?.Reveal(), HttpClientTimeout = Timeout.InfiniteTimeSpan },
            new Detour(new HttpMessageInvoker(handler, disposeHandler: false)));
    }

    public ClusterRoute Route { get; }

    public k8s.Kubernetes Client { get; }

    public HttpClient Http { get; }

    public string Server => Route.Server.Authority;

    /// <summary>Sends a request and hands the answer's stream to <paramref name="read"/>, all within the time limit.</summary>
    public async Task<Result<T>> GetAsync<T>(string path, string accept, Func<Stream, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(TimeLimit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        return await GuardAsync<T>(
            async () =>
            {
                var sent = await SendAsync(path, accept, both.Token);
                if (!sent.IsSuccess)
                {
                    return sent.Error;
                }

                using var response = sent.Value;
                await using var stream = await response.Content.ReadAsStreamAsync(both.Token);
                return await read(stream, both.Token);
            },
            ct);
    }

    /// <summary>Opens a stream that stays open: only its beginning is within the time limit.</summary>
    public async Task<Result<HttpResponseMessage>> OpenAsync(string path, string accept, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(TimeLimit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        return await GuardAsync(() => SendAsync(path, accept, both.Token), ct);
    }

    /// <summary>Reads an answer that stays open. Running out of <paramref name="until"/> is reported as a time-out.</summary>
    /// <param name="ct">Whose end is passed on as cancellation.</param>
    public async Task<Error?> ReadAsync(HttpResponseMessage response, Func<Stream, CancellationToken, Task<Error?>> read, CancellationToken until, CancellationToken ct)
    {
        var done = await GuardAsync<Unit>(
            async () =>
            {
                await using var stream = await response.Content.ReadAsStreamAsync(until);
                return await read(stream, until) is { } error ? error : Unit.Value;
            },
            ct);
        return done.Error;
    }

    /// <summary>Runs a typed call within the time limit.</summary>
    public async Task<Result<T>> CallAsync<T>(Func<k8s.Kubernetes, CancellationToken, Task<T>> call, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(TimeLimit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        return await GuardAsync(async () => Result<T>.Success(await call(Client, both.Token)), ct);
    }

    public void Dispose()
    {
        Client.Dispose();
        Http.Dispose();
        Route.ClientCertificate?.Dispose();
    }

    /// <summary>Runs a typed call that answers nothing of use.</summary>
    public Task<Result<Unit>> CallAsync(Func<k8s.Kubernetes, CancellationToken, Task> call, CancellationToken ct) =>
        CallAsync(
            async (client, end) =>
            {
                await call(client, end);
                return Unit.Value;
            },
            ct);

    private async Task<Result<HttpResponseMessage>> SendAsync(string path, string accept, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Route.Server.ToString().TrimEnd('/') + path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            await using var stream = await response.Content.ReadAsStreamAsync(ct);
            var body = new byte[MaxErrorBody];
            var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, ct);
            return ClusterErrors.FromStatus((int)response.StatusCode, body.AsSpan(0, length), Server);
        }
    }

    private async Task<Result<T>> GuardAsync<T>(Func<Task<Result<T>>> act, CancellationToken ct)
    {
        try
        {
            return await act();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return ClusterErrors.TimedOut(Server, TimeLimit);
        }
        catch (k8s.Autorest.HttpOperationException e)
        {
            return ClusterErrors.FromStatus((int)e.Response.StatusCode, System.Text.Encoding.UTF8.GetBytes(e.Response.Content ?? ""), Server);
        }
        catch (System.Text.Json.JsonException)
        {
            return ClusterErrors.Unreadable(Server);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or AuthenticationException or SocketException)
        {
            // The runtime asks a fresh socket for its peer's address outside its own guard: a peer that has gone by then is a bare SocketException.
            return ClusterErrors.From(e, Server);
        }
    }

    private static SocketsHttpHandler Handler(ClusterRoute route, IDialer dialer) => new()
    {
        ConnectCallback = async (context, ct) => await dialer.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, ct),
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        // Short, so that an attempt that began while the server was away does not outlast its return by much.
        ConnectTimeout = TimeSpan.FromSeconds(4),
        // A connection whose other end is gone is found out by these, also when nothing is sent.
        KeepAlivePingDelay = TimeSpan.FromSeconds(15),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        EnableMultipleHttp2Connections = true,
        MaxResponseDrainSize = 0,
        InitialHttp2StreamWindowSize = 1 << 20,
        SslOptions = Tls(route),
    };

    private static SslClientAuthenticationOptions Tls(ClusterRoute route)
    {
        var options = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (route.ClientCertificate is { } certificate)
        {
            options.ClientCertificates = [certificate];
            options.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        if (route.Authorities.Count > 0)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(route.Authorities.ToArray());
        }

        if (route.AnyCertificate || route.TlsServerName.Length > 0)
        {
            options.RemoteCertificateValidationCallback = (_, presented, _, errors) => route.AnyCertificate || IsFor(route.TlsServerName, presented, errors);
        }

        return options;
    }

    // The HTTP handler puts the URL's host in as the name to check, whatever the options say; another name is compared here.
    private static bool IsFor(string name, X509Certificate? presented, SslPolicyErrors errors) =>
        (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None && presented is X509Certificate2 certificate && certificate.MatchesHostname(name);

    private sealed class Detour(HttpMessageInvoker invoker) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => invoker.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                invoker.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
