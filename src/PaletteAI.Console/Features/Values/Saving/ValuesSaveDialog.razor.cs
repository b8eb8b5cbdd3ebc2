using Microsoft.AspNetCore.Components;
using MudBlazor;
using PaletteAI.Console.Components;

namespace PaletteAI.Console.Features.Values.Saving;

/// <summary>Shows what saving would do, asks for what has to be accepted, saves, and says what became of it and what happens next.</summary>
public sealed partial class ValuesSaveDialog
{
    private SaveModel _model = default!;
    private ElementReference _close;
    private bool _isDone;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>What to save.</summary>
    [Parameter, EditorRequired] public SaveRequest Request { get; set; } = default!;

    [Inject] public required IOperationGateway Gateway { get; init; }

    private string Title => _model.Stage switch
    {
        SaveStage.Saved => "Saved",
        SaveStage.Conflict => "Somebody changed the file meanwhile",
        _ when Request.IsDiffOnly => "Difference",
        _ => "Save values",
    };

    /// <summary>Shows the dialog.</summary>
    public static async Task<SaveOutcome> AskAsync(IDialogService dialogs, SaveRequest request)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        ArgumentNullException.ThrowIfNull(request);
        var parameters = new DialogParameters<ValuesSaveDialog> { { d => d.Request, request } };
        var dialog = await dialogs.ShowAsync<ValuesSaveDialog>("Save values", parameters, new DialogOptions { MaxWidth = MaxWidth.Large, FullWidth = true, CloseOnEscapeKey = true, BackdropClick = false });
        return (await dialog.Result)?.Data as SaveOutcome ?? SaveOutcome.None;
    }

    protected override async Task OnInitializedAsync()
    {
        _model = new SaveModel(Gateway, Request);
        await _model.PlanAsync(CancellationToken.None);
    }

    // The button that had the focus is gone by then.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_model.Stage == SaveStage.Saved && !_isDone)
        {
            _isDone = true;
            await _close.FocusAsync();
        }
    }

    private async Task SaveAsync()
    {
        var saving = _model.SaveAsync(CancellationToken.None);
        StateHasChanged();
        await saving;
    }

    private void UseMerge() => Dialog.Close(DialogResult.Ok(new SaveOutcome(null, _model.Merge)));

    private void Finish() => Dialog.Close(DialogResult.Ok(new SaveOutcome(_model.Saved, null)));

    private void Cancel()
    {
        if (_model.Saved is not null)
        {
            Finish();
            return;
        }

        Dialog.Cancel();
    }
}
