namespace PaletteAI.Console.Application.Values;

/// <summary>
/// What a text was edited from, as one text: the hash of the file; of a text that was merged the hashes of all files in it, separated by
/// commas, the one it was merged with last in front.
/// </summary>
public static class ValuesBase
{
    /// <summary>Longest such text.</summary>
    public const int Longest = Most * 65;

    private const int Most = 12;

    /// <summary>The file the text is compared with.</summary>
    public static string First(string origins)
    {
        ArgumentNullException.ThrowIfNull(origins);
        return origins.Split(',')[0];
    }

    /// <summary>Whether a file went into the text, so that nothing of it is lost when the text replaces it.</summary>
    public static bool Holds(string origins, string sha256)
    {
        ArgumentNullException.ThrowIfNull(origins);
        return origins.Split(',').Contains(sha256);
    }

    /// <summary>The base of a text that was merged with a file.</summary>
    public static string Join(string theirs, string origins)
    {
        ArgumentNullException.ThrowIfNull(origins);
        return string.Join(',', origins.Split(',', StringSplitOptions.RemoveEmptyEntries).Prepend(theirs).Distinct(StringComparer.Ordinal).Take(Most));
    }
}
