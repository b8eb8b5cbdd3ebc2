using Microsoft.AspNetCore.Components;

namespace PaletteAI.Console.Components;

/// <summary>A page that reads when it opens and again now and then, until it is left.</summary>
public abstract class RefreshingPage : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _running = [];

    /// <summary>The one door.</summary>
    [Inject] public required IOperationGateway Gateway { get; init; }

    /// <summary>Time.</summary>
    [Inject] public required TimeProvider Clock { get; init; }

    /// <summary>Log of the page's own faults.</summary>
    [Inject] public required ILoggerFactory Logs { get; init; }

    /// <summary>Time between two readings; null = it reads only when asked.</summary>
    protected virtual TimeSpan? Every => TimeSpan.FromSeconds(15);

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken PageEnd => _end.Token;

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running);
        _end.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what the page shows.</summary>
    /// <param name="background">No person asked for it.</param>
    /// <param name="ct">Cancelled when the page is left.</param>
    protected abstract Task LoadAsync(bool background, CancellationToken ct);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await GuardedAsync(() => LoadAsync(background: false, PageEnd));
        Start(RefreshAsync);
    }

    /// <summary>Draws the page after a reading that no person asked for.</summary>
    protected virtual void Redraw() => StateHasChanged();

    /// <summary>Reads again because the person asked for it.</summary>
    protected Task ReloadAsync() => GuardedAsync(() => LoadAsync(background: false, PageEnd));

    /// <summary>Starts work that goes on beside the page until it is left; the page is not gone before the work has ended.</summary>
    protected void Start(Func<Task> work)
    {
        _running.RemoveAll(t => t.IsCompleted);
        _running.Add(GuardedAsync(work));
    }

    private async Task RefreshAsync()
    {
        if (Every is not { } period)
        {
            return;
        }

        using var timer = new PeriodicTimer(period, Clock);
        while (await timer.WaitForNextTickAsync(PageEnd))
        {
            await InvokeAsync(async () =>
            {
                await LoadAsync(background: true, PageEnd);
                Redraw();
            });
        }
    }

    /// <summary>Does something that leaving the page may interrupt.</summary>
    protected async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (_end.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
        catch (Exception e)
        {
            // The page stays as it is, with the age of its facts.
            Logs.CreateLogger(GetType()).LogError(e, "The page stopped reading");
        }
    }
}
