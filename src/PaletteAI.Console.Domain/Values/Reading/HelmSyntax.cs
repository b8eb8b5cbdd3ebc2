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
