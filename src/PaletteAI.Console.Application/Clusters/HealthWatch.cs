using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;

namespace PaletteAI.Console.Application.Clusters;

/// <summary>
/// Judges the cluster once a minute with the rights of an operator who is signed in, also when no page is open, so that what the console says
/// about "since" rests on looking. While nobody is signed in it looks at nothing.
/// </summary>
internal sealed class HealthWatch(ISessionStore sessions, ApplianceTokens tokens, HealthKeeper keeper, TimeProvider time, ILogger<HealthWatch> log) : BackgroundService
{
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(60);

    /// <summary>One round.</summary>
    /// <returns>Whether the cluster was judged.</returns>
    internal async Task<bool> LookAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        foreach (var session in (await sessions.ListActiveAsync(ct)).Where(s => s is { PasswordChangeRequired: false, ApplianceToken: not null } && s.ExpiresAt > now).OrderByDescending(s => s.LastActivityAt))
        {
            if (await tokens.GetAsync(session, ct) is { } token)
            {
                var context = new OperationContext(session.UserName, new Caller(session.Id, "local", "system", IsBackground: true), token, $"health-{Guid.NewGuid():N}");
                return (await keeper.JudgeAsync(context, "", ct)).IsSuccess;
            }
        }
        return false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookGuardedAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The console ends.
        }
    }

    private async Task LookGuardedAsync(CancellationToken ct)
    {
        try
        {
            await LookAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogError(e, "The cluster could not be judged in the background; trying again in a minute");
        }
    }
}
