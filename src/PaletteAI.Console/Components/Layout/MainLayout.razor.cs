using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace PaletteAI.Console.Components.Layout;

/// <summary>Bar, menu, page. Lives inside the interactive root, so the dialogs of MudBlazor do too.</summary>
public sealed partial class MainLayout
{
    private string _userName = "";

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] public required MudTheme Theme { get; init; }

    [Inject] public required Preferences Preferences { get; init; }

    [Inject] public required BrowserPreferences Browser { get; init; }

    [Inject] public required CircuitLife Life { get; init; }

    public void Dispose()
    {
        Preferences.Changed -= Refresh;
        Life.Ending -= End;
    }

    protected override async Task OnInitializedAsync()
    {
        Preferences.Changed += Refresh;
        Life.Ending += End;
        _userName = (await Authentication).User.Identity?.Name ?? "";
    }

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? Browser.StartAsync() : Task.CompletedTask;

    private void Refresh() => _ = InvokeAsync(StateHasChanged);

    // There is no public way to end a circuit from the server; a fault nobody catches does, and disposes every component on it.
    private void End() => _ = InvokeAsync(() => DispatchExceptionAsync(new SessionEndedException()));
}
