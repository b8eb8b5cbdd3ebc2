using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using MudBlazor;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Views;
using PaletteAI.Console.Features.Values.Analysis;
using PaletteAI.Console.Features.Values.Forms;
using PaletteAI.Console.Features.Values.Parts;
using PaletteAI.Console.Features.Values.Saving;
using PaletteAI.Console.Features.Values.Text;
using PaletteAI.Console.Sessions;
using Error = PaletteAI.Console.Domain.Error;

namespace PaletteAI.Console.Features.Values;

/// <summary>PaletteAI &gt; Values: the text, the effective values, the selected key, and saving to the right hosts.</summary>
public sealed partial class ValuesPage : IValuesEditorHost, IValuesFormHost
{
    private static readonly (string Pane, string Word)[] _panes = [("text", "Text"), ("tree", "Effective values"), ("side", "Details")];

    private ValuesViewModel _model = default!;
    private ValuesEditorLink _link = default!;
    private ValuesPageScript _script = default!;
    private ElementReference _editor;
    private ValuesTreePane? _tree;
    private ITimer? _draftTimer;
    private string _key = "";
    private string _pane = "text";
    private ValuesSide _side = ValuesSide.Key;
    private string _area = "metrics";
    private string? _revealed;
    private string _done = "";
    private bool _opening;
    private string _wanted = "";
    private int _draftDue;
    private IReadOnlyList<Finding> _setProblems = [];

    /// <summary>Part of the details to begin with: <c>findings</c>, <c>forms</c>, <c>copies</c>.</summary>
    [SupplyParameterFromQuery(Name = "show")] public string? Show { get; set; }

    /// <summary>Path of the selected key.</summary>
    [SupplyParameterFromQuery(Name = "key")] public string? Key { get; set; }

    /// <summary>Which rows of the tree: <c>mine</c>, <c>managed</c>, <c>dead</c>, <c>different</c>.</summary>
    [SupplyParameterFromQuery(Name = "rows")] public string? Rows { get; set; }

    /// <summary>Part of a key that is searched for.</summary>
    [SupplyParameterFromQuery(Name = "find")] public string? Find { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required AuthenticationStateProvider Authentication { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    [Inject] private ValuesDocuments Documents { get; init; } = default!;

    [Inject] private KnownTrees Trees { get; init; } = default!;

    /// <inheritdoc/>
    protected override TimeSpan? Every => null;

    private Error? Said { get; set; }

    private IEnumerable<(ValuesSide Side, string Word)> Sides =>
    [
        (ValuesSide.Key, "Key"), (ValuesSide.Forms, "Forms"),
        (ValuesSide.Findings, _model.Reading.Findings.Length == 0 ? "Findings" : $"Findings ({_model.Reading.Errors + _model.Reading.Warnings + _model.Reading.Notes})"),
        (ValuesSide.Copies, "Copies"),
    ];

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        Documents.Remove(_key);
        _model.Document.Changed -= DraftIsDue;
        if (_draftTimer is not null)
        {
            await _draftTimer.DisposeAsync();
        }

        await _link.FlushAsync();
        await _model.Draft.SaveAsync(CancellationToken.None);
        await _link.DisposeAsync();
        await _script.DisposeAsync();
        await _model.DisposeAsync();
        await base.DisposeAsync();
    }

    InstallerContext? IValuesFormHost.Installer => _model.State?.Surroundings.Context;

    int IValuesFormHost.TextVersion => _model.Reading.Version;

    Task<ValueMap?> IValuesFormHost.ReadAsync() => _model.ReadValuesAsync();

    async Task<Error?> IValuesFormHost.ApplyAsync(Func<ValueMap, Result<ImmutableArray<ValueEdit>>> edits)
    {
        var problem = await ChangeTextAsync(() => _model.PlanEditsAsync(edits));
        await _script.FocusFormAsync();
        return problem;
    }

    Task IValuesEditorHost.CursorAsync(int line, int column) => FromTextAsync(line);

    IReadOnlyList<string> IValuesEditorHost.Describe(int line) => _model.Reading.Describe(line);

    protected override async Task OnInitializedAsync()
    {
        _model = new ValuesViewModel(Gateway, Trees, work => InvokeAsync(() => GuardedAsync(work)));
        _model.Changed += StateHasChanged;
        _model.Analysed += ShowMarksAsync;
        _link = new ValuesEditorLink(Js, _model.Document, this);
        _script = new ValuesPageScript(Js);
        _model.Tree.Show(Enum.TryParse<RowFilter>(Rows, ignoreCase: true, out var rows) && Enum.IsDefined(rows) ? rows : RowFilter.All, ValuesTreePane.Bounded(Find));
        _wanted = Key ?? "";
        _side = Enum.TryParse<ValuesSide>(Show, ignoreCase: true, out var side) && Enum.IsDefined(side) ? side : ValuesSide.Key;
        _key = Documents.Add(SessionPrincipal.IdOf((await Authentication.GetAuthenticationStateAsync()).User), _model.Document);
        _draftTimer = Clock.CreateTimer(_ => _ = InvokeAsync(StoreDraftAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await base.OnInitializedAsync();
        _model.Document.Changed += DraftIsDue;
    }

    protected override async Task LoadAsync(bool background, CancellationToken ct)
    {
        if (_link.IsOpen)
        {
            await _link.FlushAsync();
        }

        if (await _model.OpenAsync(keepText: _link.IsOpen, ct) && _link.IsOpen)
        {
            await _link.ReloadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_model.HasText || _link.IsOpen || _opening)
        {
            return;
        }

        _opening = true;
        if (await _link.OpenAsync(_editor, _key, $"Text of {ValuesLook.FilePath}") is { Length: > 0 } problem)
        {
            Said = new Error(ErrorKind.RemoteFailed, "editor-not-loaded", $"The text editor could not be opened. {problem}", "Load the page again.");
            StateHasChanged();
            return;
        }

        await _script.StartAsync(_tree!.Element);
        await ShowMarksAsync(_model.Reading);
    }

    // The key in the address, as soon as there is a tree.
    private async Task SelectWantedAsync(ValuesReading reading)
    {
        if (_wanted.Length > 0 && reading is { Version: >= 0, IsReadable: true })
        {
            var wanted = _wanted;
            _wanted = "";
            await _model.SelectAsync(wanted, uncover: true);
            await ScrollTreeAsync();
        }
    }

    // What is looked at stands in the address, so that it can be sent and survives a reload.
    private void KeepInAddress()
    {
        var address = Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["show"] = _side == ValuesSide.Key ? null : _side.ToString().ToLowerInvariant(),
            ["key"] = NullIfEmpty(_model.Selected),
            ["rows"] = _model.Tree.Filter == RowFilter.All ? null : _model.Tree.Filter.ToString().ToLowerInvariant(),
            ["find"] = NullIfEmpty(_model.Tree.Search),
        });
        if (address != Navigation.Uri)
        {
            Navigation.NavigateTo(address, replace: true);
        }
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private Task ShowMarksAsync(ValuesReading reading)
    {
        if (reading.Version >= 0)
        {
            // Not waited for: the next analysis need not stand behind the browser's answer.
            _ = _link.MarksAsync(reading.Version, reading.Marks);
        }

        return SelectWantedAsync(reading);
    }

    private void DraftIsDue()
    {
        if (Interlocked.Exchange(ref _draftDue, 1) == 0)
        {
            _draftTimer?.Change(ValuesDraftKeeper.Pause, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task StoreDraftAsync()
    {
        Interlocked.Exchange(ref _draftDue, 0);
        await GuardedAsync(() => _model.Draft.SaveAsync(PageEnd));
        StateHasChanged();
    }

    private async Task FromTextAsync(int line)
    {
        var before = _model.Selected;
        await _model.SelectLineAsync(line);
        if (_model.Selected != before)
        {
            _revealed = null;
            await ScrollTreeAsync();
            KeepInAddress();
        }
    }

    private async Task SelectRowAsync(int row)
    {
        _revealed = null;
        _setProblems = [];
        var line = await _model.SelectAsync(_model.Tree.Tree.PathOf(row));
        if (line > 0)
        {
            await _link.RevealAsync(line, focus: false);
        }

        KeepInAddress();
    }

    private Task TurnAsync(int row)
    {
        _model.Tree.Turn(row);
        return Task.CompletedTask;
    }

    private void Filter((RowFilter Filter, string Search) wanted)
    {
        _model.Filter(wanted.Filter, wanted.Search);
        KeepInAddress();
    }

    private async Task ScrollTreeAsync()
    {
        var row = _model.Tree.Rows.IndexOf(_model.Tree.Tree.Find(_model.Selected));
        if (row >= 0)
        {
            StateHasChanged();
            await _script.ShowRowAsync(row);
        }
    }

    private void ShowSide(ValuesSide side)
    {
        _side = side;
        KeepInAddress();
    }

    private async Task GoToAsync(Finding finding)
    {
        _pane = "text";
        await _link.RevealAsync(finding.Line, focus: true);
    }

    private async Task GoToSelectedAsync()
    {
        _pane = "text";
        await _link.RevealAsync(_model.Inspection?.Row.Line ?? 0, focus: true);
    }

    private async Task RevealAsync()
    {
        if (_revealed is not null)
        {
            _revealed = null;
            return;
        }

        var shown = await _model.RevealAsync(_model.Selected, PageEnd);
        (_revealed, Said) = (shown.IsSuccess ? shown.Value : null, shown.Error);
    }

    private async Task SetAsync((string Path, string Value) wanted)
    {
        var value = EditValue.Yaml(wanted.Value);
        _setProblems = value.IsSuccess ? [] : value.Error.Findings;
        if (value.IsSuccess)
        {
            await EditAsync([new ValueEdit(EditOperation.Set, DocumentPath.Parse(wanted.Path).Require(), value.Value)]);
        }
    }

    private Task RemoveAsync(string path) => EditAsync([new ValueEdit(EditOperation.Unset, DocumentPath.Parse(path).Require())]);

    /// <summary>Makes edits in the text, where they can be undone.</summary>
    private async Task<bool> EditAsync(IReadOnlyList<ValueEdit> edits)
    {
        Said = await ChangeTextAsync(() => _model.PlanEditsAsync(_ => Result<ImmutableArray<ValueEdit>>.Success([.. edits])));
        return Said is null;
    }

    private async Task<Error?> ChangeTextAsync(Func<Task<Result<(int Version, EditorChange Change)>>> plan)
    {
        // Somebody may be typing: then the edit is worked out anew on what is there.
        for (var tries = 0; tries < 5; tries++)
        {
            await _link.FlushAsync();
            var planned = await plan();
            if (!planned.IsSuccess)
            {
                return planned.Error;
            }

            if (await _link.EditAsync(planned.Value.Version, [planned.Value.Change]))
            {
                await _link.FlushAsync();
                return null;
            }
        }

        return new Error(ErrorKind.Refused, "text-busy", "The text is being changed.", "Try again when you have stopped typing.");
    }

    private Task<Error?> ReplaceTextAsync(string text) => ChangeTextAsync(() =>
    {
        var (now, version) = _model.Document.Snapshot();
        return Task.FromResult<Result<(int, EditorChange)>>((version, TextDifference.Between(now, text)));
    });

    private Task UndoAsync() => _link.UndoAsync();

    private Task RedoAsync() => _link.RedoAsync();

    private async Task DiscardAsync()
    {
        var sure = await Components.Kit.ConfirmDialog.AskAsync(Dialogs, "Discard unsaved changes", "The text becomes the file as it is on the hosts. Undo brings your changes back while this page is open.", "Discard changes");
        if (sure)
        {
            await GuardedAsync(async () => await PutRevisionAsync(_model.State!.BaseSha256, "The text is the file again."));
        }
    }

    private Task RestoreAsync(string sha256) => GuardedAsync(async () => await PutRevisionAsync(sha256, $"Revision {sha256[..12]} is in the text: look at the difference, then save."));

    private async Task PutRevisionAsync(string sha256, string done)
    {
        var text = await _model.ReadRevisionAsync(sha256, PageEnd);
        Said = text.Error ?? await ReplaceTextAsync(text.Require());
        _done = Said is null ? done : "";
    }

    private async Task OpenSaveAsync(bool isDiffOnly)
    {
        (_done, Said) = ("", null);
        if (!await _link.FlushAsync())
        {
            Said = new Error(ErrorKind.RemoteFailed, "text-not-sent", "What you typed last has not reached the console yet.", "Wait until the connection is back, then try again.");
            return;
        }

        await GuardedAsync(() => _model.Draft.SaveAsync(PageEnd));
        var state = _model.State!;
        var outcome = await ValuesSaveDialog.AskAsync(Dialogs, new SaveRequest(new Secret(_model.Document.Snapshot().Text), state.BaseSha256, state.Seen, _model.Draft.Version, isDiffOnly));
        if (outcome.Merge is { } merge)
        {
            Said = await ReplaceTextAsync(merge.Text.Reveal());
            if (Said is null)
            {
                await GuardedAsync(async () => await _model.RebaseAsync(merge.BaseSha256, PageEnd));
                await OpenSaveAsync(isDiffOnly: false);
            }
        }
        else if (outcome.Saved is { } saved)
        {
            _done = $"Saved as revision {saved.Revision}. {saved.Next.Message}";
            await ReloadAsync();
        }
    }

    private void Dismiss() => Said = null;
}
