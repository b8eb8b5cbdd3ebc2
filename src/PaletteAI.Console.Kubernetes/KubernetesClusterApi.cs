using System.Collections.Immutable;
using k8s;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Kubernetes.Access;
using PaletteAI.Console.Kubernetes.Http;

namespace PaletteAI.Console.Kubernetes;

/// <summary>A cluster reached with a kubeconfig that came from an appliance or an upload.</summary>
internal sealed class KubernetesClusterApi(ClusterConnections connections, IClusterReader reader, IDialer dialer, TimeProvider time) : IClusterApi
{
    public Result<KubeconfigSummary> Inspect(Secret kubeconfig) => KubeconfigReader.Read(kubeconfig).Map(Summary);

    public async Task<Result<ClusterVersion>> GetVersionAsync(Secret kubeconfig, CancellationToken ct)
    {
        var connection = connections.For(new ClusterAccess(kubeconfig));
        if (!connection.IsSuccess)
        {
            return connection.Error;
        }

        var info = await connection.Value.CallAsync((client, end) => client.Version.GetCodeAsync(end), ct);
        return info.IsSuccess && string.IsNullOrEmpty(info.Value.GitVersion)
            ? ClusterErrors.Unreadable(connection.Value.Server)
            : info.Map(i => new ClusterVersion(i.GitVersion, i.Platform ?? ""));
    }

    public async Task<Result<ServerCertificate>> GetServerCertificateAsync(Secret kubeconfig, CancellationToken ct)
    {
        var connection = connections.For(new ClusterAccess(kubeconfig));
        return connection.IsSuccess ? await ServerCertificates.SeeAsync(connection.Value.Route, dialer, time, ct) : connection.Error;
    }

    public async Task<Result<ImmutableArray<NodeSummary>>> ListNodesAsync(Secret kubeconfig, CancellationToken ct) =>
        (await ReadAsync(kubeconfig, FactKind.Node, ct)).Map(s => s.Nodes.Select(n => new NodeSummary(n.Name, n.IsReady, n.Ready?.Reason ?? "", n.Roles, n.KubeletVersion, n.InternalIp)).ToImmutableArray());

    public async Task<Result<ImmutableArray<PodSummary>>> ListPodsAsync(Secret kubeconfig, CancellationToken ct) =>
        (await ReadAsync(kubeconfig, FactKind.Pod, ct)).Map(s => s.Pods.Select(Row).ToImmutableArray());

    private Task<Result<ClusterSnapshot>> ReadAsync(Secret kubeconfig, FactKind kind, CancellationToken ct) =>
        reader.ReadAsync(new ClusterAccess(kubeconfig), [kind], isFresh: false, ct);

    private static PodSummary Row(PodFacts pod)
    {
        var text = PodStatusText.Of(pod);
        return new PodSummary(pod.Namespace, pod.Name, text.Ready, text.Containers, text.Status, text.Restarts, pod.Node);
    }

    private static KubeconfigSummary Summary(ClusterRoute route) => new(
        route.Context, route.Cluster, route.Server.ToString().TrimEnd('/'), route.User,
        route.ClientCertificate is { } certificate ? new DateTimeOffset(certificate.NotAfter.ToUniversalTime()) : null)
    {
        AuthorityExpiresAt = route.Authorities.Count > 0 ? route.Authorities.Min(a => new DateTimeOffset(a.NotAfter.ToUniversalTime())) : null,
    };
}
