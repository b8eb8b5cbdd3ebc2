using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Comparing;

/// <summary>One leaf that differs.</summary>
/// <param name="Path">Its place in the tree after; of a removed one, in the tree before.</param>
/// <param name="Before">Null when it was added.</param>
/// <param name="After">Null when it was removed.</param>
public sealed record ValueChange(DocumentPath Path, ValueNode? Before, ValueNode? After);

/// <summary>What differs between two trees, leaf by leaf. A leaf is a scalar, an empty map or an empty list.</summary>
public static class ValueDiff
{
    /// <summary>The differences, in the order of the tree after, what was removed behind what is there.</summary>
    public static ImmutableArray<ValueChange> Between(ValueNode? before, ValueNode? after)
    {
        var changes = ImmutableArray.CreateBuilder<ValueChange>();
        Compare(Keyed(before), Keyed(after), DocumentPath.Root, DocumentPath.Root, changes);
        return changes.ToImmutable();
    }

    // An empty file is no leaf: no key comes or goes with it.
    private static ValueNode? Keyed(ValueNode? root) => root is ValueMap { Count: 0 } ? null : root;

    // Recursion is bounded by YamlLimits.Depth.
    private static void Compare(ValueNode? before, ValueNode? after, DocumentPath old, DocumentPath now, ImmutableArray<ValueChange>.Builder changes)
    {
        switch (before, after)
        {
            case (ValueMap { Count: > 0 } a, ValueMap { Count: > 0 } b):
                CompareMaps(a, b, old, now, changes);
                break;
            case (ValueList { Items.Count: > 0 } a, ValueList { Items.Count: > 0 } b):
                CompareLists(a, b, old, now, changes);
                break;
            default:
                if (!ValueNode.Same(before, after))
                {
                    Replace(before, after, old, now, changes);
                }

                break;
        }
    }

    private static void Replace(ValueNode? before, ValueNode? after, DocumentPath old, DocumentPath now, ImmutableArray<ValueChange>.Builder changes)
    {
        if (IsLeaf(before) && IsLeaf(after))
        {
            changes.Add(new ValueChange(after is null ? old : now, before, after));
            return;
        }

        Leaves(after, now, (path, leaf) => changes.Add(new ValueChange(path, null, leaf)));
        Leaves(before, old, (path, leaf) => changes.Add(new ValueChange(path, leaf, null)));
    }

    private static void CompareMaps(ValueMap before, ValueMap after, DocumentPath old, DocumentPath now, ImmutableArray<ValueChange>.Builder changes)
    {
        foreach (var (key, value) in after.Entries)
        {
            Compare(before.Find(key), value, old.Append(key), now.Append(key), changes);
        }

        foreach (var (key, value) in before.Entries.Where(e => after.Find(e.Key) is null))
        {
            Compare(value, null, old.Append(key), now.Append(key), changes);
        }
    }

    private static void CompareLists(ValueList before, ValueList after, DocumentPath old, DocumentPath now, ImmutableArray<ValueChange>.Builder changes)
    {
        var key = ListIdentity.KeyOf(before.Items, after.Items);
        var places = key is null ? null : before.Items.Select((item, i) => (Id: ListIdentity.Of(item, key), i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        var met = new HashSet<int>();
        for (var i = 0; i < after.Items.Count; i++)
        {
            var place = places is null ? (i < before.Items.Count ? i : -1) : places.GetValueOrDefault(ListIdentity.Of(after.Items[i], key!), -1);
            met.Add(place);
            Compare(place < 0 ? null : before.Items[place], after.Items[i], old.Append(Math.Max(place, 0)), now.Append(i), changes);
        }

        for (var i = 0; i < before.Items.Count; i++)
        {
            if (!met.Contains(i))
            {
                Compare(before.Items[i], null, old.Append(i), now.Append(i), changes);
            }
        }
    }

    private static bool IsLeaf(ValueNode? node) => node is null or ValueScalar or ValueMap { Count: 0 } or ValueList { Items.Count: 0 };

    private static void Leaves(ValueNode? node, DocumentPath path, Action<DocumentPath, ValueNode> found)
    {
        switch (node)
        {
            case null:
                break;
            case ValueMap { Count: > 0 } map:
                foreach (var (key, value) in map.Entries)
                {
                    Leaves(value, path.Append(key), found);
                }

                break;
            case ValueList { Items.Count: > 0 } list:
                for (var i = 0; i < list.Items.Count; i++)
                {
                    Leaves(list.Items[i], path.Append(i), found);
                }

                break;
            default:
                found(path, node);
                break;
        }
    }
}
