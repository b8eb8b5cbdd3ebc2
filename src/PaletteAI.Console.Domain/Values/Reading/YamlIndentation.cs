namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>Tabs where only spaces may stand (behind the dash of an item, too), and blanks that look like indentation and are not.</summary>
internal static class YamlIndentation
{
    /// <summary>Notes both.</summary>
    /// <returns>False when Helm refuses the file because of a tab.</returns>
    public static bool Check(string text, int origin, YamlNode? root, YamlNotes notes)
    {
        YamlCover? free = null;
        for (var start = origin; start < text.Length;)
        {
            var blanks = text.AsSpan(start).IndexOfAnyExcept(' ', '\t') is >= 0 and var count ? count : text.Length - start;
            var (at, tab) = (start + blanks, text.AsSpan(start, blanks).IndexOf('\t'));
            if ((tab >= 0 || (at < text.Length && IsOtherBlank(text[at]))) && !(free ??= FreePlaces(root)).Has(at))
            {
                if (tab < 0)
                {
                    notes.Error(at, "", "no-break-space-indentation", $"U+{(int)text[at]:X4} looks like a space but is read as part of the key or text.", "Replace it by ordinary spaces.");
                    return true;
                }

                notes.Error(start + tab, "", "tab-indentation", "indented with a tab. YAML allows only spaces, also on lines that are empty else.", "Replace the tab by spaces.");
                return false;
            }

            if (TabBehindDash(text, at) is >= 0 and var behind && !(free ??= FreePlaces(root)).Has(at))
            {
                notes.Error(behind, "", "tab-indentation", "a tab stands behind the dash. Helm refuses the whole file.", "Replace the tab by a space.");
                return false;
            }

            var next = text.AsSpan(at).IndexOfAny('\n', '\r');
            start = next < 0 ? text.Length : at + next + 1;
        }

        return true;
    }

    // Several dashes may stand on a line. -1 = there is no such tab.
    private static int TabBehindDash(string text, int at)
    {
        while (at + 1 < text.Length && text[at] is '-' or '?' && text[at + 1] is ' ' or '\t')
        {
            for (at++; at < text.Length && text[at] is ' ' or '\t'; at++)
            {
                if (text[at] == '\t')
                {
                    return at;
                }
            }
        }

        return -1;
    }

    // Scalars of several lines, and collections in brackets and braces: there a line may begin with any blank.
    private static YamlCover FreePlaces(YamlNode? root) => new(root, n => n is YamlScalar or { Style: YamlStyle.Flow });

    private static bool IsOtherBlank(char c) => c is '\u00A0' or '\u202F' or '\u205F' or '\u3000' or '\uFEFF' or (>= '\u2000' and <= '\u200B');
}
