using System.Buffers;
using System.Globalization;
using System.Text;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Domain.Values.Writing;

/// <summary>Writes a text so that every YAML 1.1 reader gets the same text back.</summary>
public static class YamlQuoting
{
    private const string FirstIndicators = "-?:,[]{}#&*!|>'\"%@`=~";
    private static readonly SearchValues<char> _harmless = SearchValues.Create("_./-+@:= ");
    private static readonly SearchValues<char> _numberish = SearchValues.Create("0123456789+-.:_eExobTtZz ");

    /// <summary>The text as a scalar on one line: plain where that is safe and no quotes are asked for, else in quotes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">Quotes to use where they are not needed; every other style means none.</param>
    public static string Scalar(string text, YamlStyle style = YamlStyle.Plain)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsPrintable(text) || style == YamlStyle.DoubleQuoted)
        {
            return DoubleQuoted(text);
        }

        return style != YamlStyle.SingleQuoted && IsPlain(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>Whether the text is one line of characters that need no escape.</summary>
    internal static bool IsPrintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (!IsPrintable(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || FirstIndicators.Contains(text[0], StringComparison.Ordinal) || text[0] == ' ' || text[^1] is ' ' or ':')
        {
            return false;
        }

        // Plain only what no reader stumbles over; some take * or quotes inside a plain text for more than they are.
        return text.All(c => char.IsAsciiLetterOrDigit(c) || _harmless.Contains(c))
            && !text.Contains(": ", StringComparison.Ordinal)
            && text != "..."
            && ScalarTable.IsPlainText(text)
            && !LooksLikeNumberElsewhere(text);
    }

    // 1:20 and 2001-12-14 are text to Helm, and a number or a date to other YAML 1.1 readers.
    private static bool LooksLikeNumberElsewhere(string text) =>
        (char.IsAsciiDigit(text[0]) || text[0] is '+' or '.') && text.AsSpan().IndexOfAnyExcept(_numberish) < 0;

    private static bool IsPrintable(char c) =>
        !char.IsControl(c) && !char.IsSurrogate(c) && c is not ('\u00A0' or '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF');

    private static string DoubleQuoted(string text)
    {
        var quoted = new StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                quoted.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsSurrogate(c) => quoted.Append('\uFFFD'),
                _ when IsPrintable(c) => quoted.Append(c),
                _ => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            };
        }

        return quoted.Append('"').ToString();
    }
}
