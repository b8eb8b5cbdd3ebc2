namespace PaletteAI.Console.Domain.Values.Trees;

/// <summary>Helm's rules between values files (<c>-f a -f b</c>): maps merge key by key, everything else replaces, null is a value.</summary>
public static class ValueMerge
{
    /// <summary>Merges layers, lowest first.</summary>
    public static ValueMap Merge(IEnumerable<ValueMap> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        return layers.Aggregate(ValueMap.Empty(ValueSource.User), Merge);
    }

    /// <summary>Merges two layers; <paramref name="above"/> wins.</summary>
    public static ValueMap Merge(ValueMap below, ValueMap above)
    {
        ArgumentNullException.ThrowIfNull(below);
        ArgumentNullException.ThrowIfNull(above);
        if (below.Count == 0)
        {
            return above;
        }

        var entries = new List<KeyValuePair<string, ValueNode>>(above.Count);
        foreach (var entry in above.Entries)
        {
            entries.Add(new(entry.Key, Combine(below.Find(entry.Key), entry.Value)));
        }

        return below.With(entries);
    }

    // A map above a null or a scalar starts from empty.
    private static ValueNode Combine(ValueNode? below, ValueNode above) =>
        below is ValueMap lower && above is ValueMap upper ? Merge(lower, upper) : above;
}
