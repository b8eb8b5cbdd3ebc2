using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>
/// Builds the tree of the first document from the parser's events with a stack of its own. The parser is pulled event by event, so that
/// stopping at a limit also stops the scanner, whose time grows faster than linear with flow depth (its look-ahead is 1024 characters).
/// </summary>
internal sealed class YamlTreeBuilder(string text, int origin, YamlLimits limits, YamlNotes notes, YamlRepairs repairs)
{
    // The parser leaves some 600 bytes of garbage per node. On machines with large caches the runtime would let 100 MB of it pile up before it looks.
    private const int NodesPerCollection = 32_768;

    private readonly Dictionary<string, AnchoredNode> _anchors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _openAnchors = new(StringComparer.Ordinal);
    private readonly Stack<YamlFrame> _frames = new();
    private readonly YamlSpans _spans = new(text, origin, repairs);

    // JSON documents (specs, edits) may use all of JSON's escapes, also those that Helm would refuse in a values file.
    private readonly bool _isJson = text.AsSpan(origin).TrimStart() is ['{' or '[', ..];
    private int _nodes;
    private int _aliases;
    private int _mergeKeys;
    private YamlNode? _root;
    private bool _isCutShort;

    private sealed record AnchoredNode(YamlNode Node, int Height, int Size);

    /// <summary>What the parser could not read, in its own words, and where; null when it could, or for another reason.</summary>
    public (string Message, int Offset)? Failure { get; private set; }

    private bool IsInFlow => _frames.TryPeek(out var frame) && frame.Source.Style == YamlStyle.Flow;

    // The outermost bracket. The scanner is up to an opening bracket ahead of the parser.
    private int? FlowAfter(ParsingEvent? last)
    {
        if (IsInFlow)
        {
            return _frames.Last(f => f.Source.Style == YamlStyle.Flow).Source.Span.Start;
        }

        var offset = last is null ? origin : _spans.Offset(last.End);
        var ahead = text.AsSpan(offset).TrimStart(" -]}\r\n");
        return ahead is ['[' or '{', ..] ? text.Length - ahead.Length : null;
    }

    /// <summary>The root, or null with a finding that says why.</summary>
    public YamlNode? Build()
    {
        var parser = new Parser(new Scanner(new StringReader(repairs.Apply(text, origin)), skipComments: true));
        while (Next(parser) is { } step)
        {
            if (step is DocumentEnd)
            {
                NoteFurtherDocuments(parser);
                return _root;
            }

            if (step is StreamEnd)
            {
                return EmptyRoot();
            }

            if (!Take(step))
            {
                return null;
            }
        }

        return _isCutShort ? _root : null;
    }

    private ParsingEvent? Next(Parser parser)
    {
        try
        {
            return parser.MoveNext() ? parser.Current : null;
        }
        catch (YamlException e) when (_root is not null && _frames.Count == 0 && e.Message.Contains("document end", StringComparison.Ordinal))
        {
            // Helm stops reading here and takes what it has, without a word.
            _isCutShort = true;
            notes.Error(_spans.Offset(e.Start), "", "text-after-document", "this line and all below it belong to nothing: they are indented less than the first key, so the document has ended. Helm drops them.", "Give all keys of the top the same indentation.");
        }
        catch (YamlException e)
        {
            Failure = (e.Message, _spans.Offset(e.Start));
            var (why, fix) = YamlSyntaxHints.Explain(e.Message);
            notes.Error(_spans.Offset(e.Start), CurrentPath(), "yaml-syntax", why, fix);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The parser is third-party code on hostile text: whatever it throws means "not YAML".
            Failure = FlowAfter(parser.Current) is { } offset ? (YamlRepairs.LostInFlow, offset) : null;
            notes.Error(origin, CurrentPath(), "yaml-syntax", "the text is not YAML that can be read.", "Correct the text.");
        }

        return null;
    }

    private bool Take(ParsingEvent step) => step switch
    {
        DocumentStart start => TakeStart(start),
        NodeEvent { Anchor: { IsEmpty: false } anchor } node when !HelmSyntax.IsAnchorName(anchor.Value) => RefuseName(node.Start),
        NodeEvent { Tag: { IsEmpty: false } tag } node when HelmSyntax.IsTagWithoutName(tag.Value) => Refuse(_spans.Offset(node.Start), "yaml-syntax", "!! stands without a name behind it. Helm refuses the whole file.", "Remove it."),
        AnchorAlias alias when !HelmSyntax.IsAnchorName(alias.Value.Value) => RefuseName(alias.Start),
        Scalar scalar => TakeScalar(scalar),
        AnchorAlias alias => TakeAlias(alias),
        MappingStart start => Open(start, true, start.Style == MappingStyle.Flow),
        SequenceStart start => Open(start, false, start.Style == SequenceStyle.Flow),
        MappingEnd or SequenceEnd => Close(step),
        _ => true,
    };

    private bool TakeStart(DocumentStart start) =>
        start.Version is not { Version: var version } || version is { Major: 1, Minor: 1 }
        || Refuse(_spans.Offset(start.Start), "yaml-version", "the %YAML directive names a version other than 1.1. Helm refuses it.", "Remove the %YAML line.");

    private bool TakeScalar(Scalar scalar)
    {
        var source = _spans.Of(scalar);
        if (source.Style == YamlStyle.Plain && PlainScalars.FindColon(text, source.Span) >= 0)
        {
            Failure = (YamlRepairs.StarInText, source.Span.Start);
            return Refuse(source.Span.Start, "yaml-syntax", "a key or text with * and a colon in it cannot be read reliably.", "Put it in quotes.");
        }

        if (!(_isJson && source.Style == YamlStyle.DoubleQuoted) && HelmSyntax.Check(text.AsSpan(source.Span.Start, source.Span.Length), source.Style, IsInFlow) is var (why, fix))
        {
            return Refuse(source.Span.Start, "yaml-syntax", why, fix);
        }

        if (IsInFlow && source.Style == YamlStyle.Plain && HelmSyntax.IsColonPartOfText(text, source.Span))
        {
            return Refuse(source.Span.Start, "yaml-syntax", "a colon inside brackets or braces has no blank behind it. Helm takes it for part of the text before it.", "Put a blank behind the colon, or the text in quotes.");
        }

        if (IsInFlow && HelmSyntax.IsKeyOfSeveralLines(text, source.Span))
        {
            return Refuse(source.Span.Start, "yaml-syntax", "a key inside brackets or braces goes over several lines. Helm refuses the whole file.", "Write the key on one line; a comma may be missing before it.");
        }

        var node = new YamlScalar(source, source.Style == YamlStyle.Plain ? PlainScalars.Fold(text.AsSpan(source.Span.Start, source.Span.Length)) : scalar.Value);
        if (node.Value is { Kind: ScalarKind.Invalid } value)
        {
            return Refuse(node.Span.Start, "value-unreadable", $"{value.Text}. Helm refuses the whole file.", "Write a number or a text in quotes.");
        }

        return Add(node, 0, 1);
    }

    private bool TakeAlias(AnchorAlias alias)
    {
        var offset = _spans.Offset(alias.Start);
        var name = alias.Value.Value;
        if (++_aliases > limits.Aliases)
        {
            return Refuse(offset, "too-many-aliases", $"more than {limits.Aliases} aliases.", "Write the values out.");
        }

        if (_openAnchors.Contains(name))
        {
            return Refuse(offset, "alias-contains-itself", "an alias stands inside the value it refers to.", "Write the value out.");
        }

        if (!_anchors.TryGetValue(name, out var anchored))
        {
            return Refuse(offset, "alias-unknown", "an alias refers to an anchor that is not defined before it.", "Define the anchor first, or write the value out.");
        }

        if (_frames.Count + anchored.Height > limits.Depth)
        {
            return RefuseDepth(offset);
        }

        return Add(new YamlAlias(_spans.Of(alias), name, anchored.Node), anchored.Height, anchored.Size);
    }

    private bool Open(NodeEvent start, bool isMapping, bool isFlow)
    {
        var source = _spans.Opening(start, isFlow);
        if (_frames.Count >= limits.Depth)
        {
            return RefuseDepth(source.Span.Start);
        }

        if (source.Anchor.Length > 0)
        {
            _openAnchors.Add(source.Anchor);
        }

        _frames.Push(new YamlFrame(source, isMapping));
        return true;
    }

    private bool Close(ParsingEvent end)
    {
        var frame = _frames.Pop();
        var source = _spans.Closing(frame, end);
        _openAnchors.Remove(source.Anchor);
        YamlNode node = frame.IsMapping
            ? new YamlMapping(source, frame.Entries.DrainToImmutable())
            : new YamlSequence(source, frame.Items.DrainToImmutable());
        return Add(node, frame.Height + 1, frame.Size);
    }

    private bool Add(YamlNode node, int height, int size)
    {
        if (++_nodes > limits.Nodes)
        {
            return Refuse(node.FullStart, "too-many-nodes", $"more than {limits.Nodes} values.", "Give a smaller file.");
        }

        if (_nodes % NodesPerCollection == 0)
        {
            GC.Collect(0);
        }

        if (node.Anchor.Length > 0)
        {
            _anchors[node.Anchor] = new AnchoredNode(node, height, size);
        }

        if (_frames.Count == 0)
        {
            _root = node;
            return true;
        }

        return Attach(_frames.Peek(), node, height, size);
    }

    private bool Attach(YamlFrame frame, YamlNode node, int height, int size)
    {
        if (!frame.Grow(height, size, limits.ExpandedNodes))
        {
            return Refuse(node.FullStart, "too-many-values-by-alias", $"aliases unfold to more than {limits.ExpandedNodes} values.", "Write the values out.");
        }

        if (frame.Source.Style == YamlStyle.Block ? LostColon(node) : IsSignMissing(frame, node))
        {
            return false;
        }

        if (!frame.IsMapping)
        {
            frame.Items.Add(node);
            return true;
        }

        return frame.PendingKey is null ? TakeKey(frame, node) : TakeEntry(frame, node);
    }

    // Behind nested brackets anywhere above, the parser takes the colon of "addr": :8080 for a sign and drops it.
    private bool LostColon(YamlNode node)
    {
        if (node.FullStart - 2 < origin || text[node.FullStart - 1] != ':' || HelmSyntax.IsNothing(node))
        {
            return false;
        }

        Failure = text[node.FullStart - 2] is ' ' or '\t' or '\n' ? (YamlRepairs.ColonInText, node.FullStart - 1) : null;
        return !Refuse(node.FullStart, "yaml-syntax", "a colon stands right before this, with no blank between.", "Put a blank behind the colon of a key, and a text that begins with a colon in quotes.");
    }

    private bool IsSignMissing(YamlFrame frame, YamlNode node)
    {
        if (HelmSyntax.MissingBefore(text, frame, node) is not { } sign)
        {
            return false;
        }

        var (why, fix) = sign switch
        {
            ' ' => ("a value is missing inside brackets.", "Write the value, or remove the comma or colon."),
            HelmSyntax.KeyMissing => ("a key is missing before a colon, inside brackets or braces.", "Write the key, or remove the colon."),
            ',' => ("a comma is missing before this, inside brackets or braces.", "Write , before it."),
            _ => ("a colon is missing before this, inside brackets or braces.", "Write : before it."),
        };
        return !Refuse(node.FullStart, "yaml-syntax", why, fix);
    }

    private bool TakeKey(YamlFrame frame, YamlNode key)
    {
        if (YamlMerges.IsMergeKey(key))
        {
            if (++_mergeKeys > limits.MergeKeys)
            {
                return Refuse(key.FullStart, "too-many-merge-keys", $"more than {limits.MergeKeys} merge keys (<<).", "Write the values out.");
            }
        }
        else if (ScalarTable.KeyText(key) is null)
        {
            return Refuse(key.FullStart, "key-not-text", "a key is a list, a mapping, null or a number that is too large.", "Write a text as the key, in quotes if need be.");
        }
        else if (key.Span.Length > limits.KeyLength && text[Math.Max(origin, key.FullStart - 2)] != '?')
        {
            return Refuse(key.FullStart, "key-too-long", $"a key is longer than {limits.KeyLength} characters. Helm refuses it.", "Shorten the key.");
        }

        frame.PendingKey = key;
        return true;
    }

    private bool TakeEntry(YamlFrame frame, YamlNode value)
    {
        var key = frame.PendingKey!;
        frame.PendingKey = null;
        if (YamlMerges.IsMergeKey(key))
        {
            frame.Entries.Add(new YamlEntry(key, value, false));
            return YamlMerges.IsMergeable(value)
                || Refuse(value.FullStart, "merge-not-a-mapping", "a merge key (<<) needs a mapping or a list of mappings.", "Merge a mapping, or write the values out.");
        }

        var name = ScalarTable.KeyText(key)!;
        var isDuplicate = !frame.Names.Add(name);
        frame.Entries.Add(new YamlEntry(key, value, isDuplicate));
        if (isDuplicate)
        {
            notes.Error(
                key.FullStart, notes.IsFull ? "" : PathOf(_frames, name), "duplicate-key",
                "the same key stands twice in one mapping. Helm takes the last one and drops the others without a word.", "Remove one of the two.");
        }

        return true;
    }

    private YamlScalar EmptyRoot() =>
        new(new YamlNodeSource(new TextSpan(text.Length, text.Length), text.Length, YamlStyle.Plain, "", ""), "");

    // What follows the first document is not read: Helm does not read it either, and it may be anything.
    private void NoteFurtherDocuments(Parser parser)
    {
        var known = notes.ToImmutable().Length;
        try
        {
            if (!parser.MoveNext() || parser.Current is StreamEnd)
            {
                return;
            }
        }
        catch (YamlException e)
        {
            notes.Error(_spans.Offset(e.Start), "", "text-after-document", "something stands behind the end of the document.", "Remove what follows the document.");
        }

        if (notes.ToImmutable().Length == known && parser.Current is DocumentStart start)
        {
            notes.Error(
                _spans.Offset(start.Start), "", "several-documents",
                "a second document starts. Only the first one counts.", "Remove the --- and put everything into one document.");
        }
    }

    private bool RefuseName(in Mark start) =>
        Refuse(_spans.Offset(start), "yaml-syntax", "the name of an anchor or alias has other signs than letters, digits, - and _.", "Put a blank behind the name, or the text in quotes.");

    private bool RefuseDepth(int offset) =>
        Refuse(offset, "too-deep", $"nested deeper than {limits.Depth} levels.", "Nest less deeply.");

    private bool Refuse(int offset, string code, string message, string fix)
    {
        notes.Error(offset, code == "too-deep" ? "" : CurrentPath(), code, message, fix);
        return false;
    }

    private string CurrentPath() => PathOf(_frames, null);

    private static string PathOf(Stack<YamlFrame> frames, string? lastKey)
    {
        var path = DocumentPath.Root;
        foreach (var frame in frames.Reverse())
        {
            path = !frame.IsMapping ? path.Append(frame.Items.Count)
                : frame.PendingKey is { } key && ScalarTable.KeyText(key) is { } name ? path.Append(name) : path;
        }

        return (lastKey is null ? path : path.Append(lastKey)).ToString();
    }
}
