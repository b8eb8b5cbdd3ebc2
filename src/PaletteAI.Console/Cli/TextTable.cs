using System.Globalization;

namespace PaletteAI.Console.Cli;

/// <summary>Rows under headings, aligned with blanks.</summary>
internal static class TextTable
{
    /// <summary>Prints the rows for people.</summary>
    public static void Write(Output output, string[] headings, IEnumerable<string[]> rows)
    {
        var all = rows.Prepend([.. headings.Select(h => h.ToUpperInvariant())]).Select(r => r.Select(c => c.ReplaceLineEndings(" ")).ToArray()).ToList();
        var widths = headings.Select((_, i) => all.Max(r => r[i].Length)).ToArray();
        foreach (var row in all)
        {
            output.Line(string.Join("  ", row.Select((cell, i) => string.Format(CultureInfo.InvariantCulture, $"{{0,-{widths[i]}}}", cell))).TrimEnd());
        }
    }
}
