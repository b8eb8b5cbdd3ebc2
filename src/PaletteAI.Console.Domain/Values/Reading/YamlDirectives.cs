namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>
/// Lines that begin with a percent sign. The parser used here leaves such a line out and ends the document there; Helm's refuses the file, or does the
/// same. Only <c>%YAML</c> and <c>%TAG</c> above the first <c>---</c> are what they should be.
/// </summary>
internal static class YamlDirectives
{
    /// <summary>Notes the first that is out of place.</summary>
    /// <returns>False when there is one.</returns>
    public static bool Check(string text, int origin, YamlNode? root, YamlNotes notes)
    {
        if (text.AsSpan(origin) is not ['%', ..] && !text.Contains("\n%", StringComparison.Ordinal) && !text.Contains("\r%", StringComparison.Ordinal))
        {
            return true;
        }

        var texts = new YamlCover(root, n => n is YamlScalar);
        var hasBegun = false;
        for (var start = origin; start < text.Length; start = NextLine(text, start))
        {
            var line = text.AsSpan(start);
            if (texts.Has(start) || line is ['#' or ' ' or '\t' or '\r' or '\n', ..])
            {
                continue;
            }

            if (hasBegun && line is ['.', '.', '.', ..] or ['-', '-', '-', ..])
            {
                return true;
            }

            if (line is ['%', ..] && (hasBegun || !IsDirective(line)))
            {
                notes.Error(start, "", "percent-line", "the line begins with %, which YAML takes for an instruction to the parser. Helm refuses the file, or drops everything below it.", "Indent the line, or put the text in quotes.");
                return false;
            }

            hasBegun |= line is not ['%', ..];
        }

        return true;
    }

    private static bool IsDirective(ReadOnlySpan<char> line) => line.StartsWith("%YAML ", StringComparison.Ordinal) || line.StartsWith("%TAG ", StringComparison.Ordinal);

    private static int NextLine(string text, int start) => text.AsSpan(start).IndexOfAny('\n', '\r') is >= 0 and var end ? start + end + 1 : text.Length;
}
