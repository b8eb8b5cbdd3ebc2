using System.Collections.Immutable;
using System.Globalization;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Domain.Clusters.Installer;

/// <summary>
/// Keeps the installer from running twice at once. <c>concurrencyPolicy</c> does not count Jobs made by hand, so the guard looks at all Jobs
/// of the CronJob; and because two who look at the same time both see none, the name of a new Job is the same for both: the API server lets
/// one of them make it.
/// </summary>
public static class RunGuard
{
    /// <summary>A Job's pods carry its name as a label: 63 characters at most, with 11 for what the controller appends.</summary>
    private const int LongestName = 52;

    /// <summary>Whether a run may be started; the error names what stands against it.</summary>
    public static Result<Unit> Check(CronJobFacts cronJob, IEnumerable<JobFacts> jobs)
    {
        ArgumentNullException.ThrowIfNull(cronJob);
        ImmutableArray<JobFacts> unfinished = [.. InstallerJobs.Of(cronJob, jobs).Where(j => j.IsUnfinished)];
        return unfinished.IsEmpty ? Unit.Value : Running(unfinished.Select(j => j.Name));
    }

    /// <summary>The refusal that names the unfinished Jobs.</summary>
    public static Error Running(IEnumerable<string> jobs)
    {
        var names = string.Join(", ", jobs);
        return new Error(
            ErrorKind.Refused, "installer-running", $"The installer is running: {names} is not finished.", "Wait for it, or delete that Job if it hangs.")
        { Facts = ImmutableDictionary<string, string>.Empty.Add("jobs", names) };
    }

    /// <summary>
    /// The name of the next Job made by hand: it follows from the CronJob and from how many runs there have been, so that all who start one
    /// at the same time choose the same name.
    /// </summary>
    /// <param name="jobs">All Jobs of the cluster or namespace.</param>
    public static string NextName(CronJobFacts cronJob, IEnumerable<JobFacts> jobs)
    {
        ArgumentNullException.ThrowIfNull(cronJob);
        ArgumentNullException.ThrowIfNull(jobs);
        var suffix = "-manual-";
        var room = LongestName - suffix.Length - 6;
        var prefix = (cronJob.Name.Length > room ? cronJob.Name[..room].TrimEnd('-', '.') : cronJob.Name) + suffix;
        var last = jobs.Where(j => j.Namespace == cronJob.Namespace && j.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(j => int.TryParse(j.Name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .DefaultIfEmpty(0).Max();
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{last + 1}");
    }
}
