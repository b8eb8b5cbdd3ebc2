using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Domain.Clusters.Installer;

/// <summary>Which Jobs are runs of a CronJob.</summary>
public static class InstallerJobs
{
    /// <summary>The runs of a CronJob, newest first: those it owns, and those made by hand from it.</summary>
    public static ImmutableArray<JobFacts> Of(CronJobFacts cronJob, IEnumerable<JobFacts> jobs)
    {
        ArgumentNullException.ThrowIfNull(cronJob);
        ArgumentNullException.ThrowIfNull(jobs);
        return [.. jobs.Where(j => IsRunOf(cronJob, j)).OrderByDescending(j => j.StartedAt ?? j.Meta.CreatedAt).ThenBy(j => j.Name, StringComparer.Ordinal)];
    }

    /// <summary>Whether a Job is a run of a CronJob.</summary>
    public static bool IsRunOf(CronJobFacts cronJob, JobFacts job)
    {
        ArgumentNullException.ThrowIfNull(cronJob);
        ArgumentNullException.ThrowIfNull(job);
        if (job.Namespace != cronJob.Namespace)
        {
            return false;
        }
        return job.Owner is { } owner
            ? owner.Kind == "CronJob" && (owner.Uid.Length > 0 && cronJob.Meta.Uid.Length > 0 ? owner.Uid == cronJob.Meta.Uid : owner.Name == cronJob.Name)
            // A Job made by hand may lack the owner; then its mark and name are all there is to go by.
            : job.IsManual && job.Name.StartsWith(cronJob.Name, StringComparison.Ordinal);
    }

    /// <summary>Whether a pod belongs to one of the Jobs.</summary>
    public static bool IsPodOf(IReadOnlyCollection<JobFacts> jobs, PodFacts pod)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(pod);
        return pod.Owner is { Kind: "Job" } owner && jobs.Any(j => j.Namespace == pod.Namespace && j.Name == owner.Name);
    }
}
