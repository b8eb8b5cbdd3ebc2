using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Features.Values.Analysis;

/// <summary>
/// Trees of files that every open page compares with: the shipped one and the one of the last run. The same few files for all pages, so that no
/// circuit holds a tree of its own.
/// </summary>
internal sealed class KnownTrees
{
    private const int Most = 4;
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Sha256, ValueMap? Tree)> _recent = new();

    /// <summary>The tree of a file; null when it cannot be read as values.</summary>
    /// <param name="sha256">Its hash.</param>
    /// <param name="text">Gives its text when the tree is not at hand.</param>
    public ValueMap? Get(string sha256, Func<string> text)
    {
        lock (_lock)
        {
            for (var node = _recent.First; node is not null; node = node.Next)
            {
                if (node.Value.Sha256 == sha256)
                {
                    _recent.Remove(node);
                    _recent.AddFirst(node);
                    return node.Value.Tree;
                }
            }
        }

        var tree = ValueTreeReader.Read(YamlReader.Read(text())) is { IsSuccess: true, Value: var map } ? (ValueMap)Bare(map) : null;
        lock (_lock)
        {
            _recent.AddFirst((sha256, tree));
            if (_recent.Count > Most)
            {
                _recent.RemoveLast();
            }
        }

        return tree;
    }

    // Without the document it was read from, which is many times as large.
    private static ValueNode Bare(ValueNode node) => node switch
    {
        ValueMap map => new ValueMap(map.Source, map.Entries.Select(e => KeyValuePair.Create(e.Key, Bare(e.Value)))),
        ValueList list => new ValueList(list.Source, [.. list.Items.Select(Bare)]),
        ValueScalar { Kind: ValueKind.Boolean } flag => ValueScalar.Of(flag.Source, flag.Flag),
        ValueScalar { Kind: ValueKind.Number } number => ValueScalar.Of(number.Source, number.Number),
        ValueScalar { Kind: ValueKind.Text } text => ValueScalar.Of(text.Source, text.Text),
        _ => ValueScalar.Null(node.Source),
    };
}
