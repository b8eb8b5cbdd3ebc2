using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Tests.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Certificates;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Application.Tests.Clusters;

/// <summary>The ends of the certificates a cluster rests on.</summary>
public sealed class CertificateListTests : IAsyncLifetime
{
    private readonly ValuesWorld _world = new ValuesWorld().WithCluster(selects: true, 1);
    private Operator _ops = null!;

    private DateTimeOffset Now => _world.Door.Time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _world.Probe = new Endpoints(Now.AddDays(5));
        _ops = await _world.OperatorAsync("ops");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task All_are_listed_with_place_end_and_what_stops_when_they_end()
    {
        _world.Door.Clusters.Summary = new KubeconfigSummary("c", "edge-ai", "https://10.10.10.100:6443", "admin", Now.AddDays(-1)) { AuthorityExpiresAt = Now.AddYears(9) };
        _world.Door.Clusters.Certificate = new ServerCertificate("CN=kube-apiserver", "CN=kubernetes", Now, Now.AddDays(31), "ab");

        var all = (await _ops.RunAsync(new ListCertificates())).Require();

        Assert.Equal(
            [
                ("Admin's client certificate", ExpiryState.Expired), ("Cluster's authority", ExpiryState.Valid), ("API server", ExpiryState.Valid),
                ("Endpoint /system", ExpiryState.Soon), ("Endpoint /", ExpiryState.Soon), ("Endpoint /ai", ExpiryState.Unknown),
            ],
            all.Select(c => (c.Name, c.StateAt(Now))));
        Assert.All(all, c => Assert.EndsWith(".", c.Consequence, StringComparison.Ordinal));
        Assert.Equal(("https://10.10.10.100:6443", "CN=kube-apiserver"), (all[2].Where, all[2].Subject));
        Assert.NotEmpty(all[5].Problem);
    }

    [Fact]
    public async Task What_cannot_be_seen_says_why_and_hides_nothing_else()
    {
        _world.Door.Clusters.Certificate = new Error(ErrorKind.RemoteFailed, "cluster-unreachable", "The API does not answer.");
        var all = (await _ops.RunAsync(new ListCertificates())).Require();
        Assert.Equal((ExpiryState.Unknown, "The API does not answer."), (all[2].StateAt(Now), all[2].Problem));
        Assert.Equal("The kubeconfig logs in with a token, not with a certificate.", all[0].Problem);
        Assert.Equal(6, all.Length);
    }

    [Fact]
    public async Task A_kubeconfig_that_must_not_be_used_is_refused()
    {
        _world.Door.Clusters.Summary = new Error(ErrorKind.Invalid, "kubeconfig-runs-programs", "It runs programs.");
        Assert.Equal("kubeconfig-runs-programs", (await _ops.RunAsync(new ListCertificates())).Error!.Code);
    }

    /// <summary>Two endpoints show a certificate, the third lets nobody connect.</summary>
    private sealed class Endpoints(DateTimeOffset end) : IEndpointProbe
    {
        public Task<ProbeObservation> ProbeAsync(ProbeTarget target, EndpointPlaces places, CancellationToken ct) => Task.FromResult(target.Path == "/ai"
            ? new ProbeObservation { Target = target, TakenAt = end, Connect = ConnectFailure.Refused, ConnectProblem = "Nothing listens." }
            : new ProbeObservation { Target = target, TakenAt = end, ConnectTook = TimeSpan.Zero, Certificate = new CertificateSeen("CN=ai", "CN=ca", ["ai"], end.AddYears(-1), end, "cd", true, true, "") });
    }
}
