using FluentValidation;
using PaletteAI.Console.Application.Clusters.Logs;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Pods;

/// <summary>The end of a container's log.</summary>
/// <param name="Container">Empty = the pod's only one.</param>
/// <param name="TailLines">Lines from the end, at most <see cref="PodLogs.MostLines"/>.</param>
/// <param name="Previous">Of the run before the last restart.</param>
/// <param name="Since">Only lines from this moment on, to the second; null = all.</param>
[Operation("pods.logs", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/pods/logs", Cli = "pods logs", TimeoutSeconds = 60)]
public sealed record GetPodLogs(string Namespace, string Pod, string Container = "", int TailLines = 200, bool Previous = false, DateTimeOffset? Since = null) : IOperation<PodLog>
{
    /// <summary>The same for the cluster.</summary>
    public LogRequest ToRequest() => new(Namespace, Pod, Container, TailLines, Follow: false, Previous) { Since = Since };
}

/// <summary>Follows a container's log: its end first, then what is written, until the container, the session or the page ends.</summary>
/// <param name="Log">Which log, and how much of it to begin with.</param>
/// <param name="PageEnd">Cancelled when the page is left.</param>
[Operation("pods.follow-logs", Permission.View, AuditMode.RefusalsOnly)]
[BrowserOnly("A live subscription of a page; on the command line pods logs --follow goes on by itself.")]
public sealed record FollowPodLogs(GetPodLogs Log, CancellationToken PageEnd) : IOperation<LogFollowing>;

/// <summary>A log that is followed.</summary>
/// <param name="Batches">What comes; ends with the container, the session or the page.</param>
public sealed record LogFollowing(IAsyncEnumerable<LogBatch> Batches);

internal sealed class GetPodLogsShape : AbstractValidator<GetPodLogs>
{
    public GetPodLogsShape()
    {
        RuleFor(x => x.Namespace).NotEmpty().MaximumLength(63);
        RuleFor(x => x.Pod).NotEmpty().MaximumLength(253);
        RuleFor(x => x.Container).NotNull().MaximumLength(63);
        RuleFor(x => x.TailLines).InclusiveBetween(1, PodLogs.MostLines);
    }
}

internal sealed class FollowPodLogsShape : AbstractValidator<FollowPodLogs>
{
    public FollowPodLogsShape() => RuleFor(x => x.Log).NotNull().SetValidator(new GetPodLogsShape());
}

internal sealed class PodLogHandlers(ClusterTargets targets, PodLogs logs, KnownSecrets secrets, SessionRegistry sessions) :
    IOperationHandler<GetPodLogs, PodLog>, IOperationHandler<FollowPodLogs, LogFollowing>
{
    public async Task<Result<PodLog>> HandleAsync(GetPodLogs input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        return target.IsSuccess
            ? await logs.ReadAsync(target.Value.Access, input.ToRequest(), await secrets.MaskAsync(context, target.Value.Access, ct), ct)
            : target.Error;
    }

    public async Task<Result<LogFollowing>> HandleAsync(FollowPodLogs input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        if (!target.IsSuccess)
        {
            return target.Error;
        }

        var mask = await secrets.MaskAsync(context, target.Value.Access, ct);
        // Lives as long as the subscription: its tokens end it.
        var end = CancellationTokenSource.CreateLinkedTokenSource(sessions.LifetimeOf(context.Caller.SessionId), input.PageEnd);
        return new LogFollowing(logs.FollowAsync(target.Value.Access, input.Log.ToRequest(), mask, end.Token));
    }
}
