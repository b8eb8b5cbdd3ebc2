using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;

namespace PaletteAI.Console.Features.Installer;

/// <summary>How long it is until a moment, counting down by itself; absolute on hover.</summary>
public sealed partial class Countdown
{
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _end = new();
    private Task _ticking = Task.CompletedTask;

    /// <summary>The moment.</summary>
    [Parameter, EditorRequired] public DateTimeOffset At { get; set; }

    [Inject] public required TimeProvider Clock { get; init; }

    [Inject] public required Preferences Preferences { get; init; }

    private string Text => At - Clock.GetUtcNow() is { Ticks: > 0 } left ? $"in {DurationText.Of(left)}" : "due now";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _ticking;
        _end.Dispose();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ticking = TickAsync();
        }
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(_tick, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (Exception e) when (_end.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
    }
}
