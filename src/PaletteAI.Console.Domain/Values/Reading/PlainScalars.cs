using System.Text;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>
/// The text of a plain scalar from its source. The parser's own value cannot be used: it drops a backslash in front of a quote
/// (<c>\'</c> becomes <c>'</c>), which Helm keeps.
/// </summary>
internal static class PlainScalars
{
    /// <summary>
    /// The parser reads <c>x *a: b</c> as one text, because it takes the star for an alias. A plain text never holds a colon with a blank behind it.
    /// </summary>
    /// <returns>Where the first colon with a blank behind it stands; -1 when there is none.</returns>
    public static int FindColon(string text, TextSpan span)
    {
        for (var at = span.Start; at < span.End; at++)
        {
            if (text[at] == ':' && (at + 1 == text.Length || text[at + 1] is ' ' or '\t' or '\n' or '\r'))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Folds lines: one break becomes a space, further breaks stay.</summary>
    public static string Fold(ReadOnlySpan<char> source)
    {
        if (source.IndexOfAny('\n', '\r') < 0)
        {
            return source.ToString();
        }

        var text = new StringBuilder(source.Length);
        var blankLines = 0;
        foreach (var line in source.EnumerateLines())
        {
            var words = line.Trim([' ', '\t']);
            if (words.IsEmpty)
            {
                blankLines++;
                continue;
            }

            if (text.Length > 0)
            {
                _ = blankLines > 0 ? text.Append('\n', blankLines) : text.Append(' ');
            }

            text.Append(words);
            blankLines = 0;
        }

        return text.ToString();
    }
}
