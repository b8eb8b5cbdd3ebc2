using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Components;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>Tells a page that reads by itself when something it shows has changed in the cluster, so that nobody waits for its timer.</summary>
/// <param name="gateway">The one door.</param>
/// <param name="clock">Time.</param>
/// <param name="atLeast">Least time from one reading of the page to the next.</param>
internal sealed class ClusterSignal(IOperationGateway gateway, TimeProvider clock, TimeSpan atLeast)
{
    /// <summary>A cluster that could not be followed is tried again after this time.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(15);

    /// <summary>Follows the cluster until the page is left.</summary>
    /// <param name="concerns">Whether the page shows anything of a change.</param>
    /// <param name="changed">Reads the page anew.</param>
    public async Task FollowAsync(Func<FactChange, bool> concerns, Func<Task> changed, CancellationToken pageEnd)
    {
        while (true)
        {
            var watch = await gateway.RunAsync(new WatchCluster(pageEnd), background: true, ct: pageEnd);
            if (watch.IsSuccess)
            {
                await ReadAsync(watch.Value.Updates, concerns, changed, pageEnd);
            }

            await Task.Delay(Again, clock, pageEnd);
        }
    }

    private async Task ReadAsync(IAsyncEnumerable<ClusterUpdate> updates, Func<FactChange, bool> concerns, Func<Task> changed, CancellationToken pageEnd)
    {
        var isFirst = true;
        await foreach (var update in updates)
        {
            // The page has read by itself when it opened.
            var isNews = update is ClusterResync ? !isFirst : update is ClusterChanges { Changes: var changes } && changes.Any(concerns);
            isFirst = false;
            if (isNews)
            {
                await changed();
                await Task.Delay(atLeast, clock, pageEnd);
            }
        }
    }
}
