using System.Collections.Immutable;
using System.Globalization;
using FluentValidation;
using PaletteAI.Console.Application.Live;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Application.Operations.Pods;

/// <summary>Waits until the pods are others than those that are known, then gives them; after half a minute also when they are the same.</summary>
/// <param name="Namespace">Empty = all.</param>
/// <param name="Since">Version of what is known; empty = nothing is.</param>
[Operation("pods.watch", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/pods/changes", Cli = "pods list", TimeoutSeconds = 60)]
public sealed record WatchPods(string Namespace = "", string Since = "") : IOperation<PodChanges>;

/// <summary>Pods and their version.</summary>
/// <param name="Version">To be given as the next <see cref="WatchPods.Since"/>.</param>
public sealed record PodChanges(string Version, ImmutableArray<PodRow> Pods);

internal sealed class WatchPodsShape : AbstractValidator<WatchPods>
{
    // A namespace is a DNS label of at most 63 characters.
    public WatchPodsShape()
    {
        RuleFor(x => x.Namespace).NotNull().MaximumLength(63);
        RuleFor(x => x.Since).NotNull().MaximumLength(32);
    }
}

internal sealed class WatchPodsHandler(ClusterTargets targets, ClusterFeed feed, IClusterCache cache, SessionRegistry sessions, TimeProvider time) : IOperationHandler<WatchPods, PodChanges>
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);

    public async Task<Result<PodChanges>> HandleAsync(WatchPods input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        if (!target.IsSuccess)
        {
            return target.Error;
        }
        using var limit = new CancellationTokenSource(_longest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(sessions.LifetimeOf(context.Caller.SessionId), limit.Token, ct);
        var updates = feed.Watch(target.Value.Access, end.Token);
        if (!updates.IsSuccess)
        {
            return updates.Error;
        }
        await foreach (var update in updates.Value)
        {
            if (update is ClusterResync || (update is ClusterChanges changes && changes.Changes.Any(c => c.Kind == FactKind.Pod)))
            {
                var now = Now(input.Namespace);
                if (now is not null && now.Version != input.Since)
                {
                    return now;
                }
            }
        }
        ct.ThrowIfCancellationRequested();
        return Now(input.Namespace) ?? Result<PodChanges>.Failure(NotCurrent(cache.Current.FreshnessOf(FactKind.Pod).Problem));
    }

    private static Error NotCurrent(string problem) => new(
        ErrorKind.RemoteTimeout, "cluster-timeout", problem.Length > 0 ? problem : "The cluster's API did not answer in time.", "Check that its server can be reached from the console.");

    private PodChanges? Now(string ns)
    {
        var cluster = cache.Current;
        if (cluster.FreshnessOf(FactKind.Pod).AsOf is null)
        {
            return null;
        }
        var version = new HashCode();
        var rows = PodRow.Of(cluster.Pods, ns);
        foreach (var row in rows)
        {
            version.Add(row);
        }
        return new PodChanges(version.ToHashCode().ToString("x8", CultureInfo.InvariantCulture), rows);
    }
}
