using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

namespace PaletteAI.Console.Domain.Clusters.Installer;

/// <summary>Reads the installer's status from the cluster's facts.</summary>
public static class InstallerReader
{
    /// <summary>The controller looks every 10 s and may be busy; a run later than this is missed.</summary>
    private static readonly TimeSpan _lateness = TimeSpan.FromMinutes(2);

    private static readonly ImmutableArray<FactKind> _restsOn = [FactKind.CronJob, FactKind.Job, FactKind.Node, FactKind.Pod];

    /// <summary>Reads it.</summary>
    public static InstallerStatus Read(HealthInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Read(input, new ClusterIndex(input));
    }

    internal static InstallerStatus Read(HealthInput input, ClusterIndex index)
    {
        var search = InstallerFinder.Find(input.Cluster.CronJobs, input.InstallerName);
        if (search.CronJob is not { } cronJob)
        {
            return new InstallerStatus { EverSucceeded = input.InstallerSucceededBefore, Freshness = Oldest(input.Cluster) };
        }
        var jobs = InstallerJobs.Of(cronJob, input.Cluster.Jobs);
        ImmutableArray<InstallerRun> runs = [.. jobs.Select(InstallerRun.Of)];
        var status = new InstallerStatus
        {
            CronJob = cronJob,
            Others = [.. search.Others.Select(o => $"{o.Namespace}/{o.Name}")],
            Place = new InstallerPlace(InstallerLabel.IsSelectedBy(cronJob.Scheduling), [.. input.Cluster.Nodes.Where(InstallerLabel.IsOn).Select(n => n.Name).Order(StringComparer.Ordinal)]),
            Runs = runs,
            Freshness = Oldest(input.Cluster),
            EverSucceeded = input.InstallerSucceededBefore || cronJob.LastSucceededAt is not null || runs.Any(r => r.Result == RunResult.Succeeded),
        };
        status = WithSchedule(status, cronJob, input.Now);
        return status with { PendingReason = PendingReason(status, jobs, index) };
    }

    // DateTimeOffset? sorts "never had" first.
    private static FactFreshness Oldest(ClusterSnapshot cluster) =>
        _restsOn.Select(cluster.FreshnessOf).OrderBy(f => f.AsOf).ThenByDescending(f => f.Problem.Length > 0).First();

    private static InstallerStatus WithSchedule(InstallerStatus status, CronJobFacts cronJob, DateTimeOffset now)
    {
        var read = CronSchedule.Parse(cronJob.Schedule, cronJob.TimeZone);
        if (!read.IsSuccess)
        {
            return status with { ScheduleProblem = read.Error };
        }
        if (cronJob.Suspended)
        {
            return status;
        }
        var anchor = cronJob.LastScheduledAt ?? cronJob.Meta.CreatedAt ?? now;
        var isBlocked = cronJob.ConcurrencyPolicy == "Forbid" && !status.Running.IsEmpty;
        return status with
        {
            NextRun = read.Value.Next(now, anchor),
            MissedRun = isBlocked ? null : read.Value.LastBetween(anchor, now - _lateness),
        };
    }

    private static string PendingReason(InstallerStatus status, ImmutableArray<JobFacts> jobs, ClusterIndex index)
    {
        JobFacts[] unfinished = [.. jobs.Where(j => j.IsUnfinished)];
        var waiting = unfinished.Length == 0 ? null : index.PodsIn(unfinished[0].Namespace)
            .Where(p => InstallerJobs.IsPodOf(unfinished, p))
            .Select(p => PodDiagnosis.Diagnose(p, index).Symptom).FirstOrDefault(s => s is not null);
        if (waiting is not null)
        {
            return waiting.Subject == InstallerLabel.Key ? LabelReason() : waiting.Message;
        }
        if (unfinished.FirstOrDefault(j => j.Suspended) is { } suspended)
        {
            return $"The run {suspended.Name} is suspended.";
        }
        // No run is there that could be pending, but the next one will be.
        return status is { Place: { Selects: true, Nodes.IsEmpty: true }, CronJob.Suspended: false } ? LabelReason() : "";
    }

    private static string LabelReason() => $"No node carries the label {InstallerLabel.Text}, which the installer's pod asks for.";
}
