using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Application.Clusters;

/// <summary>Reads the log of a run of the installer.</summary>
public sealed class InstallerLogs(IClusterReader reader)
{
    /// <summary>The pod whose log is the run's: the newest one of its Job.</summary>
    /// <param name="run">Name of the run's Job; empty = the newest run.</param>
    public async Task<Result<LogRequest>> FindAsync(ClusterAccess access, string installer, string run, CancellationToken ct)
    {
        var read = await reader.ReadAsync(access, [FactKind.CronJob, FactKind.Job, FactKind.Pod], isFresh: false, ct);
        if (!read.IsSuccess)
        {
            return read.Error;
        }
        var cluster = read.Value;
        if (InstallerFinder.Find(cluster.CronJobs, installer).CronJob is not { } cronJob)
        {
            return InstallerStarter.NoInstaller;
        }
        var job = InstallerJobs.Of(cronJob, cluster.Jobs).FirstOrDefault(j => run.Length == 0 || j.Name == run);
        if (job is null)
        {
            return new Error(ErrorKind.NotFound, "run-not-found", run.Length > 0 ? $"The installer has no run {run}." : "The installer has not run yet.", "Look at the installer's history.");
        }
        var pod = cluster.Pods.Where(p => InstallerJobs.IsPodOf([job], p)).MaxBy(p => p.Meta.CreatedAt);
        return pod is null
            ? new Error(ErrorKind.NotFound, "pod-gone", $"The pod of {job.Name} is gone, and its log with it.", "Look at a newer run.")
            : new LogRequest(pod.Namespace, pod.Name, pod.Containers.FirstOrDefault()?.Name ?? "");
    }

    /// <summary>Reads it line by line.</summary>
    public Task<Result<Unit>> ReadAsync(ClusterAccess access, LogRequest request, Func<string, ValueTask> line, CancellationToken ct) =>
        reader.ReadLogAsync(access, request, line, ct);
}
