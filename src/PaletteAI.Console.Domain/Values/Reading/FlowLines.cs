namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>The lines of a collection in brackets or braces.</summary>
internal static class FlowLines
{
    /// <summary>Where lines begin that are inside; none when it is not sure where the collection ends.</summary>
    /// <param name="text">The text.</param>
    /// <param name="open">Where the first bracket or brace stands.</param>
    public static IReadOnlyList<int> Of(string text, int open)
    {
        var (lines, depth, last) = (new List<int>(), 0, ' ');
        for (var at = open; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\n')
            {
                if (text.AsSpan(at + 1) is ['-', '-', '-', ..] or ['.', '.', '.', ..])
                {
                    return [];
                }

                lines.Add(at + 1);
            }
            else if (c == '#' && (char.IsWhiteSpace(text[at - 1]) || IsSign(text[at - 1])))
            {
                at = text.IndexOf('\n', at) is >= 0 and var end ? end - 1 : text.Length;
                continue;
            }
            else if (c is '\'' or '"')
            {
                if (IsSign(last) && last is not (']' or '}'))
                {
                    at = Quoted(text, at, lines);
                    last = 'x';
                    continue;
                }

                // Inside a word a quote is a letter; behind a blank it may be either.
                if (char.IsWhiteSpace(text[at - 1]) || IsSign(text[at - 1]))
                {
                    return [];
                }
            }
            else if (c is '[' or '{' or ']' or '}')
            {
                depth += c is '[' or '{' ? 1 : -1;
                if (depth == 0)
                {
                    return lines;
                }
            }

            last = char.IsWhiteSpace(c) ? last : c;
        }

        return [];
    }

    private static bool IsSign(char c) => c is '[' or ']' or '{' or '}' or ',' or ':' or '?';

    // The place of the closing quote.
    private static int Quoted(string text, int open, List<int> lines)
    {
        for (var at = open + 1; at < text.Length; at++)
        {
            if (text[at] == '\n')
            {
                lines.Add(at + 1);
            }
            else if (text[open] == '"' && text[at] == '\\')
            {
                at += at + 1 < text.Length && text[at + 1] == '\n' ? 0 : 1;
            }
            else if (text[at] == text[open])
            {
                if (text[open] == '"' || at + 1 >= text.Length || text[at + 1] != '\'')
                {
                    return at;
                }

                at++;
            }
        }

        return text.Length;
    }
}
