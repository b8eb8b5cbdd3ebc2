using Microsoft.AspNetCore.Components;

namespace PaletteAI.Console.Components;

/// <summary>Root of the interactive part: one circuit per tab.</summary>
public sealed partial class Routes
{
    /// <summary>What the theme cookie said.</summary>
    [Parameter] public string? Theme { get; set; }

    /// <summary>What the time display cookie said.</summary>
    [Parameter] public string? Times { get; set; }

    [Inject] public required Preferences Preferences { get; init; }

    protected override void OnInitialized() => Preferences.Load(Theme, Times);
}
