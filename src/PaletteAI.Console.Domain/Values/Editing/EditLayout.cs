using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Domain.Values.Editing;

/// <summary>Lines, columns and habits of a document that is edited.</summary>
internal sealed class EditLayout
{
    private readonly YamlDocument _document;

    public EditLayout(YamlDocument document)
    {
        _document = document;
        (Step, ListOffset) = Habits(document);
    }

    public string Text => _document.Text;

    /// <summary>Columns a nested mapping is indented by.</summary>
    public int Step { get; }

    /// <summary>Columns the dashes of a list stand to the right of its key.</summary>
    public int ListOffset { get; }

    public int LineStart(int at)
    {
        var found = at == 0 ? -1 : Text.AsSpan(0, at).LastIndexOfAny('\n', '\r');
        return found >= 0 ? found + 1 : _document.Layout.HasByteOrderMark ? 1 : 0;
    }

    public int LineEnd(int at)
    {
        var found = Text.AsSpan(at).IndexOfAny('\n', '\r');
        return found < 0 ? Text.Length : at + found;
    }

    /// <summary>Behind the line break that stands at an offset; the offset itself at the end of the text.</summary>
    public int AfterBreak(int at) =>
        at >= Text.Length ? at : Text[at] == '\r' && at + 1 < Text.Length && Text[at + 1] == '\n' ? at + 2 : at + 1;

    public int Column(int at) => at - LineStart(at);

    public bool IsAtLineStart(int at) => at == LineStart(at) && at > 0 && at <= Text.Length && EndsLine(at);

    public bool IsFirstOnLine(int at) => Text.AsSpan(LineStart(at), at - LineStart(at)).IndexOfAnyExcept(' ') < 0;

    public bool RestIsBlank(int at) => Text.AsSpan(at, LineEnd(at) - at).IndexOfAnyExcept(' ', '\t') < 0;

    /// <summary>Where the lines of a node end: behind the break of its last line.</summary>
    public int AfterLines(int end) => IsAtLineStart(end) ? end : AfterBreak(LineEnd(end));

    /// <summary>The line break in use around an offset.</summary>
    public string NewLine(int at)
    {
        var end = LineEnd(LineStart(Math.Min(at, Text.Length)));
        if (end == Text.Length)
        {
            end = LineEnd(0);
        }

        return end == Text.Length ? "\n" : Text[end..AfterBreak(end)];
    }

    /// <summary>Skips blanks, line breaks and comments.</summary>
    public int SkipFiller(int at)
    {
        while (at < Text.Length && (Text[at] is ' ' or '\t' or '\n' or '\r' || (Text[at] == '#' && (at == 0 || Text[at - 1] is ' ' or '\t' or '\n' or '\r' or '\uFEFF'))))
        {
            at = Text[at] == '#' ? LineEnd(at) : at + 1;
        }

        return at;
    }

    /// <summary>Behind anchor and tag of a node, before any blanks; the node's start when it has none.</summary>
    public int PropertiesEnd(YamlNode node)
    {
        var at = node.FullStart;
        var end = at;
        while (at < node.Span.Start && Text[at] is '&' or '!')
        {
            while (at < node.Span.Start && Text[at] is not (' ' or '\t' or '\n' or '\r'))
            {
                at++;
            }

            end = at;
            while (at < node.Span.Start && Text[at] is ' ' or '\t')
            {
                at++;
            }
        }

        return end;
    }

    public TextChange Replace(int start, int end, string text) => new(start, Text[start..end], text);

    /// <summary>Puts changes in order; null when they overlap.</summary>
    public static ImmutableArray<TextChange>? Ordered(IEnumerable<TextChange> changes)
    {
        var ordered = changes.OrderBy(c => c.Start).ToImmutableArray();
        for (var i = 1; i < ordered.Length; i++)
        {
            if (ordered[i - 1].Start + ordered[i - 1].Removed.Length > ordered[i].Start)
            {
                return null;
            }
        }

        return ordered;
    }

    private bool EndsLine(int at) => Text[at - 1] is '\n' or '\r';

    // The first nested mapping and the first list under a key show how this file is indented; two columns where it does not tell.
    private (int Step, int ListOffset) Habits(YamlDocument document)
    {
        var step = 0;
        var offset = -1;
        var open = new Stack<YamlNode>();
        if (document.Root is { } root)
        {
            open.Push(root);
        }

        while (open.Count > 0 && (step == 0 || offset < 0))
        {
            var node = open.Pop();
            if (node is not YamlMapping { Style: YamlStyle.Block } mapping)
            {
                (node as YamlSequence)?.Items.Reverse().ToList().ForEach(open.Push);
                continue;
            }

            foreach (var entry in mapping.Entries.Reverse())
            {
                var columns = entry.Value.Style == YamlStyle.Block ? Column(entry.Value.Span.Start) - Column(entry.Key.FullStart) : -1;
                step = entry.Value is YamlMapping && columns > 0 ? columns : step;
                offset = entry.Value is YamlSequence && columns >= 0 ? columns : offset;
                open.Push(entry.Value);
            }
        }

        return (step is > 0 and <= 8 ? step : 2, offset is >= 0 and <= 8 ? offset : 2);
    }
}
