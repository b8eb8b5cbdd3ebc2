namespace PaletteAI.Console.Features.Values.Text;

/// <summary>What has to change in an editor for one text to become another: one part, as small as it can be.</summary>
internal static class TextDifference
{
    /// <summary>The part.</summary>
    public static EditorChange Between(string before, string after)
    {
        var most = Math.Min(before.Length, after.Length);
        var start = before.AsSpan().CommonPrefixLength(after);
        var end = 0;
        while (end < most - start && before[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        start = Apart(before, after, start) ? start - 1 : start;
        while (end > 0 && (SplitsPair(before, before.Length - end) || SplitsPair(after, after.Length - end)))
        {
            end--;
        }

        var (line, column) = EditorText.Locate(before, start);
        var (endLine, endColumn) = EditorText.Locate(before, before.Length - end);
        return new EditorChange(line, column, endLine, endColumn, after[start..^end]);
    }

    private static bool Apart(string before, string after, int at) => at > 0 && (SplitsPair(before, at) || SplitsPair(after, at) || char.IsHighSurrogate(before[at - 1]));

    private static bool SplitsPair(string text, int at) => at > 0 && at < text.Length && ((text[at] == '\n' && text[at - 1] == '\r') || char.IsLowSurrogate(text[at]));
}
