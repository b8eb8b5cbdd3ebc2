using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PaletteAI.Console.Testing.Appliance;

/// <summary>A request as it came over the wire.</summary>
public sealed record WireRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>
/// An HTTPS server written by hand, so that it can do what no server framework would: reset, stall, lie about lengths, answer garbage.
/// </summary>
public sealed class MisbehavingServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<WireRequest, WireReply, CancellationToken, Task> _answer;
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    private MisbehavingServer(Func<WireRequest, WireReply, CancellationToken, Task> answer)
    {
        _answer = answer;
        Certificate = NewCertificate();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Shown in the handshake.</summary>
    public X509Certificate2 Certificate { get; private set; }

    /// <summary>Upper-case hex pairs joined by colons.</summary>
    public string Fingerprint => string.Join(':', Certificate.GetCertHashString(HashAlgorithmName.SHA256).Chunk(2).Select(p => new string(p)));

    /// <summary>Port on the loopback interface.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All requests that arrived whole.</summary>
    public ConcurrentQueue<WireRequest> Requests { get; } = new();

    /// <summary>Address.</summary>
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{Port}"));

    /// <summary>Starts one that answers every request as told.</summary>
    public static MisbehavingServer Start(Func<WireRequest, WireReply, CancellationToken, Task> answer) => new(answer);

    /// <summary>Starts one that always answers the same.</summary>
    public static MisbehavingServer Answering(int status, string body, string contentType = "application/json") =>
        new((_, reply, ct) => reply.SendAsync(status, body, contentType, ct: ct));

    /// <summary>Shows another certificate from now on.</summary>
    public void ReplaceCertificate() => Certificate = NewCertificate();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
        _listener.Dispose();
        Certificate.Dispose();
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=appliance", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(80));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
            while (await ReadRequestAsync(tls, _stop.Token) is { } request)
            {
                Requests.Enqueue(request);
                await _answer(request, new WireReply(tls, socket), _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or the answer was to end the connection.
        }
    }

    private static async Task<WireRequest?> ReadRequestAsync(Stream stream, CancellationToken ct)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, ct) == 0)
            {
                return null;
            }
            head.Append((char)one[0]);
        }
        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, ct);
        var start = lines[0].Split(' ');
        return new WireRequest(start[0], start[1], headers, Encoding.UTF8.GetString(body));
    }
}

/// <summary>Where a misbehaving answer goes.</summary>
public sealed class WireReply(Stream stream, Socket socket)
{
    /// <summary>A well-formed answer.</summary>
    public Task SendAsync(int status, string body, string contentType = "application/json", string extraHeaders = "", CancellationToken ct = default) =>
        SendRawAsync(
            string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{extraHeaders}\r\n{body}"),
            ct);

    /// <summary>Any bytes.</summary>
    public async Task SendRawAsync(string text, CancellationToken ct)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        await stream.FlushAsync(ct);
    }

    /// <summary>A TCP reset in the middle of whatever was going on.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }
}
