using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Sessions;

namespace PaletteAI.Console.Features.Access;

/// <summary>Sets a new password at the appliance, also when it asks for one at the first sign-in.</summary>
public sealed partial class ChangePasswordPage
{
    private bool _required;
    private Error? _problem;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "change-password", Name = "oldPassword")] private string? OldPassword { get; set; }

    [SupplyParameterFromForm(FormName = "change-password", Name = "newPassword")] private string? NewPassword { get; set; }

    [SupplyParameterFromForm(FormName = "change-password", Name = "repeatPassword")] private string? RepeatPassword { get; set; }

    [Inject] public required IOperationRunner Runner { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    protected override void OnInitialized() => _required = SessionPrincipal.NeedsPassword(Http.User);

    private async Task ChangeAsync()
    {
        if (!string.Equals(NewPassword, RepeatPassword, StringComparison.Ordinal))
        {
            _problem = new Error(ErrorKind.Invalid, "passwords-differ", "The new password was not typed the same way twice.", "Type it again in both fields.");
            return;
        }

        var operation = new ChangePassword(new Secret(OldPassword ?? ""), new Secret(NewPassword ?? ""));
        var outcome = await Runner.RunAsync(operation, SessionPrincipal.CallerOf(Http.User), Http.RequestAborted);
        if (outcome.IsSuccess)
        {
            Navigation.NavigateTo("/");
            return;
        }

        _problem = outcome.Error;
    }
}
