using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Reading;

/// <summary>Rare forms that Helm takes and the parser used here does not: read alike, and edited without a byte changing elsewhere.</summary>
public sealed class YamlRepairsTests
{
    [Theory]
    [InlineData("a: |#why\n  x\nz: 1 # end\n", "x\n")]
    [InlineData("a: \"it\\'s\"\nz: 1 # end\n", "it's")]
    [InlineData("a: \"one\ntwo\"\nz: 1 # end\n", "one two")]
    [InlineData("\uFEFFa: \"one\ntwo\\'s\" # c\nb: |-#d\n  y\nz: 1 # end\n", "one two's")]
    [InlineData("a: \"x\"#c\nz: 1 # end\n", "x")]
    public void The_value_and_the_places_are_those_of_the_text(string text, string value)
    {
        var document = YamlReader.Read(text);
        var tree = ValueTreeReader.Read(document).Require();
        var (a, z) = (EffectiveValues.Find(tree, DocumentPath.Root.Append("a"))!, EffectiveValues.Find(tree, DocumentPath.Root.Append("z"))!);

        Assert.Equal(value, ((ValueScalar)a).Text);
        Assert.Equal("1", document.Slice(z.Written!.Span));
        Assert.Contains(document.Slice(a.Written!.Span)[0], "|\"");
        var edited = ValuesEditor.Apply(document, [new ValueEdit(EditOperation.Set, DocumentPath.Root.Append("z"), ValueScalar.Of(ValueSource.User, 2))]).Require();
        Assert.Equal(text.Replace("z: 1", "z: 2", StringComparison.Ordinal), edited.Text);
        Assert.Equal(text, edited.Undo());
    }

    [Theory]
    [InlineData("a: [\nx,\n# why\ny\n]#c\nz: 1\n", 1, "a: [\nx,\n# why\n2\n]#c\nz: 1\n")]
    [InlineData("a: [\"x\"#c\n, y]\nz: 1\n", 1, "a: [\"x\"#c\n, 2]\nz: 1\n")]
    [InlineData("\uFEFFa: [x,#c\r\ny]\r\nz: 1\r\n", 1, "\uFEFFa: [x,#c\r\n2]\r\nz: 1\r\n")]
    public void An_item_in_brackets_can_be_replaced(string text, int index, string after)
    {
        var edited = ValuesEditor.Apply(YamlReader.Read(text), [new ValueEdit(EditOperation.Set, DocumentPath.Root.Append("a").Append(index), ValueScalar.Of(ValueSource.User, 2))]).Require();
        Assert.Equal(after, edited.Text);
        Assert.Equal(text, edited.Undo());
    }

    [Fact]
    public void The_value_itself_can_be_replaced()
    {
        var document = YamlReader.Read("a: \"one\ntwo\\'s\" # c\nb: 1\n");
        var edited = ValuesEditor.Apply(document, [new ValueEdit(EditOperation.Set, DocumentPath.Root.Append("a"), ValueScalar.Of(ValueSource.User, "new"))]).Require();
        Assert.EndsWith(" # c\nb: 1\n", edited.Text, StringComparison.Ordinal);
        Assert.Equal("new", ((ValueScalar)ValueTreeReader.Read(YamlReader.Read(edited.Text)).Require().Find("a")!).Text);
    }

    [Fact]
    public void A_file_made_to_need_many_of_them_is_refused_and_not_read_for_long()
    {
        Assert.False(YamlReader.Read(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"k{i}: |#\n  x\n"))).IsReadable);
        Assert.False(YamlReader.Read(new string(' ', 50_000) + "a: \"" + string.Concat(Enumerable.Repeat("\nx", 100_000)) + "\"\n").IsReadable);
    }
}
