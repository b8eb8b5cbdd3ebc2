using System.Collections.Immutable;
using System.Globalization;
using DiffPlex;

namespace PaletteAI.Console.Application.Values;

/// <summary>A unified diff of two texts, shown with secrets masked: lines are compared as they are and shown as they are masked.</summary>
internal static class TextDiff
{
    private const int Around = 3;

    /// <summary>Makes it.</summary>
    /// <param name="before">Text before.</param>
    /// <param name="after">Text after.</param>
    /// <param name="maskedBefore">The same with secrets masked and the same lines.</param>
    /// <param name="maskedAfter">The same with secrets masked and the same lines.</param>
    /// <param name="showBefore">Lines that are the same are shown as before: of a text that cannot be read hardly anything is shown.</param>
    public static ImmutableArray<TextDiffLine> Of(string before, string after, string maskedBefore, string maskedAfter, bool showBefore)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var (shownOld, shownNow) = (maskedBefore.Split('\n'), maskedAfter.Split('\n'));
        var lines = new List<TextDiffLine>();
        var (a, b) = (0, 0);
        foreach (var block in Blocks(old, now))
        {
            Same(lines, shownOld, shownNow, showBefore, ref a, ref b, block.StartB - b);
            for (; a < block.EndA; a++)
            {
                lines.Add(new TextDiffLine(TextDiffKind.Removed, a + 1, 0, Shown(shownOld[a])));
            }

            for (; b < block.EndB; b++)
            {
                lines.Add(new TextDiffLine(TextDiffKind.Added, 0, b + 1, Shown(shownNow[b])));
            }
        }

        Same(lines, shownOld, shownNow, showBefore, ref a, ref b, now.Length - b);
        return Folded(lines);
    }

    private static void Same(List<TextDiffLine> lines, string[] old, string[] now, bool showOld, ref int a, ref int b, int count)
    {
        for (var i = 0; i < count; i++, a++, b++)
        {
            lines.Add(new TextDiffLine(TextDiffKind.Same, a + 1, b + 1, Shown(showOld ? old[a] : now[b])));
        }
    }

    // Beginning and end that are the same are left out first: an edit in a long file then costs what the edit is.
    private static IEnumerable<(int StartA, int EndA, int StartB, int EndB)> Blocks(string[] old, string[] now)
    {
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start])
        {
            start++;
        }

        var end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        var (a, b) = (string.Join('\n', old[start..^end]), string.Join('\n', now[start..^end]));
        return old.Length == start + end ? [.. now.Length == start + end ? Array.Empty<(int, int, int, int)>() : [(start, start, start, now.Length - end)]]
            : now.Length == start + end ? [(start, old.Length - end, start, start)]
            : Differ.Instance.CreateDiffs(a, b, false, false, LineFeeds.Instance).DiffBlocks
                .Select(d => (start + d.DeleteStartA, start + d.DeleteStartA + d.DeleteCountA, start + d.InsertStartB, start + d.InsertStartB + d.InsertCountB));
    }

    private static ImmutableArray<TextDiffLine> Folded(List<TextDiffLine> lines)
    {
        var keep = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Kind != TextDiffKind.Same)
            {
                Array.Fill(keep, true, Math.Max(0, i - Around), Math.Min(lines.Count, i + Around + 1) - Math.Max(0, i - Around));
            }
        }

        var shown = ImmutableArray.CreateBuilder<TextDiffLine>();
        for (var i = 0; i < lines.Count; i++)
        {
            var first = i;
            while (i < lines.Count && !keep[i])
            {
                i++;
            }

            if (i > first)
            {
                shown.Add(new TextDiffLine(TextDiffKind.Gap, lines[first].OldLine, lines[first].NewLine, string.Create(CultureInfo.InvariantCulture, $"{i - first} lines unchanged")));
            }

            if (i < lines.Count)
            {
                shown.Add(lines[i]);
            }
        }

        return shown.Count == 1 && shown[0].Kind == TextDiffKind.Gap ? [] : shown.ToImmutable();
    }

    private static string Shown(string line) => line.TrimEnd('\r');

    private sealed class LineFeeds : IChunker
    {
        public static LineFeeds Instance { get; } = new();

        public IReadOnlyList<string> Chunk(string text) => text.Split('\n');
    }
}
