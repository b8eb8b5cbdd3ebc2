using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>A half-open range of the document's text, in UTF-16 units.</summary>
/// <param name="Start">Offset of the first unit.</param>
/// <param name="End">Offset behind the last unit.</param>
public readonly record struct TextSpan(int Start, int End)
{
    /// <summary>Length in UTF-16 units.</summary>
    public int Length => End - Start;
}

/// <summary>How a node was written.</summary>
public enum YamlStyle
{
    /// <summary>An unquoted scalar.</summary>
    Plain,

    /// <summary>A scalar in single quotes.</summary>
    SingleQuoted,

    /// <summary>A scalar in double quotes.</summary>
    DoubleQuoted,

    /// <summary>A block scalar with <c>|</c>.</summary>
    Literal,

    /// <summary>A block scalar with <c>&gt;</c>.</summary>
    Folded,

    /// <summary>A mapping or sequence laid out by indentation.</summary>
    Block,

    /// <summary>A mapping or sequence in braces or brackets.</summary>
    Flow,

    /// <summary>An alias (<c>*name</c>).</summary>
    Alias,
}

/// <summary>A node as written. Trees are immutable and at most <see cref="YamlLimits.Depth"/> deep, also through aliases.</summary>
public abstract class YamlNode
{
    private protected YamlNode(in YamlNodeSource source)
    {
        Span = source.Span;
        FullStart = source.FullStart;
        Style = source.Style;
        Anchor = source.Anchor;
        Tag = source.Tag;
    }

    /// <summary>
    /// Where the content stands, without anchor and tag: replacing it replaces the value. A block collection reaches from its first
    /// key or dash to the end of its last item; a block scalar from its indicator to the line break of its last line.
    /// </summary>
    public TextSpan Span { get; }

    /// <summary>Where the node starts with its anchor and tag, if any.</summary>
    public int FullStart { get; }

    /// <summary>How it was written.</summary>
    public YamlStyle Style { get; }

    /// <summary>Anchor name; empty when there is none.</summary>
    public string Anchor { get; }

    /// <summary>Expanded tag (<c>tag:yaml.org,2002:str</c>, <c>!local</c>, <c>!</c>); empty when there is none.</summary>
    public string Tag { get; }

    /// <summary>The node itself, or what an alias stands for.</summary>
    public virtual YamlNode Target => this;
}

/// <summary>What every node has in common; keeps the constructors short.</summary>
internal readonly record struct YamlNodeSource(TextSpan Span, int FullStart, YamlStyle Style, string Anchor, string Tag);

/// <summary>A scalar. What it means is <see cref="ScalarTable"/>'s business.</summary>
public sealed class YamlScalar : YamlNode
{
    internal YamlScalar(in YamlNodeSource source, string text)
        : base(source) => Text = text;

    /// <summary>The text after unquoting and folding.</summary>
    public string Text { get; }

    /// <summary>What the scalar means to Helm's parser.</summary>
    public ScalarValue Value => ScalarTable.Resolve(Text, Style, Tag);
}

/// <summary>A key and its value, in document order.</summary>
/// <param name="Key">The key as written; almost always a scalar.</param>
/// <param name="Value">The value as written.</param>
/// <param name="IsDuplicate">An earlier entry of the same mapping has the same key.</param>
public sealed record YamlEntry(YamlNode Key, YamlNode Value, bool IsDuplicate)
{
    /// <summary>The key as Helm turns it into text; null when it cannot be a key.</summary>
    public string? Name { get; } = ScalarTable.KeyText(Key);

    /// <summary>Whether this entry merges another mapping into its own (<c>&lt;&lt;</c>).</summary>
    public bool IsMerge { get; } = YamlMerges.IsMergeKey(Key);
}

/// <summary>A mapping as written: duplicates and merge keys are still there.</summary>
public sealed class YamlMapping : YamlNode
{
    internal YamlMapping(in YamlNodeSource source, ImmutableArray<YamlEntry> entries)
        : base(source) => Entries = entries;

    /// <summary>Entries in document order.</summary>
    public ImmutableArray<YamlEntry> Entries { get; }
}

/// <summary>A sequence.</summary>
public sealed class YamlSequence : YamlNode
{
    internal YamlSequence(in YamlNodeSource source, ImmutableArray<YamlNode> items)
        : base(source) => Items = items;

    /// <summary>Items in document order.</summary>
    public ImmutableArray<YamlNode> Items { get; }
}

/// <summary>An alias; <see cref="Target"/> is the anchored node.</summary>
public sealed class YamlAlias : YamlNode
{
    internal YamlAlias(in YamlNodeSource source, string name, YamlNode target)
        : base(source)
    {
        Name = name;
        Target = target;
    }

    /// <summary>The anchor's name.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override YamlNode Target { get; }
}
