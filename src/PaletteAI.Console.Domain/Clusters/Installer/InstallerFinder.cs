using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Domain.Clusters.Installer;

/// <summary>The installer's CronJob, found among all.</summary>
/// <param name="CronJob">The one; null when there is none.</param>
/// <param name="Others">Further ones that look like it: something to tell, because only one can be meant.</param>
public sealed record InstallerSearch(CronJobFacts? CronJob, ImmutableArray<CronJobFacts> Others);

/// <summary>
/// Finds the installer's CronJob: the one whose pod mounts the folder of the values file or selects on the label; a setting overrides.
/// Its name differs between releases, what it does not.
/// </summary>
public static class InstallerFinder
{
    /// <summary>The folder of the values file on each host.</summary>
    public const string ValuesFolder = "/usr/local/palette-ai";

    /// <summary>Finds it.</summary>
    /// <param name="cronJobs">All CronJobs.</param>
    /// <param name="named">Setting <c>namespace/name</c> or <c>name</c>; empty = look for it.</param>
    public static InstallerSearch Find(IEnumerable<CronJobFacts> cronJobs, string named = "")
    {
        ArgumentNullException.ThrowIfNull(cronJobs);
        ArgumentNullException.ThrowIfNull(named);
        CronJobFacts[] found = named.Length > 0
            ? [.. cronJobs.Where(c => $"{c.Namespace}/{c.Name}" == named || c.Name == named)]
            : [.. cronJobs.Where(LooksLikeIt)];
        CronJobFacts[] ordered = [.. found
            .OrderByDescending(MountsValues)
            .ThenByDescending(c => InstallerLabel.IsSelectedBy(c.Scheduling))
            .ThenBy(c => c.Suspended)
            .ThenBy(c => c.Namespace, StringComparer.Ordinal)
            .ThenBy(c => c.Name, StringComparer.Ordinal)];
        return new InstallerSearch(ordered.FirstOrDefault(), [.. ordered.Skip(1)]);
    }

    private static bool LooksLikeIt(CronJobFacts cronJob) => MountsValues(cronJob) || InstallerLabel.IsSelectedBy(cronJob.Scheduling);

    private static bool MountsValues(CronJobFacts cronJob) => cronJob.Volumes.Any(v => v.Kind == VolumeKind.HostPath && IsValuesPath(v.Target));

    // The folder itself, or the file in it.
    private static bool IsValuesPath(string path)
    {
        var trimmed = path.TrimEnd('/');
        return trimmed == ValuesFolder || trimmed.StartsWith(ValuesFolder + "/", StringComparison.Ordinal);
    }
}
