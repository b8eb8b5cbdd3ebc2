using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Editing;

/// <summary>Takes an entry or an item out.</summary>
internal static class RemovePlan
{
    public static IEnumerable<IEnumerable<TextChange>> Candidates(EditLayout layout, YamlDocument document, DocumentPath path, EditPlace place)
    {
        if (place.Depth < path.Segments.Length)
        {
            return [];
        }

        var going = Going(place);
        var parent = EditPlace.Find(document, TreeEdits.Head(path, path.Segments.Length - 1));
        if (going.Length == Count(place.Parent!) && parent.IsSuccess)
        {
            return Last(layout, parent.Value, going);
        }

        return [Parts(layout, place.Parent!, going)];
    }

    // Of equal keys all go, or the earlier one would come back to life.
    private static ImmutableArray<int> Going(EditPlace place) => place.Parent is YamlMapping mapping && place.Entry is { } entry
        ? [.. Enumerable.Range(0, mapping.Entries.Length).Where(i => !mapping.Entries[i].IsMerge && mapping.Entries[i].Name == entry.Name)]
        : [place.Index];

    private static int Count(YamlNode parent) => parent is YamlMapping mapping ? mapping.Entries.Length : ((YamlSequence)parent).Items.Length;

    // With its last part a collection stays as an empty one, so that it does not turn into null.
    private static IEnumerable<IEnumerable<TextChange>> Last(EditLayout layout, EditPlace parent, ImmutableArray<int> going)
    {
        if (parent.Parent is null && parent.Node.Style == YamlStyle.Block)
        {
            return [[layout.Replace(layout.LineStart(parent.Node.Span.Start), layout.AfterLines(parent.Node.Span.End), "")], Parts(layout, parent.Node, going)];
        }

        ValueNode empty = parent.Node is YamlMapping ? ValueMap.Empty(ValueSource.User) : new ValueList(ValueSource.User, []);
        return ReplacePlan.Candidates(layout, parent, empty);
    }

    private static List<TextChange> Parts(EditLayout layout, YamlNode parent, ImmutableArray<int> going) =>
        parent.Style == YamlStyle.Flow ? InFlow(layout, parent, going) : [.. going.Select(i => OnLines(layout, parent, i))];

    private static TextSpan Part(EditLayout layout, YamlNode parent, int index)
    {
        if (parent is YamlMapping mapping)
        {
            var entry = mapping.Entries[index];
            return new TextSpan(entry.Key.FullStart, Math.Max(entry.Key.Span.End, EndOf(layout, entry)));
        }

        var list = (YamlSequence)parent;
        var start = list.Style == YamlStyle.Flow ? list.Items[index].FullStart : ReplacePlan.Dash(layout, list, index);
        return new TextSpan(start, Math.Max(start, list.Items[index].Span.End));
    }

    // An empty value may be marked in front of its colon.
    private static int EndOf(EditLayout layout, YamlEntry entry)
    {
        var colon = layout.SkipFiller(entry.Key.Span.End);
        return entry.Value.Span.Length == 0 && entry.Value.FullStart == entry.Value.Span.Start && colon < layout.Text.Length && layout.Text[colon] == ':'
            ? colon + 1
            : entry.Value.Span.End;
    }

    private static TextChange OnLines(EditLayout layout, YamlNode parent, int index)
    {
        var part = Part(layout, parent, index);
        if (layout.IsFirstOnLine(part.Start))
        {
            return layout.Replace(layout.LineStart(part.Start), layout.AfterLines(part.End), "");
        }

        // Behind a dash: the next part takes the place.
        return layout.Replace(part.Start, index + 1 < Count(parent) ? Part(layout, parent, index + 1).Start : part.End, "");
    }

    // Neighbours that go together count as one, so that exactly the commas between what stays are left.
    private static List<TextChange> InFlow(EditLayout layout, YamlNode parent, ImmutableArray<int> going)
    {
        var count = Count(parent);
        var changes = new List<TextChange>();
        for (var i = 0; i < going.Length; i++)
        {
            var first = going[i];
            while (i + 1 < going.Length && going[i + 1] == going[i] + 1)
            {
                i++;
            }

            changes.Add(going[i] + 1 < count
                ? layout.Replace(Part(layout, parent, first).Start, Part(layout, parent, going[i] + 1).Start, "")
                : layout.Replace(Part(layout, parent, first - 1).End, Part(layout, parent, going[i]).End, ""));
        }

        return changes;
    }
}
