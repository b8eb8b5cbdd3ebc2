using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Writing;

namespace PaletteAI.Console.Domain.Values.Editing;

/// <summary>Adds an entry to a mapping or an item to a list.</summary>
internal static class AddPlan
{
    public static IEnumerable<IEnumerable<TextChange>> Entry(EditLayout layout, YamlMapping mapping, EditPlace place, string key, ValueNode value)
    {
        if (mapping.Entries.IsEmpty)
        {
            return ReplacePlan.Candidates(layout, place, new ValueMap(ValueSource.User, [new(key, value)]));
        }

        var name = YamlQuoting.Scalar(key);
        if (mapping.Style == YamlStyle.Flow)
        {
            return InFlow(layout, mapping.Span, mapping.Entries[^1].Value.Span.End, $"{name}: {ValueWriter.Inline(value)}");
        }

        var column = layout.Column(mapping.Entries[0].Key.FullStart);
        return OnLines(layout, column, mapping.Entries[^1].Value.Span.End, mapping.Entries[^1].Key.FullStart, w => name + ":" + w.Behind(value, column));
    }

    public static IEnumerable<IEnumerable<TextChange>> Item(EditLayout layout, YamlSequence list, EditPlace place, ValueNode value)
    {
        if (list.Items.IsEmpty)
        {
            return ReplacePlan.Candidates(layout, place, new ValueList(ValueSource.User, [value]));
        }

        if (list.Style == YamlStyle.Flow)
        {
            return InFlow(layout, list.Span, list.Items[^1].Span.End, ValueWriter.Inline(value));
        }

        var column = layout.Column(list.Span.Start);
        return OnLines(layout, column, list.Items[^1].Span.End, null, w => ItemText(w, value, column));
    }

    public static IEnumerable<IEnumerable<TextChange>> Before(EditLayout layout, YamlSequence list, int index, ValueNode value)
    {
        if (list.Style == YamlStyle.Flow)
        {
            var at = list.Items[index].FullStart;
            yield return [layout.Replace(at, at, ValueWriter.Inline(value) + ", ")];
            yield break;
        }

        var dash = ReplacePlan.Dash(layout, list, index);
        var column = layout.Column(dash);
        yield return [layout.Replace(dash, dash, ItemText(EditPlanner.Writers(layout, dash)[0], value, column) + layout.NewLine(dash) + new string(' ', column))];
    }

    private static string ItemText(ValueWriter writer, ValueNode value, int column) => writer.Block(new ValueList(ValueSource.User, [value]), column);

    private static IEnumerable<IEnumerable<TextChange>> InFlow(EditLayout layout, TextSpan whole, int lastEnd, string text)
    {
        yield return [layout.Replace(lastEnd, lastEnd, ", " + text)];
        yield return [layout.Replace(whole.Start + 1, whole.Start + 1, text + ", ")];
        yield return [layout.Replace(whole.End - 1, whole.End - 1, ", " + text)];
    }

    // Behind the lines of the last one, or, where those run to the end of the text without a line break and would gain one, in front of it.
    private static IEnumerable<IEnumerable<TextChange>> OnLines(EditLayout layout, int column, int lastEnd, int? lastStart, Func<ValueWriter, string> write)
    {
        var indent = new string(' ', column);
        var newLine = layout.NewLine(lastEnd);
        var end = layout.IsAtLineStart(lastEnd) ? lastEnd : layout.LineEnd(lastEnd);
        var writers = EditPlanner.Writers(layout, lastEnd);
        foreach (var text in writers.Select(write))
        {
            yield return [layout.Replace(end, end, end == lastEnd && layout.IsAtLineStart(end) ? indent + text + newLine : newLine + indent + text)];
        }

        if (lastStart is { } start)
        {
            yield return [layout.Replace(start, start, write(writers[0]) + newLine + indent)];
        }
    }
}
