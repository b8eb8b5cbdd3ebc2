using PaletteAI.Console.Application.Live;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Clusters;

/// <summary>Looks whether the cluster that is watched is still the appliance's: it may have been deleted, or its kubeconfig replaced.</summary>
[Operation("clusters.confirm", Permission.View, AuditMode.RefusalsOnly)]
[BrowserOnly("Belongs to the live subscription of a page.")]
public sealed record ConfirmCluster : IOperation<Unit>;

internal sealed class ConfirmClusterHandler(ClusterTargets targets, ClusterFeed feed) : IOperationHandler<ConfirmCluster, Unit>
{
    public async Task<Result<Unit>> HandleAsync(ConfirmCluster input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        if (target.IsSuccess)
        {
            return feed.Confirm(target.Value.Access);
        }
        if (target.Error.Code == "no-cluster")
        {
            feed.Forget();
        }
        return target.Error;
    }
}
