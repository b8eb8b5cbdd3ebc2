using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Domain.Values.Views;
using PaletteAI.Console.Features.Values.Analysis;

namespace PaletteAI.Console.Features.Values.Parts;

/// <summary>The effective values as a tree: what is wanted of it is said by events, rows are drawn as they are scrolled to.</summary>
public sealed partial class ValuesTreePane
{
    private ElementReference _tree;
    private int _selected = -1;
    private int _focusable;

    /// <summary>The tree as it is shown.</summary>
    [Parameter, EditorRequired] public ValuesTreeView View { get; set; } = default!;

    /// <summary>Path of the selected key.</summary>
    [Parameter] public string Selected { get; set; } = "";

    /// <summary>Whether the present text could be read.</summary>
    [Parameter] public bool IsReadable { get; set; } = true;

    /// <summary>Why it could not, as a sentence.</summary>
    [Parameter] public string Why { get; set; } = "";

    /// <summary>A row was chosen.</summary>
    [Parameter] public EventCallback<int> OnSelect { get; set; }

    /// <summary>A row is to be opened or closed.</summary>
    [Parameter] public EventCallback<int> OnTurn { get; set; }

    /// <summary>Other rows are wanted.</summary>
    [Parameter] public EventCallback<(RowFilter Filter, string Search)> OnFilter { get; set; }

    /// <summary>The element that scrolls.</summary>
    public ElementReference Element => _tree;

    private string Count => View.IsFiltered
        ? $"{View.Rows.Count(r => View.Tree[r].IsLeaf)} of {Leaves}"
        : Leaves == 1 ? "1 key" : $"{Leaves:N0} keys";

    private int Leaves => Enumerable.Range(0, View.Tree.Count).Count(i => View.Tree.IsLeaf(i));

    private string Nothing => View switch
    {
        { Tree.Count: 0 } => IsReadable ? "The file sets nothing." : "",
        { Filter: RowFilter.Dead, Search.Length: 0 } => "No dead edits: everything you set takes effect.",
        { Filter: RowFilter.Different, Search.Length: 0 } => "Nothing differs from what the last run applied, or that is not known.",
        { Filter: RowFilter.Mine, Search.Length: 0 } => "Your file sets nothing that takes effect.",
        _ => "No key matches.",
    };

    protected override void OnParametersSet()
    {
        _selected = Selected.Length == 0 ? -1 : View.Tree.Find(Selected);
        _focusable = _selected >= 0 && View.Rows.Contains(_selected) ? _selected : View.Rows.Count > 0 ? View.Rows[0] : -1;
    }

    private Task Searched(ChangeEventArgs change) => OnFilter.InvokeAsync((View.Filter, Bounded(change.Value as string)));

    private Task Filtered(ChangeEventArgs change) =>
        Enum.TryParse<RowFilter>(change.Value as string, out var filter) && Enum.IsDefined(filter) ? OnFilter.InvokeAsync((filter, View.Search)) : Task.CompletedTask;

    /// <summary>A search text as long as any key may be.</summary>
    internal static string Bounded(string? text) => text is null ? "" : text.Length > 200 ? text[..200] : text;

    private static string Findings(TreeRow row) => (row.Errors, row.Warnings) switch
    {
        (0, var warnings) => Words(warnings, "warning"),
        (var errors, 0) => Words(errors, "error"),
        var (errors, warnings) => $"{Words(errors, "error")}, {Words(warnings, "warning")}",
    };

    private static string Words(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";
}
