using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace PaletteAI.Console.Domain.Values.Lint.Alerts;

/// <summary>
/// Whether Go's regular expressions (RE2) take a pattern. What RE2 lacks is refused by name; the rest is judged by parsing the pattern,
/// with RE2's own spellings translated. The pattern is never matched.
/// </summary>
internal static class Re2
{
    private const int LongestRepeat = 1000;
    private static readonly SearchValues<char> _hex = SearchValues.Create("0123456789abcdefABCDEF");
    private const string Letters = "aAbBdDsSwWzfnrtv";

    /// <summary>Why it is refused, as the end of a sentence; null when it is fine.</summary>
    public static string? Check(string pattern)
    {
        var translated = new StringBuilder(pattern.Length);
        for (var at = 0; at < pattern.Length;)
        {
            var problem = pattern[at] switch
            {
                '\\' => Escape(pattern, ref at, translated),
                '(' when at + 2 < pattern.Length && pattern[at + 1] == '?' => Group(pattern, ref at, translated),
                '[' => Class(pattern, ref at, translated),
                '{' => Repeat(pattern, ref at, translated),
                '*' or '+' or '?' or '}' or ')' or _ => Copy(pattern, ref at, translated),
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        return Parse(translated.ToString());
    }

    private static string? Parse(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return null;
        }
        catch (ArgumentException)
        {
            return "it cannot be read";
        }
    }

    private static string? Copy(string pattern, ref int at, StringBuilder translated)
    {
        translated.Append(pattern[at++]);
        return null;
    }

    private static string? Escape(string pattern, ref int at, StringBuilder translated)
    {
        if (at + 1 == pattern.Length)
        {
            return "it ends in a backslash";
        }

        var c = pattern[at + 1];
        if (c == 'Q')
        {
            var end = pattern.IndexOf("\\E", at, StringComparison.Ordinal);
            translated.Append(Regex.Escape(pattern[(at + 2)..(end < 0 ? pattern.Length : end)]));
            at = end < 0 ? pattern.Length : end + 2;
            return null;
        }

        if (char.IsAsciiDigit(c) && c != '0')
        {
            return "RE2 has no back-references";
        }

        if (c is 'p' or 'P')
        {
            return Property(pattern, ref at, translated);
        }

        if (c is 'x' or '0')
        {
            return Number(pattern, ref at, translated);
        }

        if (char.IsAsciiLetter(c) && !Letters.Contains(c, StringComparison.Ordinal) && c != 'C')
        {
            return $"RE2 has no \\{c}";
        }

        _ = char.IsAsciiLetter(c) ? translated.Append(c == 'C' ? "." : $"\\{c}") : translated.Append(Regex.Escape(c.ToString()));
        at += 2;
        return null;
    }

    // \pN and \p{Greek}: any one character will do for parsing.
    private static string? Property(string pattern, ref int at, StringBuilder translated)
    {
        var isBraced = at + 2 < pattern.Length && pattern[at + 2] == '{';
        var end = isBraced ? pattern.IndexOf('}', at) : at + 2;
        if (end < 0 || end >= pattern.Length || (isBraced && end == at + 3))
        {
            return "a character class \\p is not complete";
        }

        translated.Append("\\w");
        at = end + 1;
        return null;
    }

    private static string? Number(string pattern, ref int at, StringBuilder translated)
    {
        var start = at + 2;
        var isBraced = start < pattern.Length && pattern[start] == '{';
        var end = isBraced ? pattern.IndexOf('}', start) : start + 2;
        if (pattern[at + 1] == 'x' && (end < 0 || end > pattern.Length || !IsHex(pattern.AsSpan(start + (isBraced ? 1 : 0), Math.Max(0, end - start - (isBraced ? 1 : 0))))))
        {
            return "a character number \\x is not complete";
        }

        translated.Append("\\x01");
        at = pattern[at + 1] == '0' ? start : isBraced ? end + 1 : end;
        return null;
    }

    private static bool IsHex(ReadOnlySpan<char> digits) => digits.Length is > 0 and <= 8 && !digits.ContainsAnyExcept(_hex);

    private static string? Group(string pattern, ref int at, StringBuilder translated)
    {
        var rest = pattern.AsSpan(at + 2);
        if (rest.StartsWith("P<", StringComparison.Ordinal) || rest is ['<', not ('=' or '!'), ..])
        {
            var start = at + (rest[0] == 'P' ? 4 : 3);
            var end = pattern.IndexOf('>', start);
            if (end <= start || !pattern[start..end].All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                return "a group's name is malformed";
            }

            translated.Append('(');
            at = end + 1;
            return null;
        }

        var flags = rest.IndexOfAnyExcept("imsU-");
        if (flags < 0 || rest[flags] is not (':' or ')') || (flags == 0 && rest[0] == ')') || rest[..flags].EndsWith("-") || rest[..flags].Count('-') > 1)
        {
            return "RE2 has no look-around and no such group";
        }

        translated.Append(rest[flags] == ':' ? "(?:" : "(?i)");
        at += flags + 3;
        return null;
    }

    // A class is copied as far as .NET and RE2 agree; its named parts stand for themselves.
    private static string? Class(string pattern, ref int at, StringBuilder translated)
    {
        translated.Append('[');
        at++;
        if (at < pattern.Length && pattern[at] == '^')
        {
            translated.Append(pattern[at++]);
        }

        for (var first = true; at < pattern.Length && (pattern[at] != ']' || first); first = false)
        {
            if (pattern[at] == '[' && at + 1 < pattern.Length && pattern[at + 1] == ':' && pattern.IndexOf(":]", at, StringComparison.Ordinal) is > 0 and var end)
            {
                translated.Append("\\w");
                at = end + 2;
            }
            else if (pattern[at] == '\\')
            {
                if (Escape(pattern, ref at, translated) is { } problem)
                {
                    return problem;
                }
            }
            else
            {
                _ = pattern[at] is '[' or ']' ? translated.Append('\\').Append(pattern[at]) : translated.Append(pattern[at]);
                at++;
            }
        }

        if (at == pattern.Length)
        {
            return "a closing ] is missing";
        }

        translated.Append(']');
        at++;
        return null;
    }

    // {2,3} repeats; any other brace is a character.
    private static string? Repeat(string pattern, ref int at, StringBuilder translated)
    {
        var end = pattern.IndexOf('}', at);
        var parts = end < 0 ? [] : pattern[(at + 1)..end].Split(',');
        var isRepeat = parts.Length is 1 or 2 && parts[0].Length > 0 && parts.All(p => p.All(char.IsAsciiDigit));
        if (!isRepeat)
        {
            translated.Append("\\{");
            at++;
            return null;
        }

        if (parts.Any(p => p.Length > 4 || (p.Length > 0 && int.Parse(p, System.Globalization.CultureInfo.InvariantCulture) > LongestRepeat)))
        {
            return $"RE2 repeats at most {LongestRepeat} times";
        }

        translated.Append(pattern, at, end + 1 - at);
        at = end + 1;
        return null;
    }
}
