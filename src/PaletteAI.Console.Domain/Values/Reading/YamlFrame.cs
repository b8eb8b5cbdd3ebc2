using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>An open mapping or sequence.</summary>
internal sealed class YamlFrame(in YamlNodeSource source, bool isMapping)
{
    public YamlNodeSource Source { get; } = source;

    public bool IsMapping { get; } = isMapping;

    public ImmutableArray<YamlEntry>.Builder Entries { get; } = ImmutableArray.CreateBuilder<YamlEntry>(isMapping ? 4 : 0);

    public ImmutableArray<YamlNode>.Builder Items { get; } = ImmutableArray.CreateBuilder<YamlNode>(isMapping ? 0 : 4);

    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    public YamlNode? PendingKey { get; set; }

    /// <summary>Levels of collections below this one, through aliases.</summary>
    public int Height { get; private set; }

    /// <summary>Nodes from here down with aliases replaced by their targets.</summary>
    public int Size { get; private set; } = 1;

    public YamlNode? LastNode => IsMapping
        ? PendingKey ?? (Entries.Count > 0 ? Entries[^1].Value : null)
        : Items.Count > 0 ? Items[^1] : null;

    public YamlNode? FirstNode => IsMapping
        ? Entries.Count > 0 ? Entries[0].Key : PendingKey
        : Items.Count > 0 ? Items[0] : null;

    public bool Grow(int height, int size, int limit)
    {
        Height = Math.Max(Height, height);
        Size = size > limit - Size ? limit + 1 : Size + size;
        return Size <= limit;
    }
}
