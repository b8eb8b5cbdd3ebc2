using System.Buffers;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>
/// Characters that no editor shows and that end a line in YAML 1.1: behind one, a "comment" goes on as a key. Helm's parser and the one used here
/// take some of them differently, so that a file is refused that has one outside quotes and block texts.
/// </summary>
internal static class YamlHiddenBreaks
{
    private static readonly SearchValues<char> _breaks = SearchValues.Create("\u0085\u2028\u2029");

    /// <summary>Notes them.</summary>
    /// <returns>False when one stands where what follows it may be read as something else.</returns>
    public static bool Check(string text, YamlNode? root, YamlNotes notes)
    {
        var at = text.AsSpan().IndexOfAny(_breaks);
        if (at < 0)
        {
            return true;
        }

        var texts = Texts(root);
        var isClear = true;
        while (at >= 0)
        {
            while (texts.TryPeek(out var span) && span.End <= at)
            {
                texts.Dequeue();
            }

            var isText = texts.TryPeek(out var next) && next.Start < at;
            isClear &= isText;
            notes.Add(
                isText ? Severity.Warning : Severity.Error, at, "", "hidden-line-break",
                $"the character U+{(int)text[at]:X4} stands here, which editors do not show. YAML takes it for the end of the line{(isText ? "." : ", so that what follows it counts, also behind a #.")}",
                isText ? "Remove it; if the text needs it, write it in double quotes as \\N, \\L or \\P." : "Remove it, or put an ordinary line end in its place.");
            var more = text.AsSpan(at + 1).IndexOfAny(_breaks);
            at = more < 0 ? -1 : at + 1 + more;
        }

        return isClear;
    }

    // In the order of the text.
    private static Queue<TextSpan> Texts(YamlNode? root)
    {
        var spans = new Queue<TextSpan>();
        var open = new Stack<YamlNode>();
        if (root is not null)
        {
            open.Push(root);
        }

        while (open.TryPop(out var node))
        {
            switch (node)
            {
                case YamlScalar { Style: not YamlStyle.Plain }:
                    spans.Enqueue(node.Span);
                    break;
                case YamlMapping mapping:
                    foreach (var entry in mapping.Entries.Reverse())
                    {
                        open.Push(entry.Value);
                        open.Push(entry.Key);
                    }

                    break;
                case YamlSequence list:
                    foreach (var item in list.Items.Reverse())
                    {
                        open.Push(item);
                    }

                    break;
                default:
                    break;
            }
        }

        return spans;
    }
}
