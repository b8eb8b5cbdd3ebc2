using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Application.Clusters;

/// <summary>The Job of a run that was started.</summary>
/// <param name="Job">Its name.</param>
public sealed record StartedRun(string Namespace, string CronJob, string Job);

/// <summary>
/// Starts the installer now, and never a second time while any Job of it is unfinished. Three guards: a Lease between consoles, a name that
/// follows from what is there, and a look afterwards, because the CronJob's own schedule asks nobody.
/// </summary>
public sealed class InstallerStarter(IClusterReader reader, IClusterWriter writer, ClusterLease lease)
{
    private const string LeaseName = "palette-console-installer";

    private static readonly ImmutableArray<FactKind> _kinds = [FactKind.CronJob, FactKind.Job];

    private static readonly Error _busy = new(
        ErrorKind.Refused, "installer-starting", "Somebody else starts the installer at this moment.", "Look whether it runs before trying again.");

    /// <summary>The refusal when there is no installer.</summary>
    public static Error NoInstaller { get; } = new(
        ErrorKind.NotFound, "installer-not-found", "There is no installer in the cluster: no CronJob mounts /usr/local/palette-ai or selects on the label.",
        "Name its CronJob in Settings if it is another one.");

    /// <summary>Starts it.</summary>
    /// <param name="named">The CronJob as a setting names it; empty = it is looked for.</param>
    public Task<Result<StartedRun>> StartAsync(ClusterAccess access, string named, CancellationToken ct) =>
        lease.RunAsync(access, LeaseName, _busy, token => StartHeldAsync(access, named, token), ct);

    private async Task<Result<StartedRun>> StartHeldAsync(ClusterAccess access, string named, CancellationToken ct)
    {
        var before = await ReadAsync(access, ct);
        if (!before.IsSuccess)
        {
            return before.Error;
        }
        if (InstallerFinder.Find(before.Value.CronJobs, named).CronJob is not { } cronJob)
        {
            return NoInstaller;
        }
        var free = RunGuard.Check(cronJob, before.Value.Jobs);
        if (!free.IsSuccess)
        {
            return free.Error;
        }
        var name = RunGuard.NextName(cronJob, before.Value.Jobs);
        var created = await writer.CreateJobAsync(access, cronJob, name, ct);
        if (created.Error is { Kind: ErrorKind.Refused or ErrorKind.NotFound or ErrorKind.Invalid or ErrorKind.Forbidden } refused)
        {
            return refused.Code == "job-exists" ? RunGuard.Running([name]) : refused;
        }
        return await LookAfterwardsAsync(access, cronJob, name, created.Error, ct);
    }

    private async Task<Result<StartedRun>> LookAfterwardsAsync(ClusterAccess access, CronJobFacts cronJob, string name, Error? unclear, CancellationToken ct)
    {
        var after = await ReadAsync(access, ct);
        if (!after.IsSuccess)
        {
            return unclear ?? after.Error with { Message = $"The Job {name} was made, but that could not be confirmed: {after.Error.Message}" };
        }
        var runs = InstallerJobs.Of(cronJob, after.Value.Jobs);
        if (runs.All(j => j.Name != name))
        {
            return unclear ?? new Error(ErrorKind.RemoteFailed, "job-lost", $"The Job {name} was made and is gone again.", "Look at the installer's history.");
        }
        string[] others = [.. runs.Where(j => j.IsUnfinished && j.Name != name).Select(j => j.Name)];
        if (others.Length == 0)
        {
            return new StartedRun(cronJob.Namespace, cronJob.Name, name);
        }
        // The schedule was faster. Ours has hardly begun, so it is the one to go.
        var deleted = await writer.DeleteJobAsync(access, cronJob.Namespace, name, ct);
        var running = RunGuard.Running(others);
        return deleted.IsSuccess ? running : running with { Message = $"{running.Message} The Job {name}, made at the same time, could not be taken back: delete it." };
    }

    private async Task<Result<ClusterSnapshot>> ReadAsync(ClusterAccess access, CancellationToken ct)
    {
        var read = await reader.ReadAsync(access, _kinds, isFresh: true, ct);
        return read.IsSuccess && _kinds.Any(k => read.Value.FreshnessOf(k).AsOf is null)
            ? new Error(ErrorKind.RemoteFailed, "cluster-failed", "CronJobs and Jobs could not be read.", "Check that the kubeconfig's account may read them.")
            : read;
    }
}
