using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Comparing;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Merging;

/// <summary>Joins two edits of a tree key by key; items of lists that have an identity count as keys.</summary>
internal sealed class TreeMerge(IReadOnlyDictionary<string, MergeChoice> choices)
{
    private readonly List<MergeConflict> _conflicts = [];

    /// <summary>What both sides changed in different ways.</summary>
    public ImmutableArray<MergeConflict> Conflicts => [.. _conflicts];

    /// <summary>The tree both edits mean; where they differ the choice, theirs unless one was made.</summary>
    public ValueMap Join(ValueMap @base, ValueMap mine, ValueMap theirs) => JoinMaps(DocumentPath.Root, @base, mine, theirs);

    // Recursion is bounded by YamlLimits.Depth.
    private ValueNode? Join(DocumentPath path, ValueNode? @base, ValueNode? mine, ValueNode? theirs) =>
        ValueNode.Same(mine, theirs) || ValueNode.Same(@base, mine) ? theirs
        : ValueNode.Same(@base, theirs) ? mine
        : (mine, theirs) switch
        {
            (ValueMap a, ValueMap b) => JoinMaps(path, @base as ValueMap ?? ValueMap.Empty(b.Source), a, b),
            (ValueList a, ValueList b) => JoinLists(path, @base as ValueList, a, b),
            _ => Conflict(path, @base, mine, theirs),
        };

    private ValueNode? Conflict(DocumentPath path, ValueNode? @base, ValueNode? mine, ValueNode? theirs)
    {
        var choice = choices.GetValueOrDefault(path.ToString(), MergeChoice.Theirs);
        _conflicts.Add(new MergeConflict(path, @base, mine, theirs, choice));
        return choice == MergeChoice.Mine ? mine : theirs;
    }

    private ValueMap JoinMaps(DocumentPath path, ValueMap @base, ValueMap mine, ValueMap theirs)
    {
        var keys = theirs.Entries.Select(e => e.Key).Union(mine.Entries.Select(e => e.Key), StringComparer.Ordinal).Union(@base.Entries.Select(e => e.Key), StringComparer.Ordinal);
        var entries = new List<KeyValuePair<string, ValueNode>>();
        foreach (var key in keys)
        {
            if (Join(path.Append(key), @base.Find(key), mine.Find(key), theirs.Find(key)) is { } value)
            {
                entries.Add(new(key, value));
            }
        }

        return new ValueMap(theirs.Source, entries, theirs.Written);
    }

    private ValueNode? JoinLists(DocumentPath path, ValueList? @base, ValueList mine, ValueList theirs)
    {
        if (ListIdentity.KeyOf(@base?.Items ?? [], mine.Items, theirs.Items) is not { } key)
        {
            return Conflict(path, @base, mine, theirs);
        }

        var (o, a, b) = (ById(@base?.Items ?? [], key), ById(mine.Items, key), ById(theirs.Items, key));
        // The order is theirs, unless only mine changed it; new items of mine come last.
        var order = o.Keys.Where(b.ContainsKey).SequenceEqual(b.Keys.Where(o.ContainsKey)) ? a.Keys.Union(b.Keys) : b.Keys.Union(a.Keys);
        var items = order.Union(o.Keys).Select(id => Join(path.Append(id), o.GetValueOrDefault(id), a.GetValueOrDefault(id), b.GetValueOrDefault(id))).OfType<ValueNode>();
        return new ValueList(theirs.Source, [.. items], theirs.Written);
    }

    private static OrderedDictionary<string, ValueNode> ById(IReadOnlyList<ValueNode> items, string key)
    {
        var byId = new OrderedDictionary<string, ValueNode>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            byId.Add(ListIdentity.Of(item, key), item);
        }

        return byId;
    }
}
