using PaletteAI.Console.Domain.Values.Comparing;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Merging;

/// <summary>Edits that make one tree of another, as small as can be, so that comments beside them stay.</summary>
internal static class TreeSteps
{
    /// <summary>The edits, in an order in which each path is right when its turn comes.</summary>
    public static IEnumerable<ValueEdit> Between(ValueMap from, ValueMap to) => Maps(DocumentPath.Root, from, to);

    private static IEnumerable<ValueEdit> Nodes(DocumentPath path, ValueNode from, ValueNode to) => (from, to) switch
    {
        _ when ValueNode.Same(from, to) => [],
        (ValueMap { Count: > 0 } a, ValueMap { Count: > 0 } b) => Maps(path, a, b),
        (ValueList { Items.Count: > 0 } a, ValueList { Items.Count: > 0 } b) => Lists(path, a.Items, b.Items) ?? [new ValueEdit(EditOperation.Set, path, to)],
        _ => [new ValueEdit(EditOperation.Set, path, to)],
    };

    private static IEnumerable<ValueEdit> Maps(DocumentPath path, ValueMap from, ValueMap to)
    {
        // A map that loses all it had is written anew: removing the last key would leave null.
        if (from.Count > 0 && to.Count > 0 && !path.Segments.IsEmpty && from.Entries.All(e => to.Find(e.Key) is null))
        {
            return [new ValueEdit(EditOperation.Set, path, to)];
        }

        var changed = to.Entries.SelectMany(e => from.Find(e.Key) is { } old ? Nodes(path.Append(e.Key), old, e.Value) : [new ValueEdit(EditOperation.Set, path.Append(e.Key), e.Value)]);
        var removed = from.Entries.Where(e => to.Find(e.Key) is null).Select(e => new ValueEdit(EditOperation.Unset, path.Append(e.Key)));
        return changed.Concat(removed);
    }

    // Null when only writing the whole list anew does it.
    private static List<ValueEdit>? Lists(DocumentPath path, IReadOnlyList<ValueNode> from, IReadOnlyList<ValueNode> to)
    {
        if (ListIdentity.KeyOf(from, to) is not { } key)
        {
            return null;
        }

        var edits = new List<ValueEdit>();
        var ids = from.Select(i => ListIdentity.Of(i, key)).ToList();
        var wanted = to.ToDictionary(i => ListIdentity.Of(i, key), StringComparer.Ordinal);
        if (ids.All(i => !wanted.ContainsKey(i)) || !ids.Where(wanted.ContainsKey).SequenceEqual(to.Select(i => ListIdentity.Of(i, key)).Where(ids.Contains)))
        {
            return null;
        }

        for (var i = from.Count - 1; i >= 0; i--)
        {
            edits.AddRange(wanted.TryGetValue(ids[i], out var item) ? Nodes(path.Append(i), from[i], item) : [new ValueEdit(EditOperation.Unset, path.Append(i))]);
        }

        for (var i = 0; i < to.Count; i++)
        {
            if (!ids.Contains(ListIdentity.Of(to[i], key)))
            {
                edits.Add(new ValueEdit(EditOperation.Insert, path.Append(i), to[i]));
            }
        }

        return edits;
    }
}
