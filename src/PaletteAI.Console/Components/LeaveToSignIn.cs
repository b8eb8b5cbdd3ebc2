using Microsoft.AspNetCore.Components;

namespace PaletteAI.Console.Components;

/// <summary>Leaves the circuit for the static sign-in page, which returns here afterwards.</summary>
public sealed class LeaveToSignIn : ComponentBase
{
    [Inject] public required NavigationManager Navigation { get; init; }

    protected override void OnInitialized()
    {
        var here = "/" + Navigation.ToBaseRelativePath(Navigation.Uri);
        Navigation.NavigateTo("/sign-in?returnUrl=" + Uri.EscapeDataString(here), forceLoad: true);
    }
}
