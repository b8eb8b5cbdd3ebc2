using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Copies;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Views;
using PaletteAI.Console.Features.Values.Analysis;
using PaletteAI.Console.Features.Values.Text;

namespace PaletteAI.Console.Features.Values;

/// <summary>PaletteAI &gt; Values without its markup: the open file, its analysis, what is selected, the draft.</summary>
internal sealed class ValuesViewModel : IAsyncDisposable
{
    private readonly IOperationGateway _gateway;
    private readonly KnownTrees _trees;
    private readonly Func<Func<Task>, Task> _dispatch;
    private readonly ValuesAnalyst _analyst;
    private readonly WeakReference<Recent> _recent = new(null!);
    private TextBaseline? _baseline;

    /// <param name="gateway">The one door.</param>
    /// <param name="trees">Trees of files to compare with.</param>
    /// <param name="dispatch">Brings work to the page's own thread.</param>
    public ValuesViewModel(IOperationGateway gateway, KnownTrees trees, Func<Func<Task>, Task> dispatch)
    {
        (_gateway, _trees, _dispatch) = (gateway, trees, dispatch);
        Document = new ValuesDocument(new ValuesText("", "utf-8"));
        Draft = new ValuesDraftKeeper(gateway, Document);
        _analyst = new ValuesAnalyst(Document.Snapshot, Read, PublishAsync);
        Document.Changed += _analyst.Ask;
    }

    /// <summary>Raised on the page's own thread when there is something new to draw.</summary>
    public event Action? Changed;

    /// <summary>Raised there after each analysis, for the marks in the text.</summary>
    public event Func<ValuesReading, Task>? Analysed;

    /// <summary>The open text.</summary>
    public ValuesDocument Document { get; }

    /// <summary>Unsaved edits.</summary>
    public ValuesDraftKeeper Draft { get; }

    /// <summary>The tree as it is shown.</summary>
    public ValuesTreeView Tree { get; } = new();

    /// <summary>Hosts, installer, authority; null before anything was read.</summary>
    public ValuesFileState? State { get; private set; }

    /// <summary>Why it could not be read; null when it could.</summary>
    public Error? Problem { get; private set; }

    /// <summary>The latest analysis.</summary>
    public ValuesReading Reading { get; private set; } = ValuesReading.None;

    /// <summary>The selected key; empty when none is.</summary>
    public string Selected { get; private set; } = "";

    /// <summary>About the selected key; null when none is, or it is not there.</summary>
    public ValueInspection? Inspection { get; private set; }

    /// <summary>Whether there is a text to edit.</summary>
    public bool HasText => State is { Problem: null };

    /// <summary>Whether the text is another one than the file.</summary>
    public bool IsDirty => Draft.IsDirty || Reading.Changes > 0;

    /// <summary>Opens the file, or reads anew what the hosts have.</summary>
    /// <param name="keepText">The editor's text stays, whatever the hosts have.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>Whether the editor has to load another text.</returns>
    public async Task<bool> OpenAsync(bool keepText, CancellationToken ct)
    {
        var opened = await _gateway.RunAsync(new OpenValues(), ct: ct);
        Problem = opened.Error;
        if (!opened.IsSuccess)
        {
            return false;
        }

        var workspace = opened.Value;
        var draft = workspace.Draft is { Text: not null } found ? found : null;
        State = ValuesFileState.Of(workspace, draft?.BaseSha256);
        if (workspace.File is not { } file)
        {
            return false;
        }

        var text = keepText ? Document.Content.Text : draft?.Text?.Reveal() ?? file.Text.Reveal();
        var isOther = text != Document.Content.Text;
        if (isOther)
        {
            Document.Open(new ValuesText(text, "utf-8"));
        }

        _baseline = new TextBaseline(file.Text.Reveal());
        Draft.Begin(State.BaseSha256, file.Text.Reveal(), workspace.Draft, isStored: text == (draft?.Text ?? file.Text).Reveal());
        _analyst.Ask();
        return isOther;
    }

    /// <summary>Goes on from another file: what was edited was joined with it.</summary>
    public async Task<bool> RebaseAsync(string sha256, CancellationToken ct)
    {
        await Draft.RebaseAsync(sha256, ct);
        return await OpenAsync(keepText: true, ct);
    }

    /// <summary>The file that edits began from, as its text; null when it cannot be had.</summary>
    public async Task<Result<string>> ReadRevisionAsync(string sha256, CancellationToken ct) =>
        (await _gateway.RunAsync(new ReadValuesRevision(sha256), ct: ct)).Map(f => f.Text.Reveal());

    /// <summary>Shows a secret of the text; it leaves a row.</summary>
    public async Task<Result<string>> RevealAsync(string path, CancellationToken ct) =>
        (await _gateway.RunAsync(new RevealValue(new Secret(Document.Snapshot().Text), path), ct: ct)).Map(s => s.Reveal());

    /// <summary>Selects a key of the tree.</summary>
    /// <returns>Its line in the text; 0 when the text does not have it.</returns>
    public async Task<int> SelectAsync(string path, bool uncover = false)
    {
        Selected = path;
        var row = Tree.Tree.Find(path);
        if (row >= 0 && uncover)
        {
            Tree.Uncover(row);
        }

        await InspectAsync();
        return row < 0 ? 0 : Tree.Tree[row].Line;
    }

    /// <summary>Selects the key on a line of the text.</summary>
    public async Task SelectLineAsync(int line)
    {
        var row = Tree.Tree.AtLine(line);
        if (row >= 0 && Tree.Tree.PathOf(row) is var path && path != Selected)
        {
            await SelectAsync(path, uncover: true);
        }
    }

    /// <summary>Works edits out on the present text.</summary>
    /// <returns>The version they are for, and the changes the editor has to make.</returns>
    public async Task<Result<(int Version, EditorChange Change)>> PlanEditsAsync(Func<ValueMap, Result<ImmutableArray<ValueEdit>>> edits)
    {
        var (text, version) = Document.Snapshot();
        return await Task.Run(Result<(int, EditorChange)> () =>
        {
            var document = YamlReader.Read(text);
            if (ValueTreeReader.Read(document) is not { IsSuccess: true, Value: var tree })
            {
                return new Error(ErrorKind.Refused, ValuesErrors.Unreadable, "The text cannot be read as it stands, so that a form cannot change it.", "Correct what the findings name.");
            }

            var wanted = edits(tree);
            var edited = wanted.IsSuccess ? ValuesEditor.Apply(document, wanted.Value) : wanted.Error;
            return edited.IsSuccess ? (version, TextDifference.Between(text, edited.Value.Text)) : edited.Error;
        });
    }

    /// <summary>The user's values as they are in the text; null while it cannot be read.</summary>
    public Task<ValueMap?> ReadValuesAsync() => Task.Run(() => Analysis().Values?.User);

    /// <summary>Shows other rows of the tree.</summary>
    public void Filter(RowFilter filter, string search)
    {
        Tree.Show(filter, search);
        Changed?.Invoke();
    }

    public ValueTask DisposeAsync()
    {
        Document.Changed -= _analyst.Ask;
        return _analyst.DisposeAsync();
    }

    private ValuesReading Read(TextSnapshot snapshot)
    {
        var analysis = ValuesAnalysis.Of(snapshot.Text, State?.SettingOf(_trees) ?? ValuesSetting.Unknown);
        _recent.SetTarget(new Recent(snapshot.Version, analysis));
        return ValuesReading.Of(analysis, snapshot.Version, _baseline?.CountChanges(snapshot.Text) ?? 0, Selected);
    }

    private Task PublishAsync(ValuesReading reading) => _dispatch(async () =>
    {
        if (reading.Version < Reading.Version)
        {
            return;
        }

        Reading = reading;
        // While a text cannot be read the tree of the last one that could stays, said to be old.
        if (reading.IsReadable)
        {
            Tree.Take(reading.Tree);
        }

        Inspection = reading.Inspection?.Row.Path == Selected ? reading.Inspection : Inspection;
        if (Analysed is { } analysed)
        {
            await analysed(reading);
        }

        Changed?.Invoke();
    });

    private async Task InspectAsync()
    {
        var path = Selected;
        var inspection = path.Length == 0 ? null : await Task.Run(() => Analysis().Inspect(path));
        if (path == Selected)
        {
            Inspection = inspection;
            Changed?.Invoke();
        }
    }

    // The last analysis may still be at hand; nobody keeps it for this.
    private ValuesAnalysis Analysis()
    {
        var snapshot = Document.Snapshot();
        return _recent.TryGetTarget(out var recent) && recent.Version == snapshot.Version
            ? recent.Analysis
            : ValuesAnalysis.Of(snapshot.Text, State?.SettingOf(_trees) ?? ValuesSetting.Unknown);
    }

    private sealed record Recent(int Version, ValuesAnalysis Analysis);
}
