using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Health;

namespace PaletteAI.Console.Application.Clusters;

/// <summary>
/// Judges the appliance's cluster and keeps what a single look cannot tell: since when things are as they are, and that the installer has
/// succeeded before, when its runs are no longer kept. Both survive a restart.
/// </summary>
internal sealed class HealthKeeper(ClusterTargets targets, ClusterHealth health, IClusterMemoryStore store, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ClusterMemory? _memory;
    private HealthTrack? _track;

    /// <summary>Judges it.</summary>
    /// <param name="installer">The installer's CronJob as <c>namespace/name</c>; empty = it is looked for.</param>
    public async Task<Result<HealthReport>> JudgeAsync(OperationContext context, string installer, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        if (!target.IsSuccess)
        {
            return target.Error;
        }
        var before = await HasSucceededAsync(target.Value.Identity, ct);
        var report = await health.JudgeAsync(target.Value.Access, target.Value.Places, installer, before, ct);
        return report.IsSuccess ? await KeepAsync(target.Value.Identity, report.Value, ct) : report.Error;
    }

    /// <summary>Whether a run of the cluster's installer is known to have succeeded.</summary>
    public Task<bool> HasSucceededAsync(string cluster, CancellationToken ct) =>
        InTurnAsync(async () => (await RecallAsync(cluster, ct)).InstallerSucceededAt is not null, ct);

    /// <summary>A run of the cluster's installer has succeeded.</summary>
    public Task NoteSuccessAsync(string cluster, CancellationToken ct) => InTurnAsync(
        async () =>
        {
            var memory = await RecallAsync(cluster, ct);
            if (memory.InstallerSucceededAt is null)
            {
                await SaveAsync(memory with { InstallerSucceededAt = time.GetUtcNow() }, ct);
            }
            return true;
        },
        ct);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private Task<HealthReport> KeepAsync(string cluster, HealthReport report, CancellationToken ct) => InTurnAsync(
        async () =>
        {
            var memory = await RecallAsync(cluster, ct);
            // Two pages may judge at the same time; the older report has nothing to add.
            if (_track is null || _track.Report.JudgedAt <= report.JudgedAt)
            {
                _track = _track?.Advance(report, HealthLimits.Default)
                    ?? (memory.Health is { } known ? HealthTrack.Resume(known, report, HealthLimits.Default) : HealthTrack.Start(report));
                await SaveAsync(memory with { Health = _track.ToMemory(), InstallerSucceededAt = memory.InstallerSucceededAt ?? (report.InstallerHasSucceeded ? report.JudgedAt : null) }, ct);
            }
            return _track.ToReport();
        },
        ct);

    private async Task<ClusterMemory> RecallAsync(string cluster, CancellationToken ct)
    {
        if (_memory?.Cluster != cluster)
        {
            (_memory, _track) = (await store.FindAsync(cluster, ct) ?? new ClusterMemory(cluster, null, null), null);
        }
        return _memory;
    }

    private async Task SaveAsync(ClusterMemory memory, CancellationToken ct)
    {
        await store.SaveAsync(memory, ct);
        _memory = memory;
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }
}
