using PaletteAI.Console.Application.Live;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Deployments;

/// <summary>Subscribes to the deployment under way: a snapshot, then changes, until the session or the page ends.</summary>
/// <param name="PageEnd">Cancelled when the page is left.</param>
[Operation("deployments.watch", Permission.View, AuditMode.RefusalsOnly)]
[BrowserOnly("A live subscription of a page; the command line asks for the deployment again and again with status --watch.")]
public sealed record WatchDeployment(CancellationToken PageEnd) : IOperation<DeploymentWatch>;

/// <summary>A subscription.</summary>
/// <param name="Views">Views as they come; ends with the session or the page.</param>
public sealed record DeploymentWatch(IAsyncEnumerable<Application.Deployments.DeploymentView> Views);

internal sealed class WatchDeploymentHandler(DeploymentFeed feed, SessionRegistry sessions) : IOperationHandler<WatchDeployment, DeploymentWatch>
{
    public Task<Result<DeploymentWatch>> HandleAsync(WatchDeployment input, OperationContext context, CancellationToken ct)
    {
        // Lives as long as the subscription: its tokens end it.
        var end = CancellationTokenSource.CreateLinkedTokenSource(sessions.LifetimeOf(context.Caller.SessionId), input.PageEnd);
        return Task.FromResult(feed.Subscribe(end.Token).Map(views => new DeploymentWatch(views)));
    }
}
