using System.Collections.Immutable;
using System.Text;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>
/// What is put into a text so that the parser used here reads what Helm's reads: a comment right behind the sign of a block, a quote or a bracket,
/// <c>\'</c> in double quotes, a star inside a plain text, a colon at its beginning, a text in double quotes that goes on further left than it began,
/// lines inside brackets that are indented less than the block around, and blanks on empty lines above a block text. The text itself stays as it is;
/// offsets are those of the text.
/// </summary>
internal sealed class YamlRepairs
{
    // Each round reads the text anew: 2 of the largest file, more of smaller ones.
    private const int LeastRounds = 2;
    private const int MostRounds = 64;
    private const int MostRead = 2 * 1024 * 1024;
    private const int MostInOne = 200;
    private const int MostLines = 20_000;
    private const int MostInserted = 64 * 1024;

    /// <summary>What the builder says of a parser that came to grief inside brackets or braces: it cannot take lines there that are indented less than the block around.</summary>
    public const string LostInFlow = "lost inside brackets";

    /// <summary>What the builder says of a text with a star in it: the parser takes the star for an alias, and reads on over the colon that ends the text.</summary>
    public const string StarInText = "star in a text";

    /// <summary>What the builder says of a text that begins with a colon, which the parser dropped.</summary>
    public const string ColonInText = "colon in a text";

    private readonly ImmutableArray<Repair> _all;
    private readonly int _rounds;

    // Where each repair begins in what the parser is given, and by how much all behind it is moved.
    private readonly int[] _begins;
    private readonly int[] _shifts;

    private YamlRepairs(ImmutableArray<Repair> all, int rounds)
    {
        (_all, _rounds, _begins, _shifts) = (all, rounds, new int[all.Length], new int[all.Length]);
        for (var (i, shift) = (0, 0); i < all.Length; i++)
        {
            _begins[i] = all[i].At + shift;
            _shifts[i] = shift += all[i].Inserted.Length - all[i].Removed;
        }
    }

    private readonly record struct Repair(int At, int Removed, string Inserted);

    /// <summary>None.</summary>
    public static YamlRepairs None { get; } = new([], 0);

    /// <summary>The text the parser is given.</summary>
    public string Apply(string text, int origin)
    {
        if (_all.IsEmpty)
        {
            return text[origin..];
        }

        var given = new StringBuilder(text.Length + _all.Length);
        var at = origin;
        foreach (var repair in _all)
        {
            given.Append(text, at, repair.At - at).Append(repair.Inserted);
            at = repair.At + repair.Removed;
        }

        return given.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>The offset in the text of one in what the parser was given, both counted from the origin.</summary>
    public long ToText(long index, int origin)
    {
        var place = (int)Math.Min(index + origin, int.MaxValue);
        var found = Array.BinarySearch(_begins, place);
        var last = (found < 0 ? ~found : found) - 1;
        return last < 0 ? index
            : place < _begins[last] + _all[last].Inserted.Length ? _all[last].At - origin
            : index - _shifts[last];
    }

    /// <summary>The repairs with those that a failure asks for; null when nothing helps.</summary>
    /// <param name="text">The text.</param>
    /// <param name="message">What the parser said.</param>
    /// <param name="offset">Where, in the text.</param>
    public YamlRepairs? For(string text, string message, int offset)
    {
        if (_rounds >= Math.Clamp(MostRead / Math.Max(1, text.Length), LeastRounds, MostRounds))
        {
            return null;
        }

        var more = message.Contains("found a comment without wh", StringComparison.Ordinal) || message.Contains("found invalid comment after", StringComparison.Ordinal)
                || message.Contains("did not find expected ',' or", StringComparison.Ordinal) ? BehindSign(text, offset)
            : message == LostInFlow ? Indent(text, offset)
            : message == StarInText ? Stars(text, offset)
            : message == ColonInText ? [new Repair(offset, 1, "x")]
            : message.Contains("found extra spaces in first line", StringComparison.Ordinal) ? EmptyLines(text, offset)
            : message.Contains("found unknown escape", StringComparison.Ordinal) ? Quotes(text, offset, IsApostrophe)
            : message.Contains("double-quoted scalar, found wrong indentation", StringComparison.Ordinal) ? Quotes(text, offset, IsFurtherLeft)
            : [];
        var known = _all.Select(r => r.At).ToHashSet();
        ImmutableArray<Repair> news = [.. more.Where(m => !known.Contains(m.At))];
        return news.IsEmpty ? null : new YamlRepairs([.. _all.Concat(news).OrderBy(r => r.At)], _rounds + 1);
    }

    // What a plain text says is read from the text itself, so that any letter does for the parser.
    private static IEnumerable<Repair> Stars(string text, int offset)
    {
        var end = PlainScalars.FindColon(text, new TextSpan(offset, text.Length));
        return Enumerable.Range(offset, Math.Max(0, end - offset)).Where(at => text[at] == '*').Take(MostInOne).Select(at => new Repair(at, 1, "x"));
    }

    private static IEnumerable<Repair> BehindSign(string text, int offset)
    {
        var at = offset;
        while (at < text.Length && (text[at] is '|' or '>' or '+' or '-' or ']' or '}' or ',' || char.IsAsciiDigit(text[at])))
        {
            at++;
        }

        return at < text.Length && text[at] == '#' ? [new Repair(at, 0, " ")] : [];
    }

    // Blanks at the beginning of a line mean nothing inside brackets; the parser wants more of them than the block around has.
    private static IEnumerable<Repair> Indent(string text, int open)
    {
        if (open >= text.Length || text[open] is not ('[' or '{'))
        {
            return [];
        }

        var (repairs, inserted, column) = (new List<Repair>(), 0, open - text.LastIndexOf('\n', open));
        foreach (var line in FlowLines.Of(text, open))
        {
            var blanks = text.AsSpan(line).IndexOfAnyExcept(' ') is >= 0 and var count ? count : text.Length - line;
            if (blanks < column && text.AsSpan(line + blanks) is not ([] or ['\r' or '\n' or '\t', ..]))
            {
                repairs.Add(new Repair(line, 0, new string(' ', column - blanks)));
                inserted += column - blanks;
            }

            if (repairs.Count > MostLines || inserted > MostInserted)
            {
                return [];
            }
        }

        return repairs;
    }

    // The parser takes blanks on empty lines above a block text for a mistake.
    private static IEnumerable<Repair> EmptyLines(string text, int offset)
    {
        var (repairs, longest) = (new List<Repair>(), 0);
        for (var line = BehindHeader(text, offset); line > 0 && line < text.Length; line = text.IndexOf('\n', line) + 1)
        {
            var blanks = text.AsSpan(line).IndexOfAnyExcept(' ') is >= 0 and var count ? count : text.Length - line;
            if (text.AsSpan(line + blanks) is not (['\n', ..] or ['\r', '\n', ..]))
            {
                // More blanks than the text has would be its indentation.
                return longest <= blanks && repairs.Count <= MostInOne ? repairs : [];
            }

            if (blanks > 0)
            {
                repairs.Add(new Repair(line, blanks, ""));
                longest = Math.Max(longest, blanks);
            }
        }

        return [];
    }

    // The parser names a place in the text; the line with the sign is the last one above that is not blank.
    private static int BehindHeader(string text, int offset)
    {
        var above = text.AsSpan(0, text.AsSpan(0, Math.Min(offset, text.Length)).LastIndexOf('\n') + 1).TrimEnd(" \r\n");
        return text.IndexOf('\n', above.Length) + 1;
    }

    private static Repair? IsApostrophe(string text, int open, int at) => text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '\'' ? new Repair(at, 2, "\\x27") : null;

    // Blanks at the beginning of a line are none of the text.
    private static Repair? IsFurtherLeft(string text, int open, int at) =>
        text[at] is '\n' && at + 1 < text.Length && text[at + 1] is not ('\n' or '\r') ? new Repair(at + 1, 0, new string(' ', open - text.LastIndexOf('\n', open))) : null;

    // From a text's opening quote to its closing one. A mark of a document in the first column ends it for Helm.
    private static IEnumerable<Repair> Quotes(string text, int offset, Func<string, int, int, Repair?> find)
    {
        var (repairs, inserted) = (new List<Repair>(), 0);
        var open = text.IndexOf('"', Math.Clamp(offset, 0, text.Length));
        for (var at = open + 1; open >= 0 && at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] is '\n' && text.AsSpan(at + 1) is ['-', '-', '-', ..] or ['.', '.', '.', ..])
            {
                return [];
            }

            if (find(text, open, at) is { } repair)
            {
                repairs.Add(repair);
                inserted += repair.Inserted.Length;
            }

            if (repairs.Count > MostInOne || inserted > MostInserted)
            {
                return [];
            }

            at += text[at] == '\\' ? 1 : 0;
        }

        return repairs;
    }
}
