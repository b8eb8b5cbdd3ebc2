namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>Reads names out of what kubelet, scheduler and runtimes say. Their texts are the only place where some names stand.</summary>
internal static class Texts
{
    /// <summary>Longest text that is carried on; kubelet's can be pages.</summary>
    private const int LongestText = 400;

    /// <summary>What stands between two texts; null when they are not there.</summary>
    public static string? Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }
        start += before.Length;
        var end = text.IndexOf(after, start, StringComparison.Ordinal);
        return end > start ? text[start..end] : null;
    }

    /// <summary>One line, not too long, as a sentence's part.</summary>
    public static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestText ? line : string.Concat(line.AsSpan(0, LongestText), "…");
    }

    /// <summary>Whether a name stands in a text by itself or as the first part of a DNS name.</summary>
    public static bool Mentions(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if ((at == 0 || !IsNamePart(text[at - 1])) && (end == text.Length || !IsNamePart(text[end])))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>"a", "a and b", "a, b and 3 more".</summary>
    public static string List(IReadOnlyList<string> names, int most = 3) =>
        names.Count == 1 ? names[0]
        : names.Count <= most ? $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}"
        : $"{string.Join(", ", names.Take(most))} and {names.Count - most} more";

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
