using System.Globalization;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>What Helm's parser refuses and the parser used here takes. Found by running both on the same texts.</summary>
internal static class HelmSyntax
{
    /// <summary>Why Helm refuses a scalar, and what to write instead; null when it takes it.</summary>
    /// <param name="source">The scalar as written.</param>
    /// <param name="style">How it was written.</param>
    /// <param name="isInFlow">Whether it stands in brackets or braces.</param>
    public static (string Why, string Fix)? Check(ReadOnlySpan<char> source, YamlStyle style, bool isInFlow) => style switch
    {
        YamlStyle.Plain when isInFlow && (source.Contains('?') || source.StartsWith(":")) =>
            ("an unquoted text inside brackets or braces has a question mark, or begins with a colon. Helm refuses the whole file.", "Put the text in quotes."),
        YamlStyle.DoubleQuoted when source.Contains('\\') && HasForeignEscape(source) =>
            ("an escape in double quotes is \\/ or half of a surrogate pair, as JSON allows. Helm refuses the whole file.", "Write the character itself, or \\U with eight digits."),
        _ => null,
    };

    /// <summary>Whether a tab stands between the dash of an item and the item.</summary>
    public static bool HasTabBehindDash(string text, int itemStart)
    {
        var blanks = text.AsSpan(0, itemStart);
        var before = blanks.TrimEnd([' ', '\t']);
        return before.EndsWith("-") && blanks[before.Length..].Contains('\t');
    }

    /// <summary>Whether a scalar inside brackets is a key, not announced by a question mark, with a line break in it or before its colon.</summary>
    public static bool IsKeyOfSeveralLines(string text, TextSpan span)
    {
        var at = span.End;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '#'))
        {
            at = text[at] != '#' ? at + 1 : text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
        }

        return at < text.Length && text[at] == ':' && text.AsSpan(span.Start, at - span.Start).Contains('\n') && text.AsSpan(0, span.Start).TrimEnd() is not [.., '?'];
    }

    /// <summary>Whether an unquoted text inside brackets has a colon behind it that Helm takes for part of the text, since no blank follows.</summary>
    public static bool IsColonPartOfText(string text, TextSpan span) =>
        text.AsSpan(span.End) is [':', ',' or '[' or ']' or '{' or '}', ..];

    /// <summary>The sign that must stand between a node inside brackets and the one before it, and does not: Helm refuses the whole file.</summary>
    /// <returns>A comma or a colon; a blank when the node itself is missing; null when all is well.</returns>
    public static char? MissingBefore(string text, YamlFrame frame, YamlNode node)
    {
        if (IsNothing(node))
        {
            return frame.IsMapping ? null : ' ';
        }

        var sign = frame.PendingKey is null ? ',' : ':';
        var before = frame is { PendingKey: null, Entries: [.., var entry] } && IsNothing(entry.Value) ? entry.Key : frame.LastNode;
        return before is null || HasSign(text.AsSpan(before.Span.End, Math.Max(0, node.FullStart - before.Span.End)), sign) ? null : sign;
    }

    private static bool IsNothing(YamlNode node) => node is YamlScalar { Style: YamlStyle.Plain, Span.Length: 0, Anchor: "", Tag: "" };

    // Nothing else may stand there but comments, and the signs of an explicit key or of a key without a value.
    private static bool HasSign(ReadOnlySpan<char> between, char sign)
    {
        Span<char> found = stackalloc char[3];
        var count = 0;
        while (!(between = between.TrimStart()).IsEmpty)
        {
            var end = between[0] == '#' ? between.IndexOfAny('\n', '\r') : 1;
            if (between[0] != '#')
            {
                if (count == found.Length)
                {
                    return false;
                }

                found[count++] = between[0];
            }

            between = end < 0 ? [] : between[end..];
        }

        return sign == ':' ? found[..count] is ":" : found[..count] is "," or ":," or ",?" or ":,?";
    }

    private static bool HasForeignEscape(ReadOnlySpan<char> source)
    {
        for (var i = 0; i + 1 < source.Length; i++)
        {
            if (source[i] != '\\')
            {
                continue;
            }

            i++;
            if (source[i] == '/' || (source[i] is 'u' or 'U' && IsSurrogate(source[(i + 1)..Math.Min(source.Length, i + (source[i] == 'u' ? 5 : 9))])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSurrogate(ReadOnlySpan<char> digits) =>
        uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && (code is >= 0xD800 and <= 0xDFFF or > 0x10FFFF);
}
