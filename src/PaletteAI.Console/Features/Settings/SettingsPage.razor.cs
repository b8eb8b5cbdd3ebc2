using Microsoft.AspNetCore.Components;
using MudBlazor;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;

namespace PaletteAI.Console.Features.Settings;

/// <summary>Settings: this console, the appliance and how it is trusted, own sessions.</summary>
public sealed partial class SettingsPage
{
    private SettingsViewModel _model = default!;

    [Inject] public required ConsoleFacts Facts { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    protected override void OnInitialized() => _model = new SettingsViewModel(Gateway);

    protected override Task LoadAsync(bool background, CancellationToken ct) => _model.LoadAsync(background, ct);

    private async Task EndAsync(SessionView session)
    {
        var sure = await ConfirmDialog.AskAsync(
            Dialogs, "End session", $"The session from {session.SourceAddress} ends at once. Drafts are kept, and a deployment goes on.", "End session");
        if (sure)
        {
            await GuardedAsync(() => _model.EndAsync(session, PageEnd));
        }
    }
}
