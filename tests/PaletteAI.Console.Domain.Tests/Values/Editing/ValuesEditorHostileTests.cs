using CsCheck;
using PaletteAI.Console.Domain.Tests.Values.Reading;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Editing;

/// <summary>Random pieces of YAML, with anchors, aliases, merge keys, tabs and odd breaks: an edit is right or refused.</summary>
public sealed class ValuesEditorHostileTests
{
    private static readonly string[] _paths = ["a", "key", "k", "a.b", "k.a", "new.key", "a[0]", "k[1]", "key.k"];

    private static readonly Gen<(string Text, ValueEdit Edit)> _cases = Gen.Select(
        YamlSamples.Document, Gen.Int[0, 3], Gen.Int[0, _paths.Length - 1], Gen.Int[0, _paths.Length - 1],
        (text, operation, path, to) => (text, new ValueEdit(
            (EditOperation)operation is var o && o == EditOperation.Insert ? EditOperation.Move : o,
            DocumentPath.Parse(_paths[path]).Require(), ValueScalar.Of(ValueSource.User, "new: value\n"), DocumentPath.Parse(_paths[to]).Require())));

    [Fact]
    public void An_edit_is_exactly_right_or_refused_with_a_reason() => _cases.Sample(c =>
    {
        var document = YamlReader.Read(c.Text);
        var edited = ValuesEditor.Apply(document, [c.Edit]);
        if (!edited.IsSuccess)
        {
            Assert.NotEmpty(edited.Error.Code);
            Assert.NotEmpty(edited.Error.Message);
            return;
        }

        Assert.Equal(document.Text, edited.Value.Undo());
        var tree = ValueTreeReader.Read(YamlReader.Read(edited.Value.Text)).Require();
        var value = EffectiveValues.Find(tree, c.Edit.Operation == EditOperation.Move ? c.Edit.To! : c.Edit.Path);
        Assert.True(c.Edit.Operation == EditOperation.Unset || value is not null, $"{c.Edit}\n{c.Text}\n=>\n{edited.Value.Text}");
    }, iter: 5000);

    [Fact]
    public void Too_many_edits_are_refused() => Assert.Equal(
        "too-many-edits",
        ValuesEditor.Apply(YamlReader.Read("a: 1\n"), [.. Enumerable.Repeat(new ValueEdit(EditOperation.Unset, DocumentPath.Root.Append("a")), ValuesEditor.MostEdits + 1)]).Error?.Code);

    [Fact]
    public void A_value_that_makes_the_file_too_large_is_refused() => Assert.False(ValuesEditor.Apply(
        YamlReader.Read("a: 1\n"),
        [new ValueEdit(EditOperation.Set, DocumentPath.Root.Append("a"), ValueScalar.Of(ValueSource.User, new string('x', 1024 * 1024)))]).IsSuccess);
}
