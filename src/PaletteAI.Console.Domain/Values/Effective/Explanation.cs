using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Effective;

/// <summary>A value that lost.</summary>
public sealed record OverriddenValue(ValueSource Source, ValueNode Value);

/// <summary>Where one leaf of the effective values comes from.</summary>
/// <param name="Path">Its place.</param>
/// <param name="Value">The winner: a scalar, an empty map or an empty list.</param>
/// <param name="Source">The winner's layer.</param>
/// <param name="Rule">The rule that fired, as a sentence.</param>
/// <param name="Overridden">Who lost; empty when nobody did.</param>
/// <param name="Field">The managed field that decided; null when the user's value stands.</param>
public sealed record LeafExplanation(
    DocumentPath Path, ValueNode Value, ValueSource Source, string Rule, ImmutableArray<OverriddenValue> Overridden, ManagedField? Field);

/// <summary>Explains effective values leaf by leaf.</summary>
public static class Explanation
{
    private const string OwnRule = "Your file sets it and no layer above does.";
    private const string HubRule = "No spoke is listed, so the installer makes the one for the hub before it writes its registry.";

    /// <summary>One explanation per leaf, in the order of the tree.</summary>
    public static IEnumerable<LeafExplanation> Of(EffectiveValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new Walk(values).Leaves(values.Root, DocumentPath.Root, null, values.User);
    }

    private sealed class Walk(EffectiveValues values)
    {
        private readonly Dictionary<string, ManagedOutcome> _outcomes = values.Outcomes.ToDictionary(o => o.Field.Name, StringComparer.Ordinal);
        private readonly HashSet<string> _told = new(StringComparer.Ordinal);

        public IEnumerable<LeafExplanation> Leaves(ValueNode node, DocumentPath path, ManagedOutcome? managed, ValueNode? user)
        {
            managed ??= node.Source == ValueSource.User ? null : _outcomes.GetValueOrDefault(path.ToString());
            return node switch
            {
                ValueMap { Count: > 0 } map => map.Entries.SelectMany(e => Leaves(e.Value, path.Append(e.Key), managed, (user as ValueMap)?.Find(e.Key))),
                ValueList { Items.Count: > 0 } list => list.Items.SelectMany((item, i) => Leaves(item, path.Append(i), managed, Item(user, i))),
                _ => [Leaf(node, path, managed, user)],
            };
        }

        private LeafExplanation Leaf(ValueNode node, DocumentPath path, ManagedOutcome? managed, ValueNode? user) => managed is null
            ? new LeafExplanation(path, node, node.Source, node.Source == ValueSource.User ? OwnRule : HubRule, [], null)
            : new LeafExplanation(path, node, node.Source, managed.Field.Rule, Losers(managed, user), managed.Field);

        // A user's list or map that was replaced whole has no leaf of its own: it is told once, with the field's first leaf.
        private ImmutableArray<OverriddenValue> Losers(ManagedOutcome managed, ValueNode? user)
        {
            var first = _told.Add(managed.Field.Name);
            var loser = user is ValueScalar ? user : first ? managed.UserValue ?? managed.ReplacedValue : null;
            return loser is null ? [] : [new OverriddenValue(ValueSource.User, loser)];
        }

        private static ValueNode? Item(ValueNode? user, int index) => user is ValueList list && index < list.Items.Count ? list.Items[index] : null;
    }
}
