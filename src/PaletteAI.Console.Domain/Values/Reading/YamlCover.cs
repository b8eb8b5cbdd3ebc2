namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>Which places of a text are inside nodes of a kind. Places are asked for in the order of the text.</summary>
internal sealed class YamlCover
{
    private readonly Queue<TextSpan> _spans = new();

    /// <param name="root">The tree; null = nothing is covered.</param>
    /// <param name="covers">Whether a node covers what it spans; else its children are looked at.</param>
    public YamlCover(YamlNode? root, Func<YamlNode, bool> covers)
    {
        var open = new Stack<YamlNode>();
        if (root is not null)
        {
            open.Push(root);
        }

        while (open.TryPop(out var node))
        {
            if (covers(node))
            {
                _spans.Enqueue(node.Span);
                continue;
            }

            foreach (var child in ChildrenBackwards(node))
            {
                open.Push(child);
            }
        }
    }

    /// <summary>Whether the place stands behind the first character of such a node and before its end.</summary>
    public bool Has(int at)
    {
        while (_spans.TryPeek(out var span) && span.End <= at)
        {
            _spans.Dequeue();
        }

        return _spans.TryPeek(out var next) && next.Start < at;
    }

    private static IEnumerable<YamlNode> ChildrenBackwards(YamlNode node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                for (var i = mapping.Entries.Length - 1; i >= 0; i--)
                {
                    yield return mapping.Entries[i].Value;
                    yield return mapping.Entries[i].Key;
                }

                break;
            case YamlSequence list:
                for (var i = list.Items.Length - 1; i >= 0; i--)
                {
                    yield return list.Items[i];
                }

                break;
            default:
                break;
        }
    }
}
