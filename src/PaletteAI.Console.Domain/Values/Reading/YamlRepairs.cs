using System.Collections.Immutable;
using System.Text;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>
/// What is put into a text so that the parser used here reads what Helm's reads: a comment right behind the sign of a block, a quote or a bracket,
/// <c>\'</c> in double quotes, a star inside a plain text, a text in double quotes that goes on further left than it began, and unquoted text in the
/// first column inside brackets. The text itself stays as it is; offsets are those of the text.
/// </summary>
internal sealed class YamlRepairs
{
    // Each one reads the text anew; files that need more than a few are made to cost time.
    private const int Most = 8;
    private const int MostInOne = 200;
    private const int MostInserted = 64 * 1024;

    /// <summary>What the builder says of a parser that came to grief inside brackets or braces: it cannot take text in the first column there.</summary>
    public const string LostInFlow = "lost inside brackets";

    /// <summary>What the builder says of a text with a star in it: the parser takes the star for an alias, and reads on over the colon that ends the text.</summary>
    public const string StarInText = "star in a text";

    private readonly ImmutableArray<Repair> _all;
    private readonly int _rounds;

    private YamlRepairs(ImmutableArray<Repair> all, int rounds) => (_all, _rounds) = (all, rounds);

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
        var shift = 0L;
        foreach (var repair in _all)
        {
            var start = repair.At - origin + shift;
            if (index <= start)
            {
                break;
            }

            if (index < start + repair.Inserted.Length)
            {
                return repair.At - origin;
            }

            shift += repair.Inserted.Length - repair.Removed;
        }

        return index - shift;
    }

    /// <summary>The repairs with those that a failure asks for; null when nothing helps.</summary>
    /// <param name="text">The text.</param>
    /// <param name="message">What the parser said.</param>
    /// <param name="offset">Where, in the text.</param>
    public YamlRepairs? For(string text, string message, int offset)
    {
        if (_rounds == Most)
        {
            return null;
        }

        var more = message.Contains("found a comment without wh", StringComparison.Ordinal) || message.Contains("found invalid comment after", StringComparison.Ordinal)
                || message.Contains("did not find expected ',' or", StringComparison.Ordinal) ? BehindSign(text, offset)
            : message == LostInFlow ? FirstColumn(text, offset)
            : message == StarInText ? Stars(text, offset)
            : message.Contains("found unknown escape", StringComparison.Ordinal) ? Quotes(text, offset, IsApostrophe)
            : message.Contains("double-quoted scalar, found wrong indentation", StringComparison.Ordinal) ? Quotes(text, offset, IsFurtherLeft)
            : [];
        ImmutableArray<Repair> news = [.. more.Where(m => _all.All(r => r.At != m.At))];
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

    // Up to the first line with a closing bracket, for all those lines are still inside; the lines behind it have their turn.
    private static IEnumerable<Repair> FirstColumn(string text, int offset)
    {
        var repairs = new List<Repair>();
        for (var at = text.IndexOf('\n', offset) + 1; at > 0 && at < text.Length && repairs.Count <= MostInOne; at = text.IndexOf('\n', at) + 1)
        {
            if (text.AsSpan(at) is ['-', '-', '-', ..] or ['.', '.', '.', ..])
            {
                return [];
            }

            if (text[at] is not (' ' or '\t' or '\r' or '\n' or '#' or ']' or '}' or ','))
            {
                repairs.Add(new Repair(at, 0, " "));
            }

            var line = text.AsSpan(at);
            if (line[..(line.IndexOf('\n') is >= 0 and var end ? end : line.Length)].ContainsAny(']', '}'))
            {
                break;
            }
        }

        return repairs.Count > MostInOne ? [] : repairs;
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
