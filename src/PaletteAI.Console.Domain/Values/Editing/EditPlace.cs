using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Domain.Values.Editing;

/// <summary>How far a path leads into the written document.</summary>
/// <param name="Depth">Steps that exist.</param>
/// <param name="Node">The node they lead to, as written (an alias stays one).</param>
/// <param name="Parent">The collection that holds it; null for the root.</param>
/// <param name="Index">Its place among the parent's entries or items.</param>
internal sealed record EditPlace(int Depth, YamlNode Node, YamlNode? Parent, int Index)
{
    /// <summary>The entry that holds the node; null when it is an item or the root.</summary>
    public YamlEntry? Entry => Parent is YamlMapping mapping ? mapping.Entries[Index] : null;

    /// <summary>Follows a path as far as it leads; refused when it leads through a value that others share.</summary>
    public static Result<EditPlace> Find(YamlDocument document, DocumentPath path)
    {
        var shared = SharedNodes(document.Root!);
        var place = new EditPlace(0, document.Root!, null, -1);
        for (var depth = 0; ; depth++)
        {
            if (shared.Contains(place.Node) || (place.Node is YamlAlias && depth < path.Segments.Length))
            {
                return Shared(TreeEdits.Head(path, depth));
            }

            if (depth == path.Segments.Length || Step(place.Node, path.Segments[depth]) is not { } index)
            {
                return place with { Depth = depth };
            }

            place = new EditPlace(depth + 1, Child(place.Node, index), place.Node, index);
        }
    }

    public static Error Shared(DocumentPath path) => new(
        ErrorKind.Refused, "shared-value",
        $"The value at {path} is shared by an anchor (&) and its aliases (*), so changing it here would change it elsewhere too.",
        "Write the value out where the alias stands, then edit it.", path.ToString());

    /// <summary>Targets of aliases.</summary>
    private static HashSet<YamlNode> SharedNodes(YamlNode root)
    {
        var shared = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<YamlNode>([root]);
        while (open.TryPop(out var node))
        {
            switch (node)
            {
                case YamlAlias alias:
                    shared.Add(alias.Target);
                    break;
                case YamlMapping mapping:
                    foreach (var entry in mapping.Entries)
                    {
                        open.Push(entry.Key);
                        open.Push(entry.Value);
                    }

                    break;
                case YamlSequence sequence:
                    sequence.Items.ToList().ForEach(open.Push);
                    break;
                default:
                    break;
            }
        }

        return shared;
    }

    private static int? Step(YamlNode node, PathSegment step) => node switch
    {
        YamlMapping mapping when step.Key is { } key && LastNamed(mapping, key) is >= 0 and var index => index,
        YamlSequence sequence when step.Index is { } index && index < sequence.Items.Length => index,
        _ => null,
    };

    private static YamlNode Child(YamlNode node, int index) => node is YamlMapping mapping ? mapping.Entries[index].Value : ((YamlSequence)node).Items[index];

    // Of equal keys Helm takes the last one.
    private static int LastNamed(YamlMapping mapping, string key)
    {
        for (var i = mapping.Entries.Length - 1; i >= 0; i--)
        {
            if (!mapping.Entries[i].IsMerge && mapping.Entries[i].Name == key)
            {
                return i;
            }
        }

        return -1;
    }
}
