using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Comparing;

/// <summary>
/// What tells the items of a list apart when it is compared: connectors by id, users by e-mail, spokes by name. Helm replaces lists whole;
/// this is only for telling people what changed, and for joining what two of them did.
/// </summary>
internal static class ListIdentity
{
    private static readonly string[] _keys = ["id", "email", "name", "key"];

    /// <summary>The key whose text is there in every item and different in each, in all lists; null when there is none.</summary>
    public static string? KeyOf(params IReadOnlyList<ValueNode>[] lists) =>
        lists.All(l => l.Count == 0) ? null : Array.Find(_keys, k => lists.All(l => IsDistinct(l, k)));

    /// <summary>An item's identity under a key that <see cref="KeyOf"/> gave.</summary>
    public static string Of(ValueNode item, string key) => ((ValueScalar)((ValueMap)item).Find(key)!).Text;

    private static bool IsDistinct(IReadOnlyList<ValueNode> items, string key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return items.All(i => i is ValueMap map && map.Find(key) is ValueScalar { Kind: ValueKind.Text } text && seen.Add(text.Text));
    }
}
