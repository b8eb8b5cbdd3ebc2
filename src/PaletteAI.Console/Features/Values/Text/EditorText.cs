using System.Text;

namespace PaletteAI.Console.Features.Values.Text;

/// <summary>A replacement as the editor names it: lines and columns from 0, columns in UTF-16 units, a line break is never part of a line.</summary>
/// <param name="Line">Line of the start.</param>
/// <param name="Column">Column of the start.</param>
/// <param name="EndLine">Line of the end.</param>
/// <param name="EndColumn">Column of the end.</param>
/// <param name="Inserted">What stands there afterwards; its line breaks are line feeds.</param>
internal readonly record struct EditorChange(int Line, int Column, int EndLine, int EndColumn, string Inserted);

/// <summary>
/// A text that is edited in place, with its own line ends and byte order mark: what an edit does not touch stays as it is. It is held in pieces of
/// some kilobytes, so that an edit of a large text copies one piece and nothing else. Not safe for threads.
/// </summary>
internal sealed class EditorText
{
    private const char ByteOrderMark = '\uFEFF';
    private readonly List<TextPiece> _pieces = [];
    private string _lineEnd = "\n";

    public EditorText(string text) => Load(text);

    /// <summary>Length in UTF-16 units.</summary>
    public int Length => _pieces.Sum(p => p.Text.Length);

    /// <summary>Length as the editor counts it: every line break is one, a byte order mark none.</summary>
    public int EditorLength => _pieces.Sum(p => p.Text.Length - p.Pairs) - Mark;

    /// <summary>Number of lines, at least one.</summary>
    public int Lines => _pieces.Sum(p => p.Breaks) + 1;

    private int Mark => _pieces is [{ Text: [ByteOrderMark, ..] }, ..] ? 1 : 0;

    /// <summary>Replaces a part; false when there is no such place.</summary>
    public bool TryReplace(in EditorChange change)
    {
        if (Find(change.Line, change.Column) is not { } from || Find(change.EndLine, change.EndColumn) is not { } to || to.CompareTo(from) < 0)
        {
            return false;
        }

        var inserted = WithLineEnds(change.Inserted);
        var text = string.Concat(_pieces[from.Piece].Text.AsSpan(0, from.Offset), inserted, _pieces[to.Piece].Text.AsSpan(to.Offset));
        var (first, last) = (from.Piece, to.Piece);

        // Small pieces join a neighbour; CR and LF are never parted.
        while (last + 1 < _pieces.Count && (text.Length < TextPiece.Least || (text[^1] == '\r' && _pieces[last + 1].Text[0] == '\n')))
        {
            text += _pieces[++last].Text;
        }

        while (first > 0 && (text.Length < TextPiece.Least || (text[0] == '\n' && _pieces[first - 1].Text[^1] == '\r')))
        {
            text = _pieces[--first].Text + text;
        }

        _pieces.RemoveRange(first, last - first + 1);
        _pieces.InsertRange(first, TextPiece.Cut(text));
        return true;
    }

    /// <summary>
    /// Takes a whole text whose line breaks are line feeds. Lines at the start and the end that are the same keep their line ends.
    /// </summary>
    public void Take(string text)
    {
        var (mine, theirs) = (LinesOf(ToString()[Mark..]), LinesOf(text));
        var start = 0;
        while (start < mine.Count && start < theirs.Count && Same(mine[start], theirs[start]))
        {
            start++;
        }

        var end = 0;
        while (end < mine.Count - start && end < theirs.Count - start && Same(mine[^(end + 1)], theirs[^(end + 1)]))
        {
            end++;
        }

        var changed = theirs.Skip(start).Take(theirs.Count - start - end).Select(line => string.Concat(Plain(line), EndOf(line).Length > 0 ? _lineEnd : ""));
        var result = new StringBuilder(text.Length + Mark).Append(ByteOrderMark, Mark);
        foreach (var line in mine.Take(start).Concat(changed).Concat(mine.Skip(mine.Count - end)))
        {
            // A lone CR in front of an empty line would make one line break of two.
            if (result.Length > 0 && result[^1] == '\r' && line is ['\n', ..])
            {
                result.Append('\n');
            }

            result.Append(line);
        }

        Load(result.ToString());
    }

    /// <summary>The whole text; a copy that the caller should not keep.</summary>
    public override string ToString() => string.Concat(_pieces.Select(p => p.Text));

    // What an editor shows of one offset; changes of a span editor are named by offsets.
    internal static (int Line, int Column) Locate(string text, int offset)
    {
        var (line, start) = (0, text is [ByteOrderMark, ..] ? 1 : 0);
        for (var i = 0; i < offset; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                (line, start) = (line + 1, i + 1);
            }
        }

        return (line, Math.Max(0, offset - start));
    }

    private void Load(string text)
    {
        _pieces.Clear();
        _pieces.AddRange(TextPiece.Cut(text));
        var pairs = _pieces.Sum(p => p.Pairs);
        _lineEnd = pairs > _pieces.Sum(p => p.Breaks) - pairs ? "\r\n" : "\n";
    }

    // Only what the editor takes for a line break: ReplaceLineEndings would touch form feeds and others, too.
    private string WithLineEnds(string text)
    {
        var plain = text.Contains('\r', StringComparison.Ordinal) ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;
        return _lineEnd == "\n" ? plain : plain.Replace("\n", _lineEnd, StringComparison.Ordinal);
    }

    private Place? Find(int line, int column)
    {
        if (line < 0 || column < 0)
        {
            return null;
        }

        var (piece, offset) = (0, Mark);
        for (var left = line; left > 0;)
        {
            if (piece == _pieces.Count)
            {
                return null;
            }

            if (_pieces[piece].Breaks < left)
            {
                left -= _pieces[piece++].Breaks;
                offset = 0;
                continue;
            }

            offset = _pieces[piece].AfterBreak(left);
            left = 0;
        }

        return Along(piece, offset, column);
    }

    // A line may go on over several pieces.
    private Place? Along(int piece, int offset, int column)
    {
        while (true)
        {
            var end = _pieces[piece].EndOfLine(offset);
            if (offset + column <= end)
            {
                return new Place(piece, offset + column);
            }

            if (end < _pieces[piece].Text.Length || piece + 1 == _pieces.Count)
            {
                return null;
            }

            column -= end - offset;
            (piece, offset) = (piece + 1, 0);
        }
    }

    private static List<string> LinesOf(string text)
    {
        var lines = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                lines.Add(text[start..(i + 1)]);
                start = i + 1;
            }
        }

        lines.Add(text[start..]);
        return lines;
    }

    private static bool Same(string mine, string theirs) => EndOf(mine).Length > 0 == EndOf(theirs).Length > 0 && Plain(mine).SequenceEqual(Plain(theirs));

    private static ReadOnlySpan<char> Plain(string line) => line.AsSpan().TrimEnd("\r\n");

    private static ReadOnlySpan<char> EndOf(string line) => line.AsSpan(Plain(line).Length);

    private readonly record struct Place(int Piece, int Offset) : IComparable<Place>
    {
        public int CompareTo(Place other) => Piece != other.Piece ? Piece.CompareTo(other.Piece) : Offset.CompareTo(other.Offset);
    }
}

/// <summary>A piece of a text. It never ends between CR and LF.</summary>
internal sealed class TextPiece
{
    /// <summary>Fewest units of a piece that has neighbours.</summary>
    public const int Least = 2 * 1024;

    private const int Usual = 8 * 1024;

    private TextPiece(string text)
    {
        Text = text;
        for (var i = 0; i < text.Length; i++)
        {
            Breaks += IsBreak(i) ? 1 : 0;
            Pairs += text[i] == '\n' && i > 0 && text[i - 1] == '\r' ? 1 : 0;
        }
    }

    public string Text { get; }

    /// <summary>Line breaks in it.</summary>
    public int Breaks { get; }

    /// <summary>Those of them that are CR and LF.</summary>
    public int Pairs { get; }

    /// <summary>Cuts a text; always at least one piece.</summary>
    public static IEnumerable<TextPiece> Cut(string text)
    {
        if (text.Length <= 2 * Usual)
        {
            return [new TextPiece(text)];
        }

        var pieces = new List<TextPiece>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.Length - start <= Usual + Least ? text.Length : start + Usual;
            end += end < text.Length && text[end - 1] == '\r' && text[end] == '\n' ? 1 : 0;
            pieces.Add(new TextPiece(text[start..end]));
            start = end;
        }

        return pieces;
    }

    /// <summary>The offset behind the n-th break, n from 1.</summary>
    public int AfterBreak(int n)
    {
        for (var i = 0; ; i++)
        {
            if (IsBreak(i) && --n == 0)
            {
                return i + 1;
            }
        }
    }

    /// <summary>The offset of the next break, CR included; the length when there is none.</summary>
    public int EndOfLine(int offset)
    {
        var end = Text.AsSpan(offset).IndexOfAny('\r', '\n');
        return end < 0 ? Text.Length : offset + end;
    }

    private bool IsBreak(int i) => Text[i] == '\n' || (Text[i] == '\r' && (i + 1 == Text.Length || Text[i + 1] != '\n'));
}
