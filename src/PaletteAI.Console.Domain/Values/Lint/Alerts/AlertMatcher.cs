using System.Text;
using System.Text.RegularExpressions;

namespace PaletteAI.Console.Domain.Values.Lint.Alerts;

/// <summary>Alertmanager's matchers (<c>team =~ "a|b"</c>), as its classic parser reads them.</summary>
internal static partial class AlertMatcher
{
    /// <summary>Why a line of matchers is refused, as the end of a sentence; null when it is fine.</summary>
    public static string? CheckLine(string line)
    {
        var text = line.StartsWith('{') ? line[1..] : line;
        text = text.EndsWith('}') ? text[..^1] : text;
        return Split(text).Select(Check).FirstOrDefault(p => p is not null);
    }

    /// <summary>Whether a text is a label's name.</summary>
    public static bool IsLabel(string text) => Label().IsMatch(text);

    // At commas outside quotes; a comma at the end is allowed.
    private static List<string> Split(string text)
    {
        var (parts, part, quoted, escaped) = (new List<string>(), new StringBuilder(), false, false);
        foreach (var c in text)
        {
            if (c == ',' && !quoted)
            {
                parts.Add(part.ToString());
                part.Clear();
                continue;
            }

            quoted ^= c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            part.Append(c);
        }

        if (part.ToString().Trim().Length > 0)
        {
            parts.Add(part.ToString());
        }

        return parts;
    }

    private static string? Check(string text)
    {
        var match = Matcher().Match(text);
        if (!match.Success)
        {
            return "it is not name, operator (=, !=, =~, !~) and value";
        }

        if (Unescape(match.Groups[3].Value) is not { } value)
        {
            return "a double quote inside the value is not escaped, or the closing one is missing";
        }

        return match.Groups[2].Value.EndsWith('~') && Re2.Check(value) is { } why ? "its regular expression is invalid: " + why : null;
    }

    private static string? Unescape(string raw)
    {
        var quoted = raw.StartsWith('"');
        var text = quoted ? raw[1..] : raw;
        var value = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
                _ = text[i] switch { 'n' => value.Append('\n'), '"' or '\\' => value.Append(text[i]), _ => value.Append('\\').Append(text[i]) };
            }
            else if (text[i] == '"')
            {
                if (!quoted || i + 1 < text.Length)
                {
                    return null;
                }

                quoted = false;
            }
            else
            {
                value.Append(text[i]);
            }
        }

        return quoted ? null : value.ToString();
    }

    [GeneratedRegex(@"\A\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(=~|=|!=|!~)\s*((?s).*?)\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\A[a-zA-Z_][a-zA-Z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
