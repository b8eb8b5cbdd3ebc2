using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Application.Operations.Nodes;

/// <summary>The cluster's nodes, by name.</summary>
[Operation("nodes.list", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/nodes", Cli = "nodes list")]
public sealed record ListNodes : IOperation<ImmutableArray<NodeFacts>>;

internal sealed class ListNodesHandler(ClusterTargets targets, IClusterReader reader) : IOperationHandler<ListNodes, ImmutableArray<NodeFacts>>
{
    public async Task<Result<ImmutableArray<NodeFacts>>> HandleAsync(ListNodes input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        if (!target.IsSuccess)
        {
            return target.Error;
        }
        var read = await reader.ReadAsync(target.Value.Access, [FactKind.Node], isFresh: false, ct);
        return read.Map(cluster => cluster.Nodes.OrderBy(n => n.Name, StringComparer.Ordinal).ToImmutableArray());
    }
}
