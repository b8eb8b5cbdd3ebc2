using Microsoft.AspNetCore.Components;

namespace PaletteAI.Console.Components.Layout;

/// <summary>Theme, time zone display, sign out.</summary>
public sealed partial class UserMenu
{
    private static readonly (string, string)[] _themes = [("system", "System"), ("light", "Light"), ("dark", "Dark")];
    private static readonly (TimeDisplay, string)[] _times = [(TimeDisplay.Utc, "UTC"), (TimeDisplay.Browser, "Browser"), (TimeDisplay.Both, "Both")];

    /// <summary>Who is signed in.</summary>
    [Parameter, EditorRequired] public string UserName { get; set; } = "";

    [Inject] public required Preferences Preferences { get; init; }

    [Inject] public required BrowserPreferences Browser { get; init; }

    public void Dispose() => Preferences.Changed -= Refresh;

    protected override void OnInitialized() => Preferences.Changed += Refresh;

    private void Refresh() => _ = InvokeAsync(StateHasChanged);

    private Task ThemeAsync(string theme) => Browser.SetThemeAsync(theme);

    private Task TimesAsync(TimeDisplay times) => Browser.SetTimesAsync(times);
}
