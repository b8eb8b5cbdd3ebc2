using Microsoft.AspNetCore.Components;
using MudBlazor;
using PaletteAI.Console.Components.Kit;

namespace PaletteAI.Console.Features.Settings;

/// <summary>Keys of hosts: accepted, presented, changed.</summary>
public sealed partial class HostKeysSection
{
    private bool _busy;

    /// <summary>Host access.</summary>
    [Parameter, EditorRequired] public HostAccessViewModel Model { get; set; } = default!;

    /// <summary>Cancelled when the page is left.</summary>
    [Parameter] public CancellationToken PageEnd { get; set; }

    [Inject] public required IDialogService Dialogs { get; init; }

    private static (KitStatus Status, string Word) LookOf(HostKeyRow row) => row switch
    {
        { IsChanged: true } => (KitStatus.Failing, "Key changed"),
        { IsFirst: true } => (KitStatus.Waiting, "To accept"),
        { Accepted: null } => (KitStatus.Pending, "Not accepted"),
        { Presented: not null } => (KitStatus.Passed, "Accepted, and presented just now"),
        _ => (KitStatus.Passed, "Accepted"),
    };

    private async Task AcceptAsync(HostKeyRow row)
    {
        var presented = row.Presented!;
        var sure = !row.IsChanged || await ConfirmDialog.AskAsync(
            Dialogs, $"Accept the new key of {row.Address}", $"{presented.Type} {presented.Fingerprint} replaces {row.Accepted!.Fingerprint}. Do this only after comparing it on the host itself.", "Accept the new key");
        if (sure)
        {
            await ActAsync(() => Model.AcceptAsync(row, PageEnd));
        }
    }

    private async Task RevokeAsync(HostKeyRow row)
    {
        var sure = await ConfirmDialog.AskAsync(Dialogs, $"Revoke the key of {row.Address}", "The console stops speaking to this host until a key of it is accepted again.", "Revoke key");
        if (sure)
        {
            await ActAsync(() => Model.RevokeAsync(row, PageEnd));
        }
    }

    private async Task ActAsync(Func<Task> act)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        StateHasChanged();
        try
        {
            await act();
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        finally
        {
            _busy = false;
        }
    }
}
