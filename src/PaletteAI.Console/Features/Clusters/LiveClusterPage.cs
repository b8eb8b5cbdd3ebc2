using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>
/// A page that follows the cluster: what changes there shows within a third of a second, however much it is, and the page is never drawn
/// more than four times a second for it. Only what completes the first look is drawn at once.
/// </summary>
public abstract class LiveClusterPage : RefreshingPage
{
    /// <summary>Least time between two renderings.</summary>
    public static readonly TimeSpan BetweenRenders = TimeSpan.FromMilliseconds(260);

    private CancellationTokenSource? _watch;
    private long? _rendered;
    private int _renders;
    private int _scheduled = -1;

    /// <summary>How current the page's facts are.</summary>
    protected abstract LiveFacts Facts { get; }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _watch?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes an update in; says whether anything of it is shown.</summary>
    protected abstract bool Take(ClusterUpdate update);

    /// <summary>Subscribes; later looks whether the cluster is still the same.</summary>
    protected override Task LoadAsync(bool background, CancellationToken ct) => _watch is null ? WatchAsync(background, ct) : ConfirmAsync(background, ct);

    /// <inheritdoc/>
    protected override void Redraw()
    {
        // The next rendering is under way.
        if (_scheduled == _renders)
        {
            return;
        }

        var wait = _rendered is { } last ? BetweenRenders - Clock.GetElapsedTime(last) : TimeSpan.Zero;
        if (wait <= TimeSpan.Zero)
        {
            Render();
            return;
        }

        var renders = _scheduled = _renders;
        Start(async () =>
        {
            await Task.Delay(wait, Clock, PageEnd);
            if (renders == _renders)
            {
                Render();
            }
        });
    }

    // All of this runs on the circuit's own thread of work: nothing here needs a lock.
    private async Task WatchAsync(bool background, CancellationToken ct)
    {
        _watch = CancellationTokenSource.CreateLinkedTokenSource(PageEnd);
        var watch = await Gateway.RunAsync(new WatchCluster(_watch.Token), background, ct: ct);
        if (!watch.IsSuccess)
        {
            Stop(watch.Error);
            return;
        }

        var updates = watch.Value.Updates.GetAsyncEnumerator(CancellationToken.None);
        if (await updates.MoveNextAsync())
        {
            TakeIn(updates.Current);
        }

        Start(() => FollowAsync(updates));
    }

    private async Task FollowAsync(IAsyncEnumerator<ClusterUpdate> updates)
    {
        await using (updates)
        {
            while (await updates.MoveNextAsync())
            {
                if (!TakeIn(updates.Current))
                {
                    continue;
                }

                if (updates.Current is ClusterProvisional { IsAll: true })
                {
                    Render();
                }
                else
                {
                    Redraw();
                }
            }
        }
    }

    private async Task ConfirmAsync(bool background, CancellationToken ct)
    {
        var confirmed = await Gateway.RunAsync(new ConfirmCluster(), background, ct: ct);
        // An appliance that is away says nothing about the cluster: its own API is still followed.
        if (confirmed.Error is { Kind: not (ErrorKind.RemoteFailed or ErrorKind.RemoteTimeout) } gone)
        {
            Stop(gone);
        }
    }

    private void Stop(Error problem)
    {
        _watch?.Cancel();
        _watch?.Dispose();
        _watch = null;
        Facts.Fail(problem);
    }

    private bool TakeIn(ClusterUpdate update)
    {
        var before = (Facts.Problem, Facts.IsKnown, Facts.IsProvisional);
        Facts.Take(update);
        return Take(update) | before != (Facts.Problem, Facts.IsKnown, Facts.IsProvisional);
    }

    private void Render()
    {
        (_rendered, _renders) = (Clock.GetTimestamp(), _renders + 1);
        StateHasChanged();
    }
}
