using System.Collections.Immutable;
using System.Net;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Application.Clusters;

/// <summary>Reads a cluster, probes its endpoints and judges both.</summary>
public sealed class ClusterHealth(IClusterReader reader, EndpointMonitor endpoints, TimeProvider time)
{
    private static readonly ImmutableArray<FactKind> _kinds =
    [
        FactKind.Node, FactKind.Pod, FactKind.CronJob, FactKind.Job, FactKind.Event, FactKind.Deployment, FactKind.StatefulSet, FactKind.DaemonSet,
        FactKind.Service, FactKind.Namespace, FactKind.PersistentVolumeClaim, FactKind.SecretName,
    ];

    private static readonly ImmutableArray<FactKind> _installerKinds = [FactKind.Node, FactKind.Pod, FactKind.CronJob, FactKind.Job, FactKind.Event, FactKind.PersistentVolumeClaim];

    /// <summary>Judges the cluster.</summary>
    /// <param name="known">Where the endpoints are, as far as it is known; what is missing is taken from the cluster.</param>
    /// <param name="succeededBefore">A run of the installer is known to have succeeded before.</param>
    public async Task<Result<HealthReport>> JudgeAsync(ClusterAccess access, EndpointPlaces known, string installer, bool succeededBefore, CancellationToken ct)
    {
        var read = await reader.ReadAsync(access, _kinds, isFresh: false, ct);
        // An API that is away is a finding about the cluster, a kubeconfig that is not accepted is not.
        if (read.Error is { Kind: not (ErrorKind.RemoteFailed or ErrorKind.RemoteTimeout) } refused)
        {
            return refused;
        }
        var cluster = read.IsSuccess ? read.Value : Away(read.Error!);
        var places = Complete(access, known, cluster.Nodes);
        var reports = places is null ? [] : await endpoints.RefreshAsync(places, isSettled: true, ct);
        return HealthEngine.Judge(new HealthInput
        {
            Cluster = cluster,
            Now = time.GetUtcNow(),
            Endpoints = reports,
            EndpointsProblem = places is null ? "It is not known where the endpoints are: neither root domain nor VIP." : "",
            InstallerName = installer,
            InstallerSucceededBefore = succeededBefore,
        });
    }

    /// <summary>The installer's status.</summary>
    /// <param name="succeededBefore">A run of it is known to have succeeded before.</param>
    public async Task<Result<InstallerStatus>> InstallerAsync(ClusterAccess access, string installer, bool succeededBefore, CancellationToken ct)
    {
        var read = await reader.ReadAsync(access, _installerKinds, isFresh: false, ct);
        return read.Map(cluster => InstallerReader.Read(new HealthInput { Cluster = cluster, Now = time.GetUtcNow(), InstallerName = installer, InstallerSucceededBefore = succeededBefore }));
    }

    /// <summary>Probes the endpoints.</summary>
    public async Task<Result<ImmutableArray<EndpointReport>>> ProbeAsync(ClusterAccess access, EndpointPlaces known, CancellationToken ct)
    {
        var read = await reader.ReadAsync(access, [FactKind.Node], isFresh: false, ct);
        // Endpoints can be probed while the API is away: that is when it is most of interest.
        var places = Complete(access, known, read.IsSuccess ? read.Value.Nodes : []);
        return places is null
            ? read.Error ?? new Error(ErrorKind.Refused, "endpoints-unknown", "It is not known where the endpoints are: neither root domain nor VIP.", "Name the root domain or the VIP.")
            : await endpoints.RefreshAsync(places, isSettled: false, ct);
    }

    private static ClusterSnapshot Away(Error error) =>
        ClusterSnapshot.Empty with { Freshness = _kinds.ToImmutableDictionary(k => k, _ => new FactFreshness(null, error.Message)) };

    // The control plane's address in the kubeconfig is the VIP, unless it leads to this machine.
    private EndpointPlaces? Complete(ClusterAccess access, EndpointPlaces known, IReadOnlyList<NodeFacts> nodes)
    {
        var vip = known.Vip.Length > 0 ? known.Vip : reader.ServerOf(access) is { IsSuccess: true, Value: { } server } && !server.IsLoopback ? server.DnsSafeHost : "";
        if (known.RootDomain.Length == 0 && vip.Length == 0)
        {
            return null;
        }
        var addresses = nodes.Select(n => n.InternalIp).Where(a => IPAddress.TryParse(a, out _)).Order(StringComparer.Ordinal);
        return known with { Vip = vip, Nodes = known.Nodes.IsDefaultOrEmpty ? [.. addresses] : known.Nodes };
    }
}
