using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Clusters.Probes;
using PaletteAI.Console.Kubernetes.Probes;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Kubernetes.Tests;

/// <summary>The probe over real sockets and real TLS on loopback.</summary>
public sealed class EndpointProbeTests : IAsyncDisposable
{
    private static readonly EndpointPlaces _places = new("ai.example.org", "127.0.0.1", []);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private Task _serving = Task.CompletedTask;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    [Fact]
    public async Task An_answer_passes_all_layers_and_shows_the_certificate()
    {
        var result = await ProbeAsync(Certificate("ai.example.org", 90), _ => (200, "", "<html>Canvas</html>"));

        Assert.True(result.IsGood);
        Assert.Equal((200, "ai.example.org", true), (result.Status, Assert.Single(result.Certificate!.Names), result.Certificate.MatchesName));
        // Nobody trusts a certificate the test made: said, and no failure.
        Assert.Equal(LayerState.Warning, result.Layers.Single(l => l.Layer == ProbeLayer.Tls).State);
    }

    [Fact]
    public async Task An_expired_certificate_breaks_TLS() =>
        Assert.Equal(ProbeLayer.Tls, (await ProbeAsync(Certificate("ai.example.org", -1), _ => (200, "", ""))).Broken?.Layer);

    [Fact]
    public async Task A_certificate_for_another_name_breaks_TLS_by_domain() =>
        Assert.Equal(ProbeLayer.Tls, (await ProbeAsync(Certificate("other.example.org", 90), _ => (200, "", ""))).Broken?.Layer);

    [Theory]
    [InlineData(404, ProbeLayer.Ingress)]
    [InlineData(503, ProbeLayer.Application)]
    public async Task The_status_tells_ingress_and_application_apart(int status, ProbeLayer broken) =>
        Assert.Equal(broken, (await ProbeAsync(Certificate("ai.example.org", 90), _ => (status, "", ""))).Broken?.Layer);

    [Fact]
    public async Task Redirects_on_the_appliance_are_followed_on_the_same_way()
    {
        var result = await ProbeAsync(Certificate("ai.example.org", 90), path => path == "/ai" ? (302, "/dex/auth", "") : (200, "", "sign in"));

        Assert.True(result.IsGood);
        Assert.Contains("/dex/auth", result.Layers.Single(l => l.Layer == ProbeLayer.Redirects).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://replace.with.your.domain/")]
    [InlineData("http://ai.example.org/")]
    [InlineData("/ai")]
    public async Task A_redirect_elsewhere_without_encryption_or_without_end_breaks_the_redirects(string location) =>
        Assert.Equal(ProbeLayer.Redirects, (await ProbeAsync(Certificate("ai.example.org", 90), _ => (302, location, ""))).Broken?.Layer);

    [Fact]
    public async Task Nobody_listening_breaks_the_connection()
    {
        _listener.Start();
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _listener.Stop();

        var seen = await Probe(new LoopbackDialer()).ProbeAsync(Target(port), _places, Ct);

        Assert.Equal(ProbeLayer.Connection, ProbeJudge.Judge(seen, _places).Broken?.Layer);
    }

    [Fact]
    public async Task A_name_without_an_address_breaks_DNS()
    {
        var seen = await new EndpointProbe(new LoopbackDialer(), new Names(null), new ProbeTimes(), TimeProvider.System)
            .ProbeAsync(new ProbeTarget("/ai", ProbeRoute.Domain, "ai.example.org", "ai.example.org", 443), _places, Ct);

        Assert.Equal(ProbeLayer.Dns, ProbeJudge.Judge(seen, _places).Broken?.Layer);
    }

    private static EndpointProbe Probe(IDialer dialer) => new(dialer, new Names(IPAddress.Loopback), new ProbeTimes(), TimeProvider.System);

    private static ProbeTarget Target(int port) => new("/ai", ProbeRoute.Domain, "127.0.0.1", "ai.example.org", port);

    private async Task<ProbeResult> ProbeAsync(X509Certificate2 certificate, Func<string, (int Status, string Location, string Body)> answer)
    {
        _listener.Start();
        _serving = ServeAsync(certificate, answer);
        var seen = await Probe(new LoopbackDialer()).ProbeAsync(Target(((IPEndPoint)_listener.LocalEndpoint).Port), _places, Ct);
        return ProbeJudge.Judge(seen, _places);
    }

    // One connection after the other, one request after the other: all a probe needs.
    private async Task ServeAsync(X509Certificate2 certificate, Func<string, (int Status, string Location, string Body)> answer)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, _end.Token);
                using var reader = new StreamReader(tls, Encoding.ASCII);
                while (await reader.ReadLineAsync(_end.Token) is { } line)
                {
                    var path = line.Split(' ')[1];
                    while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 })
                    {
                    }
                    var (status, location, body) = answer(path);
                    var head = $"HTTP/1.1 {status} x\r\nContent-Length: {body.Length}\r\n{(location.Length > 0 ? $"Location: {location}\r\n" : "")}\r\n";
                    await tls.WriteAsync(Encoding.ASCII.GetBytes(head + body), _end.Token);
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The probe went away, or the test is over.
            }
        }
    }

    private static X509Certificate2 Certificate(string name, int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-30), now.AddDays(days));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private sealed class Names(IPAddress? address) : INameResolver
    {
        public Task<ImmutableArray<IPAddress>> ResolveAsync(string name, CancellationToken ct) =>
            address is null ? throw new IOException("no name server knows it.") : Task.FromResult<ImmutableArray<IPAddress>>([address]);
    }
}
