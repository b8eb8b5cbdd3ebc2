using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>Merge keys as Helm's parser expands them: in document order, so a merge that comes later overrides keys before it.</summary>
public static class YamlMerges
{
    /// <summary>What a mapping holds after merges and duplicates: the last writer of each key, in the order keys first appeared.</summary>
    /// <param name="mapping">A mapping of a document that was read within its limits (expansion is bounded by them).</param>
    public static ImmutableArray<YamlEntry> Effective(YamlMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        if (!mapping.Entries.Any(e => e.IsMerge || e.IsDuplicate))
        {
            return mapping.Entries;
        }

        var order = new List<YamlEntry>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        Write(mapping, order, places);
        return [.. order];
    }

    /// <summary>A plain <c>&lt;&lt;</c>, or one with the merge tag.</summary>
    internal static bool IsMergeKey(YamlNode key) =>
        key is YamlScalar { Text: "<<" } scalar
        && (scalar.Tag == "tag:yaml.org,2002:merge" || (scalar.Style == YamlStyle.Plain && scalar.Tag.Length == 0));

    /// <summary>Whether a merge key may have this value: a mapping, or a list of mappings.</summary>
    internal static bool IsMergeable(YamlNode value) =>
        value.Target is YamlMapping
        || (value is YamlSequence sequence && sequence.Items.All(i => i.Target is YamlMapping));

    // Recursion is bounded by YamlLimits.Depth, which counts through aliases.
    private static void Write(YamlMapping mapping, List<YamlEntry> order, Dictionary<string, int> places)
    {
        foreach (var entry in mapping.Entries)
        {
            if (entry.IsMerge)
            {
                foreach (var source in Sources(entry.Value))
                {
                    Write(source, order, places);
                }
            }
            else if (entry.Name is { } name)
            {
                if (places.TryGetValue(name, out var place))
                {
                    order[place] = entry;
                }
                else
                {
                    places[name] = order.Count;
                    order.Add(entry);
                }
            }
        }
    }

    // Of several merged mappings the first wins, so they are written last to first.
    private static IEnumerable<YamlMapping> Sources(YamlNode value) => value.Target switch
    {
        YamlMapping mapping => [mapping],
        YamlSequence sequence => sequence.Items.Reverse().Select(i => i.Target).OfType<YamlMapping>(),
        _ => [],
    };
}
