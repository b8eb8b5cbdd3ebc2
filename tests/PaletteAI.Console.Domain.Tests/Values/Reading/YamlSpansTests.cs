using CsCheck;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Domain.Tests.Values.Reading;

/// <summary>Slicing the text by a span gives what was written there; the editor of values files rests on it.</summary>
public sealed class YamlSpansTests
{
    private static readonly char[] _blanks = [' ', '\n', '\r', '\t', '\u0085', '\u2028'];

    [Theory]
    [InlineData("a: 1\n", "1")]
    [InlineData("a: plain text  # comment\n", "plain text")]
    [InlineData("a: 'it''s'\n", "'it''s'")]
    [InlineData("a: \"x\\ty\"\n", "\"x\\ty\"")]
    [InlineData("a: \"x\n  y\"\nb: 2\n", "\"x\n  y\"")]
    [InlineData("a: one\n  two\nb: 2\n", "one\n  two")]
    [InlineData("a: |\n  text\n  more\n\n# c\nb: 1\n", "|\n  text\n  more\n")]
    [InlineData("a: |-\n  text", "|-\n  text")]
    [InlineData("a: |+\n  x\n\n\nb: 1\n", "|+\n  x\n\n\n")]
    [InlineData("a: >2-\n    x\r\nb: 1", ">2-\n    x\r\n")]
    [InlineData("a: &n !!str text # c\n", "text")]
    [InlineData("a: !<tag:x> text\n", "text")]
    [InlineData("a: &n\nb: 1\n", "")]
    [InlineData("a:\nb: 1\n", "")]
    [InlineData("a: *x\n", "*x", "x: &x 1\n")]
    [InlineData("a: [1, [2], {b: c}]  \n", "[1, [2], {b: c}]")]
    [InlineData("a: &s [1,\n  2\n]\nb: 1\n", "[1,\n  2\n]")]
    [InlineData("a:\n  b: 1\n  c: 2\n# c\n\nd: 1\n", "b: 1\n  c: 2")]
    [InlineData("a:\n- 1\n- b: 2\n  c: 3\nd: 1\n", "- 1\n- b: 2\n  c: 3")]
    [InlineData("a: &m\n  b: 1\n", "b: 1")]
    [InlineData("a: 😀 smile\nb: 1\n", "😀 smile")]
    [InlineData("a:\r\n  - x\r\n", "- x")]
    public void Slice_of_a_values_span_is_its_source(string text, string expected, string before = "")
    {
        foreach (var mark in new[] { "", "\uFEFF" })
        {
            var document = YamlReader.Read(mark + before + text);
            var root = Assert.IsType<YamlMapping>(document.Root);
            var value = root.Entries.First(e => e.Name == "a").Value;
            Assert.Equal(expected, document.Slice(value.Span));
        }
    }

    [Fact]
    public void Pair_in_a_flow_list_has_the_span_of_the_pair()
    {
        var document = YamlReader.Read("a: [x, k: v, {d}, ? e]\n");
        var list = Assert.IsType<YamlSequence>(((YamlMapping)document.Root!).Entries[0].Value);
        Assert.Equal(["x", "k: v", "{d}", "e"], list.Items.Select(i => document.Slice(i.Span)));
    }

    [Fact]
    public void Place_counts_lines_by_every_kind_of_line_end_and_skips_the_mark()
    {
        var document = YamlReader.Read("\uFEFFa: 1\r\nb: 2\rc: 3\nd: 4\n");
        var places = ((YamlMapping)document.Root!).Entries.Select(e => document.Locate(e.Value.Span.Start));
        Assert.Equal([new TextPlace(1, 4), new TextPlace(2, 4), new TextPlace(3, 4), new TextPlace(4, 4)], places);
    }

    [Fact]
    public void Every_scalar_of_a_random_document_reads_the_same_from_its_slice()
    {
        YamlSamples.Document.Sample(text =>
        {
            var document = YamlReader.Read(text);
            if (document.Root is { } root)
            {
                Check(document, root);
            }
        }, iter: 10000);
    }

    private static void Check(YamlDocument document, YamlNode node)
    {
        Assert.InRange(node.Span.Start, node.FullStart, node.Span.End);
        Assert.InRange(node.Span.End, node.Span.Start, document.Text.Length);
        switch (node)
        {
            case YamlScalar scalar:
                CheckScalar(document, scalar);
                break;
            case YamlSequence sequence:
                CheckChildren(document, node, sequence.Items);
                break;
            case YamlMapping mapping:
                CheckChildren(document, node, mapping.Entries.SelectMany(e => new[] { e.Key, e.Value }));
                break;
        }
    }

    // Children lie inside their parent, in order, without overlap.
    private static void CheckChildren(YamlDocument document, YamlNode parent, IEnumerable<YamlNode> children)
    {
        var end = parent.Span.Start;
        foreach (var child in children)
        {
            Assert.True(child.FullStart >= end, $"{document.Text}: {child.FullStart} < {end}");
            Assert.True(child.Span.End <= parent.Span.End, document.Text);
            end = child.Span.End;
            Check(document, child);
        }
    }

    private static void CheckScalar(YamlDocument document, YamlScalar scalar)
    {
        var slice = document.Slice(scalar.Span);
        var expected = scalar.Style switch
        {
            YamlStyle.SingleQuoted => slice.StartsWith('\'') && slice.EndsWith('\''),
            YamlStyle.DoubleQuoted => slice.StartsWith('"') && slice.EndsWith('"'),
            YamlStyle.Literal => slice.StartsWith('|'),
            YamlStyle.Folded => slice.StartsWith('>'),
            _ => slice.Split(_blanks, StringSplitOptions.RemoveEmptyEntries).SequenceEqual(
                scalar.Text.Split(_blanks, StringSplitOptions.RemoveEmptyEntries)),
        };
        Assert.True(expected, $"{document.Text}\n{scalar.Style} {scalar.Text} <- {slice}");
    }
}
