using System.Collections.Immutable;
using System.Text;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Views;

namespace PaletteAI.Console.Features.Values.Analysis;

/// <summary>A row of the tree as it is drawn.</summary>
public readonly record struct TreeRow(
    int Index, int Depth, string Key, string Shown, int Line, RowKind Kind, RowSource Source, int Errors, int Warnings, TreeFlags Flags)
{
    public bool IsLeaf => Kind == RowKind.Leaf;

    public bool Is(TreeFlags flag) => (Flags & flag) != 0;
}

/// <summary>Facts of a row.</summary>
[Flags]
public enum TreeFlags : byte
{
    None = 0,
    Secret = 1,
    Managed = 2,
    Dead = 4,
    HasDead = 8,
    Differs = 16,
}

/// <summary>
/// The effective values as rows, packed: a circuit keeps the rows of a file of 1 MiB, which as objects would take many times its size. Texts lie in
/// one block of UTF-8; a row is made when it is drawn.
/// </summary>
public sealed class ValuesTree
{
    private const int LongestShown = 160;
    private readonly Cell[] _cells;
    private readonly byte[] _texts;

    private ValuesTree(Cell[] cells, byte[] texts) => (_cells, _texts) = (cells, texts);

    /// <summary>No rows.</summary>
    public static ValuesTree Empty { get; } = new([], []);

    /// <summary>Number of rows.</summary>
    public int Count => _cells.Length;

    /// <summary>A row.</summary>
    public TreeRow this[int index]
    {
        get
        {
            ref readonly var cell = ref _cells[index];
            return new TreeRow(index, cell.Depth, Text(cell.KeyAt, cell.KeyLength), Text(cell.ShownAt, cell.ShownLength), cell.Line, cell.Kind, cell.Source, cell.Errors, cell.Warnings, cell.Flags);
        }
    }

    /// <summary>Packs rows.</summary>
    public static ValuesTree Of(ImmutableArray<ValueRow> rows)
    {
        var texts = new TextBlock();
        var cells = new Cell[rows.Length];
        var open = new Stack<int>();
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            while (open.Count > row.Depth)
            {
                open.Pop();
            }

            var (keyAt, keyLength) = texts.Add(row.Key);
            var (shownAt, shownLength) = texts.Add(row.Shown.Length > LongestShown ? row.Shown[..LongestShown] + "…" : row.Shown);
            cells[i] = new Cell(
                open.TryPeek(out var parent) ? parent : -1, keyAt, shownAt, row.Line, (ushort)keyLength, (ushort)shownLength, (byte)row.Depth,
                row.Kind, row.Source, FlagsOf(row), (ushort)Math.Min(row.Errors, ushort.MaxValue), (ushort)Math.Min(row.Warnings, ushort.MaxValue));
            open.Push(i);
        }

        return new ValuesTree(cells, texts.ToArray());
    }

    /// <summary>Whether a row is a leaf.</summary>
    public bool IsLeaf(int index) => _cells[index].Kind == RowKind.Leaf;

    /// <summary>The row that holds this one; -1 for none.</summary>
    public int ParentOf(int index) => _cells[index].Parent;

    /// <summary>The path of a row.</summary>
    public string PathOf(int index)
    {
        var path = DocumentPath.Root;
        foreach (var at in Ancestors(index).Reverse().Append(index))
        {
            path = IsItem(at) ? path.Append(ItemOf(at)) : path.Append(Text(_cells[at].KeyAt, _cells[at].KeyLength));
        }

        return path.ToString();
    }

    /// <summary>The row of a path; -1 when there is none.</summary>
    public int Find(string path)
    {
        var parsed = DocumentPath.Parse(path);
        if (!parsed.IsSuccess || parsed.Value.Segments.IsEmpty)
        {
            return -1;
        }

        var at = -1;
        foreach (var step in parsed.Value.Segments)
        {
            at = ChildOf(at, step);
            if (at < 0)
            {
                return -1;
            }
        }

        return at;
    }

    /// <summary>The row whose key stands on this line, else the nearest above; -1 when there is none.</summary>
    public int AtLine(int line)
    {
        var best = -1;
        for (var i = 0; i < _cells.Length; i++)
        {
            if (_cells[i].Line > 0 && _cells[i].Line <= line && (best < 0 || _cells[i].Line >= _cells[best].Line))
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>Rows that are the installer's, by line; for tips in the text.</summary>
    public int ManagedAtLine(int line) => Array.FindIndex(_cells, c => c.Line == line && (c.Flags & TreeFlags.Managed) != 0);

    /// <summary>Rows that pass a filter and hold a text in their path, with those above them.</summary>
    public List<int> Matching(RowFilter filter, string search)
    {
        var keep = new bool[_cells.Length];
        var paths = new string[64];
        for (var i = 0; i < _cells.Length; i++)
        {
            if (!Passes(_cells[i], filter))
            {
                if (search.Length > 0)
                {
                    Remember(i, paths);
                }

                continue;
            }

            if (search.Length == 0 || Remember(i, paths).Contains(search, StringComparison.OrdinalIgnoreCase))
            {
                for (var at = i; at >= 0 && !keep[at]; at = _cells[at].Parent)
                {
                    keep[at] = true;
                }
            }
        }

        return [.. Enumerable.Range(0, _cells.Length).Where(i => keep[i])];
    }

    /// <summary>Rows none of whose parents is closed.</summary>
    public List<int> Shown(Func<int, bool> isClosed)
    {
        var rows = new List<int>();
        for (var i = 0; i < _cells.Length;)
        {
            rows.Add(i);
            i = _cells[i].Kind != RowKind.Leaf && isClosed(i) ? EndOf(i) : i + 1;
        }

        return rows;
    }

    /// <summary>The rows above a row, nearest first.</summary>
    public IEnumerable<int> Ancestors(int index)
    {
        for (var at = _cells[index].Parent; at >= 0; at = _cells[at].Parent)
        {
            yield return at;
        }
    }

    /// <summary>The row behind the last one below a row.</summary>
    public int EndOf(int index)
    {
        var depth = _cells[index].Depth;
        do
        {
            index++;
        }
        while (index < _cells.Length && _cells[index].Depth > depth);
        return index;
    }

    private static TreeFlags FlagsOf(ValueRow row) =>
        (row.IsSecret ? TreeFlags.Secret : 0) | (row.IsManaged ? TreeFlags.Managed : 0) | (row.IsDeadEdit ? TreeFlags.Dead : 0)
        | (row.HasDeadEdit ? TreeFlags.HasDead : 0) | (row.DiffersFromLastRun ? TreeFlags.Differs : 0);

    private static bool Passes(in Cell cell, RowFilter filter) => filter switch
    {
        RowFilter.Dead => (cell.Flags & TreeFlags.Dead) != 0,
        _ when cell.Kind != RowKind.Leaf => filter == RowFilter.All,
        RowFilter.Mine => cell.Source == RowSource.Yours,
        RowFilter.Managed => (cell.Flags & TreeFlags.Managed) != 0,
        RowFilter.Different => (cell.Flags & TreeFlags.Differs) != 0,
        RowFilter.All => true,
        _ => true,
    };

    private string Remember(int index, string[] paths)
    {
        ref readonly var cell = ref _cells[index];
        var key = Text(cell.KeyAt, cell.KeyLength);
        var path = cell.Depth == 0 ? key : key.StartsWith('[') ? paths[(cell.Depth - 1) % 64] + key : $"{paths[(cell.Depth - 1) % 64]}.{key}";
        return paths[cell.Depth % 64] = path;
    }

    private int ChildOf(int parent, PathSegment step)
    {
        for (var i = parent + 1; i < _cells.Length && (parent < 0 || _cells[i].Depth > _cells[parent].Depth);)
        {
            if (step.Index is { } item && IsItem(i) ? ItemOf(i) == item : step.Key is { } key && Text(_cells[i].KeyAt, _cells[i].KeyLength) == key)
            {
                return i;
            }

            i = EndOf(i);
        }

        return -1;
    }

    private bool IsItem(int index) => _cells[index].Parent is >= 0 and var parent && _cells[parent].Kind == RowKind.List;

    private int ItemOf(int index) => int.Parse(Text(_cells[index].KeyAt, _cells[index].KeyLength).AsSpan()[1..^1], System.Globalization.CultureInfo.InvariantCulture);

    private string Text(int at, int length) => Encoding.UTF8.GetString(_texts, at, length);

    private readonly record struct Cell(
        int Parent, int KeyAt, int ShownAt, int Line, ushort KeyLength, ushort ShownLength, byte Depth, RowKind Kind, RowSource Source, TreeFlags Flags, ushort Errors, ushort Warnings);

    /// <summary>Texts one behind the other; equal ones are kept once.</summary>
    private sealed class TextBlock
    {
        private readonly Dictionary<string, (int At, int Length)> _places = new(StringComparer.Ordinal);
        private readonly List<byte> _bytes = [];

        public (int At, int Length) Add(string text)
        {
            if (_places.TryGetValue(text, out var place))
            {
                return place;
            }

            var bytes = Encoding.UTF8.GetBytes(text);
            place = (_bytes.Count, Math.Min(bytes.Length, ushort.MaxValue));
            _bytes.AddRange(bytes.AsSpan(0, place.Length));
            return _places[text] = place;
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
