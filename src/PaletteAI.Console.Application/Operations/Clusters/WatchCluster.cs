using PaletteAI.Console.Application.Live;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Clusters;

/// <summary>Subscribes to the cluster's facts: all of them, then each change, until the session or the page ends.</summary>
/// <param name="PageEnd">Cancelled when the page is left.</param>
[Operation("clusters.watch", Permission.View, AuditMode.RefusalsOnly)]
[BrowserOnly("A live subscription of a page; the command line watches with pods list --watch.")]
public sealed record WatchCluster(CancellationToken PageEnd) : IOperation<ClusterWatch>;

/// <summary>A subscription.</summary>
/// <param name="Updates">Updates as they come; ends with the session or the page.</param>
public sealed record ClusterWatch(IAsyncEnumerable<ClusterUpdate> Updates);

internal sealed class WatchClusterHandler(ClusterTargets targets, ClusterFeed feed, SessionRegistry sessions) : IOperationHandler<WatchCluster, ClusterWatch>
{
    public async Task<Result<ClusterWatch>> HandleAsync(WatchCluster input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        if (!target.IsSuccess)
        {
            return target.Error;
        }
        // Lives as long as the subscription: its tokens end it.
        var end = CancellationTokenSource.CreateLinkedTokenSource(sessions.LifetimeOf(context.Caller.SessionId), input.PageEnd);
        return feed.Watch(target.Value.Access, end.Token).Map(updates => new ClusterWatch(updates));
    }
}
