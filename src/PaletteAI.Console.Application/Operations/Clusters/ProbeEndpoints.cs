using System.Collections.Immutable;
using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Application.Operations.Clusters;

/// <summary>Probes <c>/system</c>, <c>/</c> and <c>/ai</c> by domain, VIP and nodes, and names the broken layer.</summary>
[Operation("clusters.probe", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/cluster/endpoints", Cli = "probe", TimeoutSeconds = 60)]
public sealed record ProbeEndpoints : IOperation<ImmutableArray<EndpointReport>>;

internal sealed class ProbeEndpointsHandler(ClusterTargets targets, ClusterHealth health) : IOperationHandler<ProbeEndpoints, ImmutableArray<EndpointReport>>
{
    public async Task<Result<ImmutableArray<EndpointReport>>> HandleAsync(ProbeEndpoints input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        return target.IsSuccess ? await health.ProbeAsync(target.Value.Access, target.Value.Places, ct) : target.Error;
    }
}
