using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Application.Security;

/// <summary>Ends sessions whose time is over within a second of it, and clears out old rows.</summary>
internal sealed class SessionSweeper(
    SessionRegistry registry, SessionGate gate, ISessionStore store, TimeProvider time, ILogger<SessionSweeper> log) : BackgroundService
{
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _keepEnded = TimeSpan.FromDays(7);

    /// <summary>One round; the loop calls it every second.</summary>
    internal async Task SweepAsync(CancellationToken ct)
    {
        foreach (var over in registry.Overdue())
        {
            await gate.EndAsync(over.SessionId, over.Reason, ct);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_tick, time);
        var pruneAt = DateTimeOffset.MinValue;
        while (await NextAsync(timer, stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
                if (time.GetUtcNow() >= pruneAt)
                {
                    await store.PruneAsync(time.GetUtcNow() - _keepEnded, stoppingToken);
                    pruneAt = time.GetUtcNow() + TimeSpan.FromHours(1);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Ending expired sessions failed; trying again in a second");
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
