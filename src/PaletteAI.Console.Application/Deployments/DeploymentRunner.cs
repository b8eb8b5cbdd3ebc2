using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Application.Deployments;

/// <summary>Watches the deployment that has not ended, from the journal, whoever started it and however often the console restarted since.</summary>
internal sealed class DeploymentRunner(DeploymentWork work, IDeploymentStore store, DeploymentPace pace, ILogger<DeploymentRunner> log) : BackgroundService
{
    private static readonly TimeSpan _idle = TimeSpan.FromMinutes(1);

    /// <summary>One round.</summary>
    /// <returns>Whether a deployment goes on.</returns>
    internal async Task<bool> RoundAsync(CancellationToken ct) =>
        await store.FindLatestAsync(ct) is { EndedAt: null } latest && await work.StepAsync(latest.Id, ct) is { EndedAt: null };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Start-up must not wait for the first round.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var goesOn = true;
            try
            {
                goesOn = await RoundAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A round is repeated; giving up would leave a deployment unwatched.
                log.LogError(e, "A round of the deployment runner failed");
            }
            await WaitAsync(goesOn, stoppingToken);
        }
    }

    private async Task WaitAsync(bool goesOn, CancellationToken ct)
    {
        try
        {
            await work.WaitAsync(goesOn ? pace.PollEvery : _idle, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopping.
        }
    }
}
