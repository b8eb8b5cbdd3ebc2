using Microsoft.AspNetCore.Components;
using MudBlazor;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Components.Kit;

/// <summary>Asks once before something that cannot be taken back, and names what it will do.</summary>
public sealed partial class ConfirmDialog
{
    private string _typed = "";
    private IReadOnlyList<Finding> _findings = [];

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>The question, e.g. "Delete cluster edge-ai".</summary>
    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>What will happen, as a sentence.</summary>
    [Parameter, EditorRequired] public string Message { get; set; } = "";

    /// <summary>What else it changes, one line each.</summary>
    [Parameter] public IReadOnlyList<string> Effects { get; set; } = [];

    /// <summary>Verb and object of the button that does it.</summary>
    [Parameter, EditorRequired] public string ConfirmLabel { get; set; } = "";

    /// <summary>The other button.</summary>
    [Parameter] public string CancelLabel { get; set; } = "Cancel";

    /// <summary>A name to type first; empty = none.</summary>
    [Parameter] public string TypeName { get; set; } = "";

    /// <summary>Whether the button is drawn as dangerous.</summary>
    [Parameter] public bool Destructive { get; set; } = true;

    /// <summary>Asks; true = do it.</summary>
    public static async Task<bool> AskAsync(IDialogService dialogs, string title, string message, string confirmLabel, string typeName = "", IReadOnlyList<string>? effects = null, bool destructive = true)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { d => d.Title, title },
            { d => d.Message, message },
            { d => d.ConfirmLabel, confirmLabel },
            { d => d.TypeName, typeName },
            { d => d.Effects, effects ?? [] },
            { d => d.Destructive, destructive },
        };
        var options = new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true, BackdropClick = false };
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(title, parameters, options);
        var answer = await dialog.Result;
        return answer is { Canceled: false };
    }

    private void Typed(string text)
    {
        _typed = text;
        _findings = [];
    }

    private void Cancel() => Dialog.Cancel();

    private void Confirm()
    {
        if (TypeName.Length > 0 && _typed != TypeName)
        {
            _findings = [Finding.Error("", "name-differs", $"This is not {TypeName}.", $"Type {TypeName} exactly.")];
            return;
        }

        Dialog.Close(DialogResult.Ok(true));
    }
}
