using PaletteAI.Console.Domain.Values.Comparing;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Comparing;

public sealed class ValueDiffTests
{
    [Theory]
    [InlineData("", "a: 1\n", "+a")]
    [InlineData("a: 1\n", "# nothing\n", "-a")]
    [InlineData("a: {b: 1}\n", "a: {}\n", "+a -a.b")]
    [InlineData("a: {}\n", "a: {b: 1}\n", "+a.b -a")]
    [InlineData("a: 1\nb: 2\n", "b: 2\na: 3\n", "~a")]
    [InlineData("l: [{id: one, port: 1}, {id: two}]\n", "l: [{id: two}, {id: one, port: 2}]\n", "~l[1].port")]
    public void Each_leaf_that_differs_is_named_once(string before, string after, string changes) =>
        Assert.Equal(changes, string.Join(' ', ValueDiff.Between(Tree(before), Tree(after)).Select(c => (c.Before is null ? "+" : c.After is null ? "-" : "~") + c.Path)));

    private static ValueMap Tree(string text) => ValueTreeReader.Read(YamlReader.Read(text)).Require();
}
