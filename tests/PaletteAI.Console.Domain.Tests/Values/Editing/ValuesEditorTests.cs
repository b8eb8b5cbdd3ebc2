using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Editing;

/// <summary>What edits look like to the author of the file, and what is refused.</summary>
public sealed class ValuesEditorTests
{
    [Theory]
    [InlineData("a: 1 # one\nb: 2\n", "a", "5", "a: 5 # one\nb: 2\n")]
    [InlineData("a: 'x'\n", "a", "z", "a: 'z'\n")]
    [InlineData("a: \"x\"\n", "a", "z", "a: \"z\"\n")]
    [InlineData("a: x\n", "a", "\"yes\"", "a: 'yes'\n")]
    [InlineData("a:\nb: 1\n", "a", "5", "a: 5\nb: 1\n")]
    [InlineData("a: # c\nb: 1\n", "a.x", "5", "a: # c\n  x: 5\nb: 1\n")]
    [InlineData("a: ~\r\nb: 1\r\n", "a.x", "5", "a:\r\n  x: 5\r\nb: 1\r\n")]
    [InlineData("a: {}\n", "a.x", "5", "a:\n  x: 5\n")]
    [InlineData("a: {b: 1}\n", "a.x", "5", "a: {b: 1, x: 5}\n")]
    [InlineData("a: [1, 2]\n", "a[2]", "5", "a: [1, 2, 5]\n")]
    [InlineData("a:\n    b: 1\n", "a.c.d", "x", "a:\n    b: 1\n    c:\n        d: x\n")]
    [InlineData("a:\n- x\n- y\n", "a[1]", "{k: v, l: [1]}", "a:\n- x\n- k: v\n  l:\n  - 1\n")]
    [InlineData("a:\n  b: 1 # b\n  # about c\n  c: 2\n", "a.b", "{x: 1}", "a:\n  b: # b\n    x: 1\n  # about c\n  c: 2\n")]
    [InlineData("a:\n  b: 1\nc: 2", "d", "3", "a:\n  b: 1\nc: 2\nd: 3")]
    [InlineData("", "a.b", "1", "a:\n  b: 1\n")]
    [InlineData("# only a comment", "a", "1", "# only a comment\na: 1\n")]
    [InlineData("---\n", "a", "1", "---\na: 1\n")]
    [InlineData("---\na: 1\n...\n", "b", "1", "---\na: 1\nb: 1\n...\n")]
    [InlineData("a: |\n  old\n  text\nb: 1\n", "a", "new", "a: new\nb: 1\n")]
    [InlineData("a: old\nb: 1\n", "a", "|\n  one\n  two\n", "a: |\n  one\n  two\nb: 1\n")]
    [InlineData("a:\n  # why\n  b: 1\n  c: 2\nd: 3\n", "a", "5", "a: 5\n  # why\nd: 3\n")]
    [InlineData("\"a.b/c\": 1\n", "[\"a.b/c\"]", "2", "\"a.b/c\": 2\n")]
    [InlineData("a: &x 1\nb: 2\n", "a", "5", "a: &x 5\nb: 2\n")]
    [InlineData("a: !!str 5\n", "a", "6", "a: 6\n")]
    [InlineData("a: &x {k: 1}\nb: *x\n", "b", "5", "a: &x {k: 1}\nb: 5\n")]
    [InlineData("d: &d {k: 1}\nb:\n  <<: *d\n", "b.k", "5", "d: &d {k: 1}\nb:\n  <<: *d\n  k: 5\n")]
    [InlineData("a: one\n  two\nb: 1\n", "a", "x", "a: x\nb: 1\n")]
    [InlineData("a: 1\na: 2\n", "a", "3", "a: 1\na: 3\n")]
    [InlineData("? a\n: 1\n", "a", "3", "? a\n: 3\n")]
    [InlineData("a: {b}\n", "a.b", "3", "a: {b: 3}\n")]
    [InlineData("a: 1\n", "b", "1000000000000000000000", "a: 1\nb: 1000000000000000000000\n")]
    [InlineData("a: 1\n", "b", "0o17", "a: 1\nb: 15\n")]
    public void Set_writes_what_the_author_would(string before, string path, string value, string after)
    {
        Assert.Equal(after, Edit(before, new ValueEdit(EditOperation.Set, Path(path), Value(value))));
        Assert.Equal("\uFEFF" + after, Edit("\uFEFF" + before, new ValueEdit(EditOperation.Set, Path(path), Value(value))));
    }

    [Theory]
    [InlineData("a: 1 # one\n# about b\nb: 2\n", "a", "# about b\nb: 2\n")]
    [InlineData("a:\n  b: 1\nc: 2\n", "a.b", "a: {}\nc: 2\n")]
    [InlineData("a: [1]\n", "a[0]", "a: []\n")]
    [InlineData("a: [1, 2, 3]\n", "a[1]", "a: [1, 3]\n")]
    [InlineData("a: {b: 1, c: 2}\n", "a.c", "a: {b: 1}\n")]
    [InlineData("- ignored\n", "", "")]
    [InlineData("l:\n  - a: 1\n    b: 2\n  - c\n", "l[0].a", "l:\n  - b: 2\n  - c\n")]
    [InlineData("l:\n  - a: 1\n    b: 2\n  - c", "l[1]", "l:\n  - a: 1\n    b: 2\n")]
    [InlineData("a: 1\nb: 2\na: 3\n", "a", "b: 2\n")]
    [InlineData("# head\na: 1\n", "a", "# head\n")]
    [InlineData("a: |\n  x\n\nb: 1\n", "a", "\nb: 1\n")]
    public void Unset_takes_the_lines_out(string before, string path, string after)
    {
        if (path.Length > 0)
        {
            Assert.Equal(after, Edit(before, new ValueEdit(EditOperation.Unset, Path(path))));
        }
    }

    [Theory]
    [InlineData("l: []\n", "{name: x}", "l:\n  - name: x\n")]
    [InlineData("l:\n", "x", "l:\n  - x\n")]
    [InlineData("k: 1\n", "x", "k: 1\nl:\n  - x\n")]
    [InlineData("l:\n- a # one\n# end\n", "x", "l:\n- a # one\n- x\n# end\n")]
    [InlineData("l: [a]\n", "{k: 1}", "l: [a, {k: 1}]\n")]
    public void Append_adds_an_item(string before, string value, string after) =>
        Assert.Equal(after, Edit(before, new ValueEdit(EditOperation.Append, Path("l"), Value(value))));

    [Theory]
    [InlineData("l:\n  - a: 1 # one\n    b: 'x'\n  - c\n", "l[0]", "l[1]", "l:\n  - c\n  - a: 1 # one\n    b: 'x'\n")]
    [InlineData("l:\n  - a\n  - b", "l[1]", "l[0]", "l:\n  - b\n  - a")]
    [InlineData("l: [a, 'b', \"c\"]\n", "l[2]", "l[0]", "l: [\"c\", a, 'b']\n")]
    [InlineData("a: 'x' # c\nb: 1\n", "a", "z", "z: 'x' # c\nb: 1\n")]
    [InlineData("a: 1\nb:\n  c: 2\n", "a", "b.a", "b:\n  c: 2\n  a: 1\n")]
    public void Move_carries_text_over(string before, string from, string to, string after) =>
        Assert.Equal(after, Edit(before, new ValueEdit(EditOperation.Move, Path(from), To: Path(to))));

    [Theory]
    [InlineData("a: &x {k: 1}\nb: *x\n", "a.k", "5", "shared-value")]
    [InlineData("a: &x {k: 1}\nb: *x\n", "a", "5", "shared-value")]
    [InlineData("a: &x {k: 1}\nb: *x\n", "b.k", "5", "shared-value")]
    [InlineData("d: &d {k: 1}\nb: {<<: *d}\n", "d.k", "5", "shared-value")]
    [InlineData("a: {p: &x 1}\nb: *x\n", "a", "5", "edit-not-safe")]
    [InlineData("d: &d {m: {k: 1, j: 2}}\nb: {<<: *d}\n", "b.m.k", "5", "edit-not-safe")]
    [InlineData("d: &d {k: 1}\nb: {k: 2, <<: *d}\n", "b.k", "5", "edit-not-safe")]
    [InlineData("a: text\n", "a.b", "5", "wrong-parent")]
    [InlineData("a: [1]\n", "a.b", "5", "wrong-parent")]
    [InlineData("a: {b: 1}\n", "a[0]", "5", "wrong-parent")]
    [InlineData("a: [1]\n", "a[2]", "5", "index-out-of-range")]
    [InlineData("a: 1\n", "b[1]", "5", "index-out-of-range")]
    [InlineData("a: 1\n", "", "5", "path-empty")]
    [InlineData("- a\n", "a", "5", "values-not-a-map")]
    [InlineData("a: [\n", "a", "5", "yaml-syntax")]
    public void What_cannot_be_done_safely_is_refused(string before, string path, string value, string code)
    {
        var edited = ValuesEditor.Apply(YamlReader.Read(before), [new ValueEdit(EditOperation.Set, Path(path), Value(value))]);
        Assert.Equal(code, edited.Error?.Code);
        Assert.NotEmpty(edited.Error!.Fix);
    }

    [Fact]
    public void Nothing_is_removed_that_is_not_there() =>
        Assert.Equal("path-not-found", ValuesEditor.Apply(YamlReader.Read("a: 1\n"), [new ValueEdit(EditOperation.Unset, Path("b"))]).Error?.Code);

    [Fact]
    public void Edits_are_made_all_or_none_and_undone_together()
    {
        const string text = "a: 1\nl: [x]\n";
        ValueEdit[] edits = [new(EditOperation.Set, Path("a"), Value("2")), new(EditOperation.Append, Path("l"), Value("z")), new(EditOperation.Move, Path("a"), To: Path("b"))];
        var edited = ValuesEditor.Apply(YamlReader.Read(text), edits).Require();
        Assert.Equal("b: 2\nl: [x, z]\n", edited.Text);
        Assert.Equal(text, edited.Undo());
        Assert.False(ValuesEditor.Apply(YamlReader.Read(text), [.. edits, new(EditOperation.Unset, Path("nope"))]).IsSuccess);
    }

    [Fact]
    public void Setting_the_value_that_stands_changes_nothing()
    {
        var edited = ValuesEditor.Apply(YamlReader.Read("a: 0x10\n"), [new ValueEdit(EditOperation.Set, Path("a"), Value("16"))]).Require();
        Assert.False(edited.HasChanges);
        Assert.Equal("a: 0x10\n", edited.Text);
    }

    private static string Edit(string text, ValueEdit edit)
    {
        var edited = ValuesEditor.Apply(YamlReader.Read(text), [edit]);
        return edited.IsSuccess ? edited.Value.Text : edited.Error.Code + ": " + edited.Error.Message;
    }

    private static DocumentPath Path(string text) => DocumentPath.Parse(text).Require();

    private static ValueNode Value(string text) => EditValue.Yaml(text).Require();
}
