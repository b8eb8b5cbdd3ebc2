using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Writing;

namespace PaletteAI.Console.Domain.Values.Editing;

/// <summary>Puts a value in the place of another.</summary>
internal static class ReplacePlan
{
    public static IEnumerable<IEnumerable<TextChange>> Candidates(EditLayout layout, EditPlace place, ValueNode value)
    {
        var isFlow = place.Parent?.Style == YamlStyle.Flow;
        if (place.Parent is null)
        {
            yield return Root(layout, place.Node, value);
        }
        else if (!isFlow && ValueWriter.IsBlock(value))
        {
            foreach (var writer in EditPlanner.Writers(layout, place.Node.FullStart).Take(ValueWriter.IsCollection(value) ? 2 : 1))
            {
                yield return Block(layout, place, value, writer);
            }
        }

        if (place.Parent is not null || place.Node.Span.Length > 0)
        {
            yield return Inline(layout, place, ValueWriter.Inline(value, place.Node.Style));
        }
    }

    /// <summary>Behind a key's colon or an item's dash; null when there is none.</summary>
    public static int? HeadEnd(EditLayout layout, EditPlace place)
    {
        if (place.Entry is { } entry)
        {
            var colon = layout.SkipFiller(entry.Key.Span.End);
            return colon < layout.Text.Length && layout.Text[colon] == ':' ? colon + 1 : null;
        }

        return place.Parent is YamlSequence { Style: YamlStyle.Block } list ? Dash(layout, list, place.Index) + 1 : null;
    }

    /// <summary>Where the dash of an item stands.</summary>
    public static int Dash(EditLayout layout, YamlSequence list, int index) =>
        index == 0 ? list.Span.Start : layout.SkipFiller(list.Items[index - 1].Span.End);

    private static List<TextChange> Inline(EditLayout layout, EditPlace place, string text)
    {
        var old = place.Node;
        var head = HeadEnd(layout, place);
        if (IsOnLinesOfItsOwn(layout, old, head))
        {
            return [Behind(layout, head!.Value, old, text), OwnLines(layout, old, "")];
        }

        if (old.Span.Length == 0 && old.FullStart == old.Span.Start)
        {
            // An empty value: nothing to replace, something to put behind the colon or dash.
            return head is { } at ? [layout.Replace(at, at, " " + text)] : [layout.Replace(place.Entry!.Key.Span.End, place.Entry.Key.Span.End, ": " + text)];
        }

        var start = old.Tag.Length > 0 || old.Style is YamlStyle.Block ? old.FullStart : old.Span.Start;
        return [layout.Replace(start, old.Span.End, text + (layout.IsAtLineStart(old.Span.End) ? layout.NewLine(start) : ""))];
    }

    private static List<TextChange> Block(EditLayout layout, EditPlace place, ValueNode value, ValueWriter writer)
    {
        var old = place.Node;
        if (HeadEnd(layout, place) is not { } head)
        {
            return [layout.Replace(old.FullStart, old.Span.End, ValueWriter.Inline(value))];
        }

        var isItem = place.Parent is YamlSequence;
        var owner = isItem ? Dash(layout, (YamlSequence)place.Parent!, place.Index) : place.Entry!.Key.FullStart;
        var column = layout.Column(owner) + (isItem ? 2 : value is ValueList ? layout.ListOffset : layout.Step);
        if (IsOnLinesOfItsOwn(layout, old, head))
        {
            var same = old is YamlMapping == value is ValueMap && ValueWriter.IsCollection(value) ? layout.Column(old.Span.Start) : column;
            return [Behind(layout, head, old, Header(value)), OwnLines(layout, old, Indented(layout, writer, value, same))];
        }

        if (isItem && ValueWriter.IsCollection(value) && (old.Style == YamlStyle.Block || layout.RestIsBlank(old.Span.End)))
        {
            // In compact form, on the line of its dash.
            var from = old.Span.Length == 0 ? head : old.FullStart;
            var lead = old.Span.Length == 0 ? " " : "";
            var at = old.Span.Length == 0 ? column : layout.Column(from);
            return [layout.Replace(from, Math.Max(from, EndOfLines(layout, old)), lead + writer.Block(value, at) + (layout.IsAtLineStart(old.Span.End) ? layout.NewLine(from) : ""))];
        }

        return BelowHead(layout, old, head, Header(value), Indented(layout, writer, value, column));
    }

    // "key: old # comment" becomes "key: # comment" with the new value on the lines below.
    private static List<TextChange> BelowHead(EditLayout layout, YamlNode old, int head, string header, string body)
    {
        var end = Math.Max(head, old.Span.End);
        var newLine = layout.NewLine(head);
        if (layout.IsAtLineStart(end))
        {
            return [layout.Replace(head, end, header + newLine + body + newLine)];
        }

        var lineEnd = layout.LineEnd(end);
        return lineEnd == end
            ? [layout.Replace(head, end, header + newLine + body)]
            : [layout.Replace(head, end, header), layout.Replace(lineEnd, lineEnd, newLine + body)];
    }

    private static string Header(ValueNode value) => ValueWriter.IsCollection(value) ? "" : " " + ValueWriter.LiteralHeader(((ValueScalar)value).Text);

    private static string Indented(EditLayout layout, ValueWriter writer, ValueNode value, int column) => ValueWriter.IsCollection(value)
        ? new string(' ', column) + writer.Block(value, column)
        : writer.LiteralBody(((ValueScalar)value).Text, Math.Max(column, layout.Step));

    private static TextChange Behind(EditLayout layout, int head, YamlNode old, string text) =>
        layout.Replace(head, Math.Max(head, layout.PropertiesEnd(old)) is var end && old.FullStart == old.Span.Start ? head : end, text.StartsWith(' ') || text.Length == 0 ? text : " " + text);

    private static bool IsOnLinesOfItsOwn(EditLayout layout, YamlNode old, int? head) =>
        head is { } at && old.Style == YamlStyle.Block && layout.LineStart(old.Span.Start) > at;

    private static TextChange OwnLines(EditLayout layout, YamlNode old, string body)
    {
        var start = layout.LineStart(old.Span.Start);
        if (body.Length == 0)
        {
            return layout.Replace(start, layout.AfterLines(old.Span.End), "");
        }

        var atBreak = layout.IsAtLineStart(old.Span.End);
        return layout.Replace(start, EndOfLines(layout, old), body + (atBreak ? layout.NewLine(start) : ""));
    }

    private static int EndOfLines(EditLayout layout, YamlNode old) =>
        old.Style == YamlStyle.Block && !layout.IsAtLineStart(old.Span.End) ? layout.LineEnd(old.Span.End) : old.Span.End;

    private static List<TextChange> Root(EditLayout layout, YamlNode old, ValueNode value)
    {
        var text = EditPlanner.Writers(layout, 0)[0].Block(value, 0);
        if (old.Span.Length > 0)
        {
            return [layout.Replace(old.FullStart, EndOfLines(layout, old), text)];
        }

        // An empty document: behind its comments, or behind its --- line.
        var end = layout.Text.Length;
        var needsBreak = end > 0 && layout.Text[end - 1] is not ('\n' or '\r' or '\uFEFF');
        return [layout.Replace(end, end, (needsBreak ? layout.NewLine(end) : "") + text + layout.NewLine(end))];
    }
}
