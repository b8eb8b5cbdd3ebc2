using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace PaletteAI.Console.Components.Kit;

/// <summary>
/// How long ago something was; absolute on hover. The browser keeps it current without the server, so that ages stay true while
/// the connection is lost.
/// </summary>
public sealed partial class AgeText
{
    /// <summary>When it was.</summary>
    [Parameter, EditorRequired] public DateTimeOffset? At { get; set; }

    /// <summary>"2 min ago" rather than "2 min".</summary>
    [Parameter] public bool Ago { get; set; } = true;

    /// <summary>Older than this is marked stale; null = never.</summary>
    [Parameter] public TimeSpan? StaleAfter { get; set; }

    /// <summary>What stands there when it never was.</summary>
    [Parameter] public string Never { get; set; } = "never";

    [Inject] public required TimeProvider Clock { get; init; }

    [Inject] public required Preferences Preferences { get; init; }

    private string? StaleSeconds => StaleAfter?.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);

    public void Dispose() => Preferences.Changed -= Refresh;

    protected override void OnInitialized() => Preferences.Changed += Refresh;

    private void Refresh() => _ = InvokeAsync(StateHasChanged);

    private bool IsStale(DateTimeOffset at) => StaleAfter is { } limit && Clock.GetUtcNow() - at > limit;

    private string Text(DateTimeOffset at) => DurationText.Of(Clock.GetUtcNow() - at) + (Ago ? " ago" : "");
}
