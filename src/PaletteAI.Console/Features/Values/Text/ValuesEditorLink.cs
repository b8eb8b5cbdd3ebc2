using System.Text.Json;
using Microsoft.JSInterop;

namespace PaletteAI.Console.Features.Values.Text;

/// <summary>What the editor tells the page.</summary>
internal interface IValuesEditorHost
{
    /// <summary>The cursor came to rest on another line, counted from 1.</summary>
    Task CursorAsync(int line, int column);

    /// <summary>Sentences about a line, for its tip.</summary>
    IReadOnlyList<string> Describe(int line);
}

/// <summary>
/// The page's end of the editor. What the browser sends is checked like any stranger's input; a browser that went away costs the wish, not the circuit.
/// </summary>
internal sealed class ValuesEditorLink(IJSRuntime js, ValuesDocument document, IValuesEditorHost host) : IAsyncDisposable
{
    private const string Module = "./js/values-editor.js";
    private const int MostChanges = 5_000;
    private DotNetObjectReference<ValuesEditorLink>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _editor;

    /// <summary>Whether the editor is there.</summary>
    public bool IsOpen => _editor is not null;

    /// <summary>Opens the editor in an element and lets it load the text.</summary>
    /// <param name="element">Id of the element.</param>
    /// <param name="key">Key of the text.</param>
    /// <param name="label">What it is, for those who do not see it.</param>
    /// <returns>Null when it is open; else why not.</returns>
    public async Task<string?> OpenAsync(Microsoft.AspNetCore.Components.ElementReference element, string key, string label)
    {
        try
        {
            _self = DotNetObjectReference.Create(this);
            _module = await js.InvokeAsync<IJSObjectReference>("import", Module);
            _editor = await _module.InvokeAsync<IJSObjectReference>("open", element, _self, new { url = ValuesTextEndpoints.AddressOf(key), label });
            return null;
        }
        catch (Exception gone) when (IsGone(gone))
        {
            return gone is JSException ? gone.Message : "";
        }
    }

    /// <summary>Changes of the text, each as [line, column, end line, end column, text].</summary>
    [JSInvokable]
    public int ChangeAsync(int version, JsonElement rows, int lines, int length) =>
        ReadRows(rows) is { } changes ? document.Apply(version, changes, lines, length) : ValuesDocument.Mismatch;

    /// <summary>The cursor.</summary>
    [JSInvokable]
    public Task CursorAsync(int line, int column) => host.CursorAsync(line, column);

    /// <summary>Sentences about a line.</summary>
    [JSInvokable]
    public IReadOnlyList<string> DescribeAsync(int line) => host.Describe(line);

    /// <summary>Shows marks of a version: rows of line, kinds, column and end column.</summary>
    public Task MarksAsync(int version, IReadOnlyList<int[]> rows) => CallAsync("marks", version, rows);

    /// <summary>Makes changes in the editor, where the operator can undo them; false when its text is another one by now.</summary>
    public async Task<bool> EditAsync(int version, IReadOnlyList<EditorChange> changes) =>
        await AskAsync<bool>("edit", version, changes.Select(c => new object[] { c.Line, c.Column, c.EndLine, c.EndColumn, c.Inserted }).ToArray());

    /// <summary>Waits until everything typed is here; false when it could not be brought here.</summary>
    public Task<bool> FlushAsync() => AskAsync<bool>("flush");

    /// <summary>Loads the document's text anew; what could be undone is forgotten.</summary>
    public Task ReloadAsync() => CallAsync("reload");

    /// <summary>Puts the cursor on a line.</summary>
    public Task RevealAsync(int line, bool focus) => CallAsync("reveal", line, focus);

    /// <summary>Undoes the last change.</summary>
    public Task UndoAsync() => CallAsync("undo");

    /// <summary>Makes the last undone change again.</summary>
    public Task RedoAsync() => CallAsync("redo");

    public async ValueTask DisposeAsync()
    {
        await CallAsync("dispose");
        foreach (var reference in new[] { _editor, _module })
        {
            try
            {
                await (reference?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
            catch (Exception gone) when (IsGone(gone))
            {
            }
        }

        _self?.Dispose();
    }

    private static List<EditorChange>? ReadRows(JsonElement rows)
    {
        if (rows.ValueKind != JsonValueKind.Array || rows.GetArrayLength() > MostChanges)
        {
            return null;
        }

        var changes = new List<EditorChange>(rows.GetArrayLength());
        foreach (var row in rows.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != 5 || row[4].ValueKind != JsonValueKind.String
                || !row[0].TryGetInt32(out var line) || !row[1].TryGetInt32(out var column) || !row[2].TryGetInt32(out var endLine) || !row[3].TryGetInt32(out var endColumn))
            {
                return null;
            }

            changes.Add(new EditorChange(line, column, endLine, endColumn, row[4].GetString()!));
        }

        return changes;
    }

    private static bool IsGone(Exception e) => e is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException;

    private Task CallAsync(string name, params object?[] arguments) => AskAsync<object?>(name, arguments);

    private async Task<T?> AskAsync<T>(string name, params object?[] arguments)
    {
        try
        {
            return _editor is null ? default : await _editor.InvokeAsync<T?>(name, arguments);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            return default;
        }
    }
}
