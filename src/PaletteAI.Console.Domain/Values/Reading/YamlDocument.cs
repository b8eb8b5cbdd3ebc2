using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>A place in a text as editors count it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
public readonly record struct TextPlace(int Line, int Column);

/// <summary>What reading a text gave: the tree of its first document, and everything worth saying about it.</summary>
public sealed class YamlDocument
{
    private readonly Lazy<int[]> _lineStarts;

    internal YamlDocument(string text, YamlNode? root, ImmutableArray<Finding> findings, YamlLayout layout)
    {
        Text = text;
        Root = root;
        Findings = findings;
        Layout = layout;
        _lineStarts = new Lazy<int[]>(() => FindLineStarts(text));
    }

    /// <summary>The decoded text, a byte order mark included; offsets of spans count in it.</summary>
    public string Text { get; }

    /// <summary>The first document's root; a null scalar for an empty document; null only when the text could not be read.</summary>
    public YamlNode? Root { get; }

    /// <summary>Whether there is a tree. Findings of severity error may exist all the same (duplicate keys, more than one document).</summary>
    public bool IsReadable => Root is not null;

    /// <summary>What was noticed, in document order; each with line and column.</summary>
    public ImmutableArray<Finding> Findings { get; }

    /// <summary>Bytes and line ends of the text.</summary>
    public YamlLayout Layout { get; }

    /// <summary>The source text of a span.</summary>
    public string Slice(TextSpan span) => Text[span.Start..span.End];

    /// <summary>Line and column of an offset.</summary>
    public TextPlace Locate(int offset)
    {
        var starts = _lineStarts.Value;
        var index = Array.BinarySearch(starts, Math.Clamp(offset, 0, Text.Length));
        var line = index >= 0 ? index : ~index - 1;
        var column = offset - starts[line] + 1;
        return new TextPlace(line + 1, line == 0 && Layout.HasByteOrderMark ? Math.Max(1, column - 1) : column);
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}

/// <summary>Facts of the text that an editor must keep.</summary>
/// <param name="HasByteOrderMark">The text starts with a byte order mark.</param>
/// <param name="Encoding">utf-8, utf-16le or utf-16be.</param>
/// <param name="HasCarriageReturns">Lines end in CRLF (or CR), at least some.</param>
public sealed record YamlLayout(bool HasByteOrderMark, string Encoding, bool HasCarriageReturns)
{
    /// <summary>Plain UTF-8 with line feeds.</summary>
    public static YamlLayout Plain { get; } = new(false, "utf-8", false);
}
