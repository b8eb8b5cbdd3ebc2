using System.Globalization;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>What Helm's parser refuses and the parser used here takes. Found by running both on the same texts.</summary>
internal static class HelmSyntax
{
    /// <summary>Stands for a colon without a key before it.</summary>
    public const char KeyMissing = '?';

    private const string NoTextBeginsWith = "%@`|>,[]{}#&*!'\"";

    /// <summary>Why Helm refuses a scalar, and what to write instead; null when it takes it.</summary>
    /// <param name="source">The scalar as written.</param>
    /// <param name="style">How it was written.</param>
    /// <param name="isInFlow">Whether it stands in brackets or braces.</param>
    public static (string Why, string Fix)? Check(ReadOnlySpan<char> source, YamlStyle style, bool isInFlow) => style switch
    {
        YamlStyle.Plain when isInFlow && (source.Contains('?') || source.StartsWith(":")) =>
            ("an unquoted text inside brackets or braces has a question mark, or begins with a colon. Helm refuses the whole file.", "Put the text in quotes."),
        YamlStyle.Plain when source.Length > 0 && NoTextBeginsWith.Contains(source[0], StringComparison.Ordinal) =>
            ($"an unquoted text begins with {source[0]}. Helm refuses the whole file.", "Put the text in quotes."),
        YamlStyle.Plain when source is [' ' or '\t', ..] =>
            ("a colon stands where a key should. Helm refuses the whole file.", "Write the key before the colon."),
        YamlStyle.Literal or YamlStyle.Folded when HasTabInIndentation(source) =>
            ("a block text (| or >) begins with a tab, or is indented with one. Helm refuses the whole file.", "Replace the tab by spaces; a text that has to begin with a tab goes into double quotes as \\t."),
        YamlStyle.DoubleQuoted when source.Contains('\\') && HasForeignEscape(source) =>
            ("an escape in double quotes is \\/ or half of a surrogate pair, as JSON allows. Helm refuses the whole file.", "Write the character itself, or \\U with eight digits."),
        _ => null,
    };

    /// <summary>Whether a tag is the two marks alone, with no name behind them.</summary>
    public static bool IsTagWithoutName(string tag) => tag == "tag:yaml.org,2002:";

    /// <summary>Whether Helm takes a name of an anchor or alias; the parser used here lets it hold nearly anything, colons and quotes included.</summary>
    public static bool IsAnchorName(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a scalar inside brackets is a key, not announced by a question mark, with a line break in it or before its colon.</summary>
    public static bool IsKeyOfSeveralLines(string text, TextSpan span)
    {
        var at = span.End;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '#'))
        {
            at = text[at] != '#' ? at + 1 : text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
        }

        return at < text.Length && text[at] == ':' && text.AsSpan(span.Start, at - span.Start).ContainsAny('\n', '\r') && text.AsSpan(0, span.Start).TrimEnd() is not [.., '?'];
    }

    /// <summary>Whether an unquoted text inside brackets has a colon behind it that Helm takes for part of the text, since no blank follows.</summary>
    public static bool IsColonPartOfText(string text, TextSpan span) =>
        text.AsSpan(span.End) is [':', ',' or '[' or ']' or '{' or '}', ..];

    /// <summary>The sign that must stand between a node inside brackets and the one before it, and does not: Helm refuses the whole file.</summary>
    /// <returns>A comma or a colon; a blank when the node itself is missing; <see cref="KeyMissing"/> when a colon stands where its key should; null when all is well.</returns>
    public static char? MissingBefore(string text, YamlFrame frame, YamlNode node)
    {
        if (IsNothing(node))
        {
            return frame.IsMapping ? null : ' ';
        }

        var sign = frame.PendingKey is null ? ',' : ':';
        var before = frame is { PendingKey: null, Entries: [.., var entry] } && IsNothing(entry.Value) ? entry.Key : frame.LastNode;
        if (before is null)
        {
            // The parser used here reads {:a: 1} as if the first colon were not there.
            var open = frame.Source.Span.Start;
            return open < node.FullStart && text[open] is '{' or '[' && text.AsSpan(open, node.FullStart - open).TrimEnd() is [.., ':'] ? KeyMissing : null;
        }

        return HasSign(text.AsSpan(before.Span.End, Math.Max(0, node.FullStart - before.Span.End)), sign) ? null : sign;
    }

    /// <summary>Whether a node is left out.</summary>
    public static bool IsNothing(YamlNode node) => node is YamlScalar { Style: YamlStyle.Plain, Span.Length: 0, Anchor: "", Tag: "" };

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

    // Until a line that is not blank tells the indentation, a tab may not follow spaces, nor begin that line's text.
    private static bool HasTabInIndentation(ReadOnlySpan<char> source)
    {
        var header = source.IndexOfAny('\n', '\r');
        if (header < 0 || source[..source.IndexOfAny('\n', '\r', '#')].ContainsAnyInRange('1', '9'))
        {
            return false;
        }

        for (var rest = source[header..]; rest.Length > 0;)
        {
            var line = rest.TrimStart(' ');
            if (line is not ['\n' or '\r', ..])
            {
                return line is ['\t', ..];
            }

            rest = line[1..];
        }

        return false;
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
