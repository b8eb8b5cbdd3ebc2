using PaletteAI.Console.Domain.Values.Views;
using PaletteAI.Console.Features.Values.Analysis;

namespace PaletteAI.Console.Features.Values;

/// <summary>Which rows of the tree are shown: filter, search, what is open.</summary>
public sealed class ValuesTreeView
{
    private const int OpenUpTo = 400;
    private readonly HashSet<string> _turned = new(StringComparer.Ordinal);
    private bool? _opensAll;

    /// <summary>The tree.</summary>
    public ValuesTree Tree { get; private set; } = ValuesTree.Empty;

    /// <summary>Rows shown, as numbers of the tree's rows.</summary>
    public List<int> Rows { get; private set; } = [];

    /// <summary>Which.</summary>
    public RowFilter Filter { get; private set; } = RowFilter.All;

    /// <summary>Part of a path.</summary>
    public string Search { get; private set; } = "";

    /// <summary>Whether only some rows are shown; then all of them are open.</summary>
    public bool IsFiltered => Filter != RowFilter.All || Search.Length > 0;

    /// <summary>Takes a new tree; what was open stays open.</summary>
    public void Take(ValuesTree tree)
    {
        Tree = tree;
        _opensAll ??= tree.Count == 0 ? null : tree.Count <= OpenUpTo;
        Arrange();
    }

    /// <summary>Shows other rows.</summary>
    public void Show(RowFilter filter, string search)
    {
        (Filter, Search) = (filter, search.Trim());
        Arrange();
    }

    /// <summary>Whether what is below a row is shown.</summary>
    public bool IsOpen(int row) => IsFiltered || (_opensAll == true) != _turned.Contains(Tree.PathOf(row));

    /// <summary>Opens or closes a row.</summary>
    public void Turn(int row)
    {
        if (IsFiltered)
        {
            return;
        }

        var path = Tree.PathOf(row);
        if (!_turned.Remove(path))
        {
            _turned.Add(path);
        }

        Arrange();
    }

    /// <summary>Opens everything above a row, so that it is shown.</summary>
    public void Uncover(int row)
    {
        if (Rows.Contains(row))
        {
            return;
        }

        (Filter, Search) = (RowFilter.All, "");
        foreach (var above in Tree.Ancestors(row).Where(a => !IsOpen(a)).ToList())
        {
            var path = Tree.PathOf(above);
            if (!_turned.Remove(path))
            {
                _turned.Add(path);
            }
        }

        Arrange();
    }

    private void Arrange()
    {
        if (IsFiltered)
        {
            Rows = Tree.Matching(Filter, Search);
            return;
        }

        // Paths cost; with nothing turned they are not needed.
        var turned = _turned.Count == 0 ? [] : _turned.Select(Tree.Find).Where(r => r >= 0).ToHashSet();
        Rows = Tree.Shown(r => (_opensAll == true) == turned.Contains(r));
    }
}
