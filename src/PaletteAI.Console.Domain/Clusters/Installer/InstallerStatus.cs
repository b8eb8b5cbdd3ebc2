using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Domain.Clusters.Installer;

/// <summary>How a run ended.</summary>
public enum RunResult
{
    /// <summary>It goes on.</summary>
    Running,

    /// <summary>Succeeded.</summary>
    Succeeded,

    /// <summary>Failed for good.</summary>
    Failed,
}

/// <summary>One run of the installer.</summary>
/// <param name="IsManual">Started by hand.</param>
/// <param name="Reason">Why it failed; empty when it did not.</param>
public sealed record InstallerRun(string Name, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, RunResult Result, bool IsManual, string Reason)
{
    /// <summary>A Job as a run.</summary>
    public static InstallerRun Of(JobFacts job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var result = job.IsComplete ? RunResult.Succeeded : job.IsFailed ? RunResult.Failed : RunResult.Running;
        var failed = job.Conditions.FirstOrDefault(c => c is { Type: "Failed", IsTrue: true });
        return new InstallerRun(
            job.Name, job.StartedAt ?? job.Meta.CreatedAt, job.FinishedAt, result, job.IsManual,
            result != RunResult.Failed ? "" : failed.Message is { Length: > 0 } message ? message : failed.Reason);
    }
}

/// <summary>Whether and where the installer may run, as the label says it.</summary>
/// <param name="Selects">Whether the installer asks for the label at all.</param>
/// <param name="Nodes">Nodes that carry it.</param>
public sealed record InstallerPlace(bool Selects, ImmutableArray<string> Nodes);

/// <summary>All about the installer at a moment.</summary>
public sealed record InstallerStatus
{
    /// <summary>The CronJob; null when there is none.</summary>
    public CronJobFacts? CronJob { get; init; }

    /// <summary>Further CronJobs that look like it, as <c>namespace/name</c>.</summary>
    public ImmutableArray<string> Others { get; init; } = [];

    /// <summary>Why the schedule cannot be computed; null when it can, or there is none.</summary>
    public Error? ScheduleProblem { get; init; }

    /// <summary>Next scheduled run; null when suspended or unknown.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>A run that should have started and did not; null when none is due.</summary>
    public DateTimeOffset? MissedRun { get; init; }

    /// <summary>Where it may run.</summary>
    public InstallerPlace Place { get; init; } = new(false, []);

    /// <summary>All known runs, newest first.</summary>
    public ImmutableArray<InstallerRun> Runs { get; init; } = [];

    /// <summary>Whether a run is known to have succeeded, now or before.</summary>
    public bool EverSucceeded { get; init; }

    /// <summary>Why it does not run though it should, in one sentence; empty when nothing holds it up.</summary>
    public string PendingReason { get; init; } = "";

    /// <summary>Of all it rests on, what is oldest; never had = nothing can be said of the installer, not even that there is none.</summary>
    public FactFreshness Freshness { get; init; } = FactFreshness.Never;

    /// <summary>Unfinished runs.</summary>
    public ImmutableArray<InstallerRun> Running => [.. Runs.Where(r => r.Result == RunResult.Running)];

    /// <summary>The newest finished run; null when there is none.</summary>
    public InstallerRun? LastRun => Runs.Where(r => r.Result != RunResult.Running).MaxBy(r => r.FinishedAt);

    /// <summary>The newest run that succeeded.</summary>
    public InstallerRun? LastSuccess => Runs.Where(r => r.Result == RunResult.Succeeded).MaxBy(r => r.FinishedAt);

    /// <summary>Failed runs since the last success, newest first.</summary>
    public ImmutableArray<InstallerRun> FailedSinceSuccess =>
        [.. Runs.Where(r => r.Result == RunResult.Failed && (LastSuccess is not { } success || r.FinishedAt > success.FinishedAt))];
}
