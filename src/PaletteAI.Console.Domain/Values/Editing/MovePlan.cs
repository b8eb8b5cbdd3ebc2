using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Writing;

namespace PaletteAI.Console.Domain.Values.Editing;

/// <summary>Moves text as it stands: an item within its list, a key to another name in its mapping.</summary>
internal static class MovePlan
{
    public static IEnumerable<IEnumerable<TextChange>> Candidates(EditLayout layout, YamlDocument document, ValueEdit edit, EditPlace place)
    {
        var (from, to) = (edit.Path.Segments, edit.To!.Segments);
        if (place.Depth < from.Length || from.Length != to.Length || !from.Take(from.Length - 1).SequenceEqual(to.Take(to.Length - 1)))
        {
            return [];
        }

        return place.Parent switch
        {
            YamlMapping when to[^1].Key is { } key => [[layout.Replace(place.Entry!.Key.Span.Start, place.Entry.Key.Span.End, YamlQuoting.Scalar(key, place.Entry.Key.Style))]],
            YamlSequence list when to[^1].Index is { } index && index < list.Items.Length => WithinList(layout, list, place.Index, index),
            _ => [],
        };
    }

    private static IEnumerable<IEnumerable<TextChange>> WithinList(EditLayout layout, YamlSequence list, int from, int to) =>
        list.Style == YamlStyle.Flow ? [Rotate(layout, list, from, to)] : [MoveLines(layout, list, from, to), Rotate(layout, list, from, to)];

    // The texts of the items change places; what stands between them stays.
    private static List<TextChange> Rotate(EditLayout layout, YamlSequence list, int from, int to)
    {
        var order = Enumerable.Range(0, list.Items.Length).ToList();
        order.RemoveAt(from);
        order.Insert(to, from);
        return [.. order.Select((source, slot) => (Slot: list.Items[slot], Text: Slice(layout, list.Items[source])))
            .Select(p => layout.Replace(p.Slot.FullStart, p.Slot.Span.End, p.Text))];
    }

    private static string Slice(EditLayout layout, YamlNode item) => layout.Text[item.FullStart..item.Span.End];

    private static List<TextChange> MoveLines(EditLayout layout, YamlSequence list, int from, int to)
    {
        var lines = Lines(layout, list, from);
        var moved = layout.Text[lines.Start..lines.End];
        var target = to > from ? Lines(layout, list, to).End : Lines(layout, list, to).Start;
        if (EndsWithBreak(moved) && (target == 0 || EndsWithBreak(layout.Text[..target])))
        {
            return [layout.Replace(lines.Start, lines.End, ""), layout.Replace(target, target, moved)];
        }

        // The last line of the text has no line break, and keeps having none.
        var newLine = layout.NewLine(lines.Start);
        return EndsWithBreak(moved)
            ? [layout.Replace(lines.Start, lines.End, ""), layout.Replace(target, target, newLine + moved.TrimEnd('\r', '\n'))]
            : [layout.Replace(lines.Start - newLine.Length, lines.End, ""), layout.Replace(target, target, moved + newLine)];
    }

    private static TextSpan Lines(EditLayout layout, YamlSequence list, int index) =>
        new(layout.LineStart(ReplacePlan.Dash(layout, list, index)), layout.AfterLines(list.Items[index].Span.End));

    private static bool EndsWithBreak(string text) => text.Length > 0 && text[^1] is '\n' or '\r';
}
