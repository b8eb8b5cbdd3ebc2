using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Writing;

namespace PaletteAI.Console.Domain.Values.Editing;

/// <summary>Ways to make an edit on the text, the most natural first. Whether one is right is decided by reading its outcome.</summary>
internal static class EditPlanner
{
    public static IEnumerable<IEnumerable<TextChange>> Candidates(YamlDocument document, ValueEdit edit, EditPlace place)
    {
        var layout = new EditLayout(document);
        return edit.Operation switch
        {
            EditOperation.Set => Set(layout, edit.Path, place, edit.Value!),
            EditOperation.Insert => Insert(layout, edit.Path, place, edit.Value!),
            EditOperation.Append => Append(layout, edit.Path, place, edit.Value!),
            EditOperation.Unset => RemovePlan.Candidates(layout, document, edit.Path, place),
            EditOperation.Move => MovePlan.Candidates(layout, document, edit, place),
            _ => [],
        };
    }

    /// <summary>Writers in the habits of a document; the second one for the end of a text without a line break, where a literal block would lose its own.</summary>
    public static ValueWriter[] Writers(EditLayout layout, int at) =>
        [new(layout.NewLine(at), layout.Step, layout.ListOffset), new(layout.NewLine(at), layout.Step, layout.ListOffset, literals: false)];

    private static IEnumerable<IEnumerable<TextChange>> Set(EditLayout layout, DocumentPath path, EditPlace place, ValueNode value)
    {
        if (place.Depth == path.Segments.Length)
        {
            return ReplacePlan.Candidates(layout, place, value);
        }

        var inner = TreeEdits.Wrap(path, place.Depth + 1, value);
        var step = path.Segments[place.Depth];
        return place.Node switch
        {
            YamlMapping mapping when step.Key is { } key && inner.IsSuccess => AddPlan.Entry(layout, mapping, place, key, inner.Value),
            YamlSequence sequence when inner.IsSuccess => AddPlan.Item(layout, sequence, place, inner.Value),
            YamlScalar when TreeEdits.Wrap(path, place.Depth, value) is { IsSuccess: true } whole => ReplacePlan.Candidates(layout, place, whole.Value),
            _ => [],
        };
    }

    private static IEnumerable<IEnumerable<TextChange>> Insert(EditLayout layout, DocumentPath path, EditPlace place, ValueNode value) =>
        place.Depth == path.Segments.Length && place.Parent is YamlSequence list
            ? AddPlan.Before(layout, list, place.Index, value)
            : Set(layout, path, place, value);

    private static IEnumerable<IEnumerable<TextChange>> Append(EditLayout layout, DocumentPath path, EditPlace place, ValueNode value) =>
        place.Depth == path.Segments.Length && place.Node is YamlSequence list
            ? AddPlan.Item(layout, list, place, value)
            : Set(layout, path, place, new ValueList(ValueSource.User, [value]));
}
