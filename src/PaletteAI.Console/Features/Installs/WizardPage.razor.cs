using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using MudBlazor;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Installs;
using Error = PaletteAI.Console.Domain.Error;

namespace PaletteAI.Console.Features.Installs;

/// <summary>The six steps of cluster creation. The step and the draft are in the URL; what is typed is on the server.</summary>
public sealed partial class WizardPage
{
    /// <summary>How often the facts are read again.</summary>
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _end = new();
    private WizardViewModel _model = default!;
    private InstallStep _step;
    private string? _loaded;
    private Task _polling = Task.CompletedTask;
    private WizardScript? _script;
    private IReadOnlyList<string>? _focus;
    private bool _arrived;
    private ExportedDraft? _exported;
    private Error? _exportProblem;

    /// <summary>The step, from the URL.</summary>
    [Parameter] public string Slug { get; set; } = "";

    /// <summary>The draft, from the URL.</summary>
    [SupplyParameterFromQuery(Name = "draft")] public string? DraftId { get; set; }

    [Inject] public required IOperationGateway Gateway { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    [Inject] public required ILogger<WizardPage> Log { get; init; }

    private string Answer
    {
        get
        {
            if (_model.Judgement is null)
            {
                return _model.Session.Problem is null ? "Reading the draft." : "The draft could not be read.";
            }

            var name = _model.Spec.Name.Length > 0 ? $" for {_model.Spec.Name}" : "";
            var errors = _model.Rail[(int)_step].Errors;
            var blocking = _step == InstallStep.Review ? _model.HostChecks.Blocking.Count() : 0;
            var state = errors switch { 0 when blocking > 0 => "A host check fails.", 0 => "Nothing to correct here.", 1 => "1 field needs attention.", _ => $"{errors} fields need attention." };
            return $"Step {(int)_step + 1} of {InstallSteps.All.Length}{name}. {state}";
        }
    }

    private string SavedWords => _model.Session switch
    {
        { State: SaveState.Saving } => "Saving.",
        { HasUnsaved: true } => "Not stored.",
        _ => "All changes are saved.",
    };

    public async ValueTask DisposeAsync()
    {
        _model.Changed -= Refresh;
        await _end.CancelAsync();
        await _polling;
        if (_script is not null)
        {
            await _script.DisposeAsync();
        }

        _end.Dispose();
    }

    protected override void OnInitialized()
    {
        _model = new WizardViewModel(Gateway, Clock);
        _model.Changed += Refresh;
        _script = new WizardScript(Js);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (string.IsNullOrEmpty(DraftId))
        {
            Redirect("/cluster/create");
            return;
        }

        if (InstallSteps.FromSlug(Slug) is not { } step)
        {
            Redirect($"/cluster/create/{InstallSteps.Slug(InstallStep.Name)}?draft={Uri.EscapeDataString(DraftId)}");
            return;
        }

        try
        {
            await ShowAsync(DraftId, step);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _script!.StartAsync();
        }

        if (_arrived)
        {
            _arrived = false;
            await _script!.ArriveAsync();
        }

        if (_focus is { } ids)
        {
            _focus = null;
            await _script!.FocusAsync(ids);
        }
    }

    private async Task ShowAsync(string draft, InstallStep step)
    {
        if (_loaded != draft)
        {
            (_loaded, _step) = (draft, step);
            await _model.LoadAsync(draft, step, _end.Token);
            _polling = _polling.IsCompleted ? PollAsync() : _polling;
        }
        else if (step != _step)
        {
            (_step, _arrived, _exported, _exportProblem) = (step, true, null, null);
            await _model.GoToAsync(step, _end.Token);
        }
    }

    private void Redirect(string address)
    {
        if ("/" + Navigation.ToBaseRelativePath(Navigation.Uri) != address)
        {
            Navigation.NavigateTo(address, replace: true);
        }
    }

    private void Refresh() => _ = InvokeAsync(StateHasChanged);

    private void Focus(IReadOnlyList<string> ids)
    {
        _focus = ids;
        StateHasChanged();
    }

    private async Task NextAsync()
    {
        if (await _model.NextAsync(_end.Token) is { } next)
        {
            Navigation.NavigateTo(_model.Href(next));
        }
        else if (_model.Refusal is { } refusal)
        {
            Focus(refusal.FocusIds);
        }
    }

    private async Task SaveAndLeaveAsync()
    {
        await _model.Session.SaveAsync();
        if (_model.Session.HasUnsaved)
        {
            Focus(["save-problem"]);
            return;
        }

        Navigation.NavigateTo("/cluster/create");
    }

    private async Task ExportAsync()
    {
        await _model.Session.SaveAsync();
        var exported = await Gateway.RunAsync(new ExportDraft(_model.Draft.Id), ct: _end.Token);
        (_exported, _exportProblem) = (exported.Value, exported.Error);
        if (exported.IsSuccess)
        {
            await _script!.SaveFileAsync(exported.Value.FileName, exported.Value.Yaml);
        }
    }

    // Steps of the same draft are no leaving: the page and what it holds stay.
    private async Task LeavingAsync(LocationChangingContext context)
    {
        if (!_model.Session.HasUnsaved || context.TargetLocation.Contains("/cluster/create/", StringComparison.Ordinal))
        {
            return;
        }

        var leave = await ConfirmDialog.AskAsync(Dialogs, "Leave the draft", "The last change is not stored. It is lost when you leave.", "Leave without it");
        if (!leave)
        {
            context.PreventNavigation();
        }
    }

    private async Task PollAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(RefreshEvery, Clock);
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                await InvokeAsync(() => _model.RefreshAsync(background: true, _end.Token));
            }
        }
        catch (Exception e) when (_end.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
        catch (Exception e)
        {
            // The page stays usable; its facts show their age.
            Log.LogError(e, "The wizard stopped refreshing its facts");
        }
    }
}
