using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>The namespaces with their pods.</summary>
public sealed partial class NamespaceTable
{
    private static readonly TimeSpan _staleAfter = TimeSpan.FromSeconds(90);
    private IReadOnlyList<NamespaceRow>? _rows;
    private DateTimeOffset? _asOf;

    /// <inheritdoc/>
    protected override TimeSpan? Every => TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task LoadAsync(bool background, CancellationToken ct)
    {
        var read = await Gateway.RunAsync(new GetClusterFacts(FactKind.Namespace, FactKind.Pod), background, ct: ct);
        // Why the cluster cannot be read is said once on the page, by the verdict.
        if (read.IsSuccess && read.Value.FreshnessOf(FactKind.Namespace).AsOf is { } at && read.Value.FreshnessOf(FactKind.Pod).AsOf is not null)
        {
            (_rows, _asOf) = (NamespaceRow.Of(read.Value), at);
        }
    }
}

/// <summary>A namespace in the table.</summary>
/// <param name="NotWell">Pods that neither run well nor have run to their end.</param>
public sealed record NamespaceRow(string Name, string Phase, int Pods, int NotWell, DateTimeOffset? CreatedAt)
{
    /// <summary>The rows of a cluster, by name.</summary>
    public static IReadOnlyList<NamespaceRow> Of(ClusterSnapshot cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var pods = cluster.Pods.Select(PodListing.Of).ToLookup(p => p.Pod.Namespace, StringComparer.Ordinal);
        return [.. cluster.Namespaces.OrderBy(n => n.Name, StringComparer.Ordinal)
            .Select(n => new NamespaceRow(n.Name, n.Phase, pods[n.Name].Count(), pods[n.Name].Count(p => !p.IsWell), n.Meta.CreatedAt))];
    }
}
