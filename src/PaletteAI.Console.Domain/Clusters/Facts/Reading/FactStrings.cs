using System.Text;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>
/// Keeps one copy of each text that many objects repeat (namespaces, nodes, images, label keys, reasons). Not safe for several threads:
/// one per stream that is read.
/// </summary>
public sealed class FactStrings
{
    /// <summary>A cluster of 100 nodes repeats a few thousand texts. What comes after the limit is simply not shared.</summary>
    private const int MostTexts = 50_000;

    /// <summary>Longer texts are messages; they hardly repeat.</summary>
    private const int LongestText = 256;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>An empty pool.</summary>
    public FactStrings() => _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The shared copy of a text.</summary>
    public string Share(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return "";
        }
        if (_lookup.TryGetValue(text, out var known))
        {
            return known;
        }
        var made = text.ToString();
        if (_texts.Count < MostTexts && made.Length <= LongestText)
        {
            _texts.Add(made);
        }
        return made;
    }

    /// <summary>The shared copy of a text without escapes.</summary>
    internal string Share(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestText)
        {
            return Encoding.UTF8.GetString(utf8);
        }
        Span<char> chars = stackalloc char[LongestText];
        return Share(chars[..Encoding.UTF8.GetChars(utf8, chars)]);
    }
}
