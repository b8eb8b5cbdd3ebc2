namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>What a document may cost. All limits hold inside the one pass over the text, before a tree of that size exists.</summary>
public sealed record YamlLimits
{
    /// <summary>The limits for every document an operator gives us.</summary>
    public static YamlLimits Default { get; } = new();

    /// <summary>Size of the file.</summary>
    public int Bytes { get; init; } = 1024 * 1024;

    /// <summary>Nesting, also through aliases. Readers of the tree may recurse this deep.</summary>
    public int Depth { get; init; } = 100;

    /// <summary>Number of aliases.</summary>
    public int Aliases { get; init; } = 100;

    /// <summary>Number of merge keys.</summary>
    public int MergeKeys { get; init; } = 100;

    /// <summary>Number of nodes as written. A values file has two or three in a line, so this is enough for an ordinary file of the greatest size, and five times what 10,000 lines hold.</summary>
    public int Nodes { get; init; } = 120_000;

    /// <summary>Number of nodes with every alias replaced by its target.</summary>
    public int ExpandedNodes { get; init; } = 130_000;

    /// <summary>Number of findings kept; the rest is summed up in one.</summary>
    public int Findings { get; init; } = 100;

    /// <summary>Length of a key without <c>?</c>; Helm's parser refuses longer ones.</summary>
    public int KeyLength { get; init; } = 1024;
}
