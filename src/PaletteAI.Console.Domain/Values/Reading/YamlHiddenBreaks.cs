using System.Buffers;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>
/// Characters that no editor shows and that end a line in YAML 1.1: behind one, a "comment" goes on as a key. Helm's parser and the one used here
/// take some of them differently, so that a file is refused that has one outside quotes and block texts.
/// </summary>
internal static class YamlHiddenBreaks
{
    private static readonly SearchValues<char> _breaks = SearchValues.Create("\u0085\u2028\u2029");

    /// <summary>Notes them.</summary>
    /// <returns>False when one stands where what follows it may be read as something else.</returns>
    public static bool Check(string text, YamlNode? root, YamlNotes notes)
    {
        var at = text.AsSpan().IndexOfAny(_breaks);
        if (at < 0)
        {
            return true;
        }

        var texts = new YamlCover(root, n => n is YamlScalar { Style: not YamlStyle.Plain });
        var isClear = true;
        while (at >= 0)
        {
            var isText = texts.Has(at);
            isClear &= isText;
            notes.Add(
                isText ? Severity.Warning : Severity.Error, at, "", "hidden-line-break",
                $"the character U+{(int)text[at]:X4} stands here, which editors do not show. YAML takes it for the end of the line{(isText ? "." : ", so that what follows it counts, also behind a #.")}",
                isText ? "Remove it; if the text needs it, write it in double quotes as \\N, \\L or \\P." : "Remove it, or put an ordinary line end in its place.");
            var more = text.AsSpan(at + 1).IndexOfAny(_breaks);
            at = more < 0 ? -1 : at + 1 + more;
        }

        return isClear;
    }
}
