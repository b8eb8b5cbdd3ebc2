namespace PaletteAI.Console.Domain.Hosts.Diagnostics;

/// <summary>Finds the value behind a key in a log.</summary>
internal static class LogValue
{
    /// <summary>Where the value stands; several places if it goes over lines or is a list.</summary>
    /// <param name="text">The log.</param>
    /// <param name="separator">Where the colon or the equals sign stands.</param>
    /// <param name="key">The key before it.</param>
    /// <param name="longest">Longest quoted text or list, in characters.</param>
    public static List<(int Start, int End)> After(string text, int separator, LogKey key, int longest)
    {
        var start = separator + 1;
        while (start < text.Length && text[start] is ' ' or '\t')
        {
            start++;
        }

        // A separator of Go's or a path's own: "a::b", "==".
        if (start < text.Length && text[start] is ':' or '=')
        {
            return [];
        }

        var isMapping = text[separator] == ':' && key.BeginsLine;
        if (start == text.Length || text[start] is '\n' or '\r')
        {
            return isMapping ? Below(text, start, key.Column, isBlock: false) : [];
        }

        return text[start] switch
        {
            '{' => [],
            '[' => [(start, List(text, start, longest))],
            '"' or '\'' or '\\' when Quote(text, start) is var (slashes, quote) && quote < text.Length && text[quote] is '"' or '\'' =>
                [(quote + 1, Quoted(text, quote + 1, text[quote], slashes, longest))],
            '|' or '>' when isMapping && IsBlockHeader(text, start) => Below(text, LineEnd(text, start), key.Column, isBlock: true),
            _ when isMapping => [(start, LineEnd(text, start)), .. Below(text, LineEnd(text, start), key.Column, isBlock: true)],
            _ => [(start, text[separator] == ':' && key.MayHaveBlanks ? Words(text, start) : Word(text, start))],
        };
    }

    private static (int Slashes, int Quote) Quote(string text, int start)
    {
        var at = start;
        while (at < text.Length && text[at] == '\\')
        {
            at++;
        }

        return (at - start, at);
    }

    // A quote ends the text if it is escaped no deeper than the one that began it: {\"password\":\"a\\\"b\"}.
    private static int Quoted(string text, int start, char quote, int slashes, int longest)
    {
        var run = 0;
        for (var at = start; at < text.Length && at - start < longest; at++)
        {
            if (text[at] == '\\')
            {
                run++;
                continue;
            }

            if (text[at] == quote && IsDoubled(text, at, slashes))
            {
                at++;
            }
            else if (text[at] == quote && (slashes > 0 ? run <= slashes : quote == '\'' || run % 2 == 0))
            {
                return at - Math.Min(run, slashes);
            }

            if (text[at] == '\n' && !Continues(text, at))
            {
                return at;
            }

            run = 0;
        }

        return Math.Min(text.Length, start + longest);
    }

    // 'it''s'
    private static bool IsDoubled(string text, int at, int slashes) => text[at] == '\'' && slashes == 0 && at + 1 < text.Length && text[at + 1] == '\'';

    private static bool Continues(string text, int newline) => newline + 1 < text.Length && text[newline + 1] is ' ' or '\t' or '\n' or '\r';

    private static int List(string text, int start, int longest)
    {
        var depth = 0;
        for (var at = start; at < text.Length && at - start < longest; at++)
        {
            depth += text[at] switch { '[' => 1, ']' => -1, _ => 0 };
            if (depth == 0)
            {
                return at + 1;
            }
        }

        return Math.Min(text.Length, start + longest);
    }

    // Up to a blank; the quote, the bracket and the comma of what it stands in stay.
    private static int Word(string text, int start)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        while (end > start + 1 && text[end - 1] is '"' or '\'' or ',' or ';' or '}' or ')' or '\\')
        {
            end--;
        }

        return end;
    }

    // A passphrase in the middle of a line: up to a word that closes what it stands in.
    private static int Words(string text, int start)
    {
        while (true)
        {
            var end = Word(text, start);
            var next = end;
            while (next < text.Length && text[next] is ' ' or '\t')
            {
                next++;
            }

            if (next == end || next == text.Length || char.IsWhiteSpace(text[next]))
            {
                return end;
            }

            start = next;
        }
    }

    private static bool IsBlockHeader(string text, int start)
    {
        var header = text.AsSpan(start + 1, LineEnd(text, start) - start - 1).Trim();
        return header.IndexOf('#') is >= 0 and var comment ? header[..comment].Trim().TrimStart("+-123456789").IsEmpty : header.TrimStart("+-123456789").IsEmpty;
    }

    private static int LineEnd(string text, int start) => text.IndexOf('\n', start) is >= 0 and var end ? text[end - 1] == '\r' ? end - 1 : end : text.Length;

    // Lines that belong to the key above them: indented deeper, or items of a list. Keys of their own are judged by themselves.
    private static List<(int Start, int End)> Below(string text, int lineEnd, int column, bool isBlock)
    {
        List<(int Start, int End)> found = [];
        for (var newline = text.IndexOf('\n', lineEnd); newline >= 0 && newline + 1 < text.Length; newline = text.IndexOf('\n', newline + 1))
        {
            var start = newline + 1;
            while (start < text.Length && text[start] is ' ' or '\t')
            {
                start++;
            }

            var end = LineEnd(text, start);
            if (end <= start)
            {
                continue;
            }

            var isItem = !isBlock && text[start] == '-' && start + 1 < text.Length && text[start + 1] == ' ';
            var indent = start - newline - 1;
            if ((indent <= column && !(isItem && indent == column)) || (!isBlock && HasKey(text.AsSpan(start, end - start))))
            {
                break;
            }

            found.Add((isItem ? Math.Min(end, start + 2) : start, end));
        }

        return found;
    }

    private static bool HasKey(ReadOnlySpan<char> line) => line.EndsWith(":") || line.Contains(": ", StringComparison.Ordinal);
}
