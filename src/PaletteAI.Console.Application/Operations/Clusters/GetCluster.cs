using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Clusters;

namespace PaletteAI.Console.Application.Operations.Clusters;

/// <summary>The cluster as the appliance reports it.</summary>
[Operation("clusters.get", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/cluster", Cli = "status")]
public sealed record GetCluster : IOperation<ClusterReport>;

/// <summary>What the appliance says of its cluster, and when.</summary>
/// <param name="Cluster">Without its kubeconfig; null when there is no cluster.</param>
/// <param name="HasKubeconfig">Whether a kubeconfig can be downloaded.</param>
/// <param name="TakenAt">When the appliance said so.</param>
public sealed record ClusterReport(ClusterDetails? Cluster, bool HasKubeconfig, DateTimeOffset TakenAt);

internal sealed class GetClusterHandler(IAppliance appliance, TimeProvider time) : IOperationHandler<GetCluster, ClusterReport>
{
    public async Task<Result<ClusterReport>> HandleAsync(GetCluster input, OperationContext context, CancellationToken ct)
    {
        if (context.ApplianceToken is not { } token)
        {
            return SessionErrors.ApplianceEnded;
        }
        var read = await appliance.GetClusterAsync(token, ct);
        return read.Error is { } error
            ? error
            : new ClusterReport(read.Value is { } c ? c with { Kubeconfig = null } : null, read.Value?.Kubeconfig is { IsEmpty: false }, time.GetUtcNow());
    }
}
