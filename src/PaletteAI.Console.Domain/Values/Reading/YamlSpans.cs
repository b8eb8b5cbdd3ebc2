using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>
/// Exact spans from the parser's marks, which need help: ends of collections are zero-length or belong to the next token, scalars include
/// anchor and tag, block scalars include blank lines behind them, and implicit mappings in flow sequences have no start.
/// </summary>
internal sealed class YamlSpans(string text, int origin, YamlRepairs repairs)
{
    public int Offset(in Mark mark) => (int)Math.Clamp(repairs.ToText(mark.Index, origin) + origin, origin, text.Length);

    public YamlNodeSource Of(AnchorAlias alias)
    {
        var start = Offset(alias.Start);
        return new YamlNodeSource(new TextSpan(start, Offset(alias.End)), start, YamlStyle.Alias, "", "");
    }

    public YamlNodeSource Of(Scalar scalar)
    {
        var fullStart = Offset(scalar.Start);
        var end = Offset(scalar.End);
        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => YamlStyle.SingleQuoted,
            ScalarStyle.DoubleQuoted => YamlStyle.DoubleQuoted,
            ScalarStyle.Literal => YamlStyle.Literal,
            ScalarStyle.Folded => YamlStyle.Folded,
            _ => YamlStyle.Plain,
        };
        var (anchor, tag) = Properties(scalar);
        var propertiesEnd = SkipProperties(fullStart, end, anchor, tag);
        var start = propertiesEnd == fullStart ? fullStart : SkipBlanks(propertiesEnd, end);
        if (style == YamlStyle.Plain && scalar.Value.Length == 0)
        {
            // Without content the mark may have run to the next token.
            return new YamlNodeSource(new TextSpan(propertiesEnd, propertiesEnd), fullStart, style, anchor, tag);
        }

        end = style is YamlStyle.Literal or YamlStyle.Folded ? EndOfBlockScalar(start, end) : end;
        return new YamlNodeSource(new TextSpan(start, end), fullStart, style, anchor, tag);
    }

    public YamlNodeSource Opening(NodeEvent start, bool isFlow)
    {
        var fullStart = Offset(start.Start);
        var (anchor, tag) = Properties(start);
        var propertiesEnd = SkipProperties(fullStart, text.Length, anchor, tag);
        var content = propertiesEnd == fullStart ? fullStart : SkipBlanks(propertiesEnd, text.Length);
        return new YamlNodeSource(new TextSpan(content, content), fullStart, isFlow ? YamlStyle.Flow : YamlStyle.Block, anchor, tag);
    }

    public YamlNodeSource Closing(YamlFrame frame, ParsingEvent end)
    {
        var source = frame.Source;
        var start = source.Span.Start;
        var isBraced = source.Style == YamlStyle.Flow && start < text.Length && text[start] == (frame.IsMapping ? '{' : '[');
        if (isBraced && Offset(end.Start) > start && Offset(end.Start) < text.Length)
        {
            return source with { Span = new TextSpan(start, Offset(end.Start) + 1) };
        }

        // A block collection, or a single pair in a flow sequence: from the first child to the last.
        var first = frame.FirstNode?.FullStart ?? start;
        var isPair = source.Style == YamlStyle.Flow;
        start = isPair ? first : start;
        var last = frame.LastNode?.Span.End ?? start;
        return source with { Span = new TextSpan(start, Math.Max(start, last)), FullStart = isPair ? first : source.FullStart };
    }

    private static (string Anchor, string Tag) Properties(NodeEvent node) =>
        (node.Anchor.IsEmpty ? "" : node.Anchor.Value, node.Tag.IsEmpty ? "" : node.Tag.Value);

    /// <summary>Behind anchor and tag, which may stand in either order.</summary>
    private int SkipProperties(int at, int end, string anchor, string tag)
    {
        var count = (anchor.Length > 0 ? 1 : 0) + (tag.Length > 0 ? 1 : 0);
        for (var skipped = 0; skipped < count && at < end; skipped++)
        {
            at = SkipBlanks(at, end);
            at = at < end && text[at] == '&' ? Math.Min(end, at + 1 + anchor.Length) : SkipTag(at, end, tag);
        }

        return at;
    }

    private int SkipTag(int at, int end, string tag)
    {
        if (at + 1 < end && text[at + 1] == '<')
        {
            var close = text.IndexOf('>', at, end - at);
            return close < 0 ? end : close + 1;
        }

        // A tag may hold brackets and commas; where it does not, they end it.
        while (at < end && !IsBlank(text[at]) && (text[at] is not (',' or '[' or ']' or '{' or '}') || tag.Contains(text[at], StringComparison.Ordinal)))
        {
            at++;
        }

        return at;
    }

    private int SkipBlanks(int at, int end)
    {
        while (at < end && (IsBlank(text[at]) || text[at] == '#'))
        {
            if (text[at] == '#')
            {
                while (at < end && !IsBreak(text[at]))
                {
                    at++;
                }
            }
            else
            {
                at++;
            }
        }

        return at;
    }

    private int EndOfBlockScalar(int start, int end)
    {
        var headerEnd = text.AsSpan(start, end - start).IndexOfAny('\n', '\r');
        var header = headerEnd < 0 ? text[start..end] : text[start..(start + headerEnd)];
        var comment = header.IndexOf('#', StringComparison.Ordinal);
        if ((comment < 0 ? header : header[..comment]).Contains('+', StringComparison.Ordinal))
        {
            return end;
        }

        var last = end;
        while (last > start && IsBlank(text[last - 1]))
        {
            last--;
        }

        if (last < end && text[last] is ' ' or '\t')
        {
            // Trailing blanks of the last line are content.
            while (last < end && text[last] is ' ' or '\t')
            {
                last++;
            }
        }

        if (last < end && text[last] == '\r')
        {
            last++;
        }

        return last < end && text[last] == '\n' ? last + 1 : last;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' || IsBreak(c);

    // YAML 1.1 has five line breaks.
    private static bool IsBreak(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';
}
