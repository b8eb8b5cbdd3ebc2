using System.Security.Cryptography;
using System.Text;
using CsCheck;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Editing;

/// <summary>Edits of generated files: always made, exactly what was meant, every other byte as it was.</summary>
public sealed class ValuesEditorProperties
{
    private static readonly ValueNode[] _values =
    [
        .. new[] { "x", "", "yes", "0777", "a: b", "#", "line\nline\n", "tab\t", " pad ", "*a", "it's" }.Select(t => ValueScalar.Of(ValueSource.User, t)),
        ValueScalar.Of(ValueSource.User, 42), ValueScalar.Of(ValueSource.User, true), ValueScalar.Null(ValueSource.User),
        ValueMap.Empty(ValueSource.User), new ValueList(ValueSource.User, []),
        new ValueMap(ValueSource.User, [new("k", ValueScalar.Of(ValueSource.User, "v")), new("deep", new ValueList(ValueSource.User, [ValueScalar.Of(ValueSource.User, "i"), new ValueMap(ValueSource.User, [new("m", ValueScalar.Of(ValueSource.User, 1))])]))]),
        new ValueList(ValueSource.User, [ValueScalar.Of(ValueSource.User, "first"), new ValueMap(ValueSource.User, [new("name", ValueScalar.Of(ValueSource.User, "n")), new("text", ValueScalar.Of(ValueSource.User, "a\nb\n"))])]),
    ];

    private static readonly Gen<(WrittenDocument Document, int Which, ValueNode Value, int Other)> _cases =
        Gen.Select(WrittenDocument.Any, Gen.Int[0, 9999], Gen.Int[0, _values.Length - 1].Select(i => _values[i]), Gen.Int[0, 9999]);

    [Fact]
    public void The_generator_writes_what_it_means() => WrittenDocument.Any.Sample(d =>
    {
        var read = ValueTreeReader.Read(YamlReader.Read(d.Text));
        Assert.True(read.IsSuccess && ValueNode.Same(read.Value, d.Tree), d.Text);
    }, iter: 2000);

    [Fact]
    public void Set_changes_the_value_and_nothing_else() => _cases.Sample(c =>
    {
        var path = Pick(c.Document.Paths, c.Which);
        Check(c.Document, new ValueEdit(EditOperation.Set, path, c.Value), tree => Same(EffectiveValues.Find(tree, path), c.Value));
    }, iter: 3000);

    [Fact]
    public void Set_makes_missing_parents() => _cases.Sample(c =>
    {
        var path = Pick(c.Document.Paths, c.Which);
        var target = EffectiveValues.Find(c.Document.Tree, path) is ValueMap or ValueScalar { Kind: ValueKind.Null } ? path.Append("new").Append("key") : DocumentPath.Root.Append("new").Append(0).Append("key");
        Check(c.Document, new ValueEdit(EditOperation.Set, target, c.Value), tree => Same(EffectiveValues.Find(tree, target), c.Value));
    }, iter: 2000);

    [Fact]
    public void Unset_removes_it_and_nothing_else() => _cases.Sample(c =>
    {
        var path = Pick(c.Document.Paths, c.Which);
        var before = Parent(c.Document.Tree, path);
        Check(c.Document, new ValueEdit(EditOperation.Unset, path), tree => Count(Parent(tree, path)) == Count(before) - 1);
    }, iter: 3000);

    [Fact]
    public void Append_adds_the_last_item() => _cases.Sample(c =>
    {
        var lists = c.Document.Paths.Where(p => EffectiveValues.Find(c.Document.Tree, p) is ValueList).Append(DocumentPath.Root.Append("fresh")).ToList();
        var path = lists[c.Which % lists.Count];
        Check(c.Document, new ValueEdit(EditOperation.Append, path, c.Value), tree => Same(((ValueList)EffectiveValues.Find(tree, path)!).Items[^1], c.Value));
    }, iter: 2000);

    [Fact]
    public void Move_carries_the_value() => _cases.Sample(c =>
    {
        var path = Pick(c.Document.Paths, c.Which);
        var target = Parent(c.Document.Tree, path) is ValueList list ? Up(path).Append(c.Other % list.Items.Count) : c.Other % 2 == 0 ? Up(path).Append("renamed") : DocumentPath.Root.Append("fresh").Append("home");
        var value = EffectiveValues.Find(c.Document.Tree, path)!;
        Check(c.Document, new ValueEdit(EditOperation.Move, path, To: target), tree => Same(EffectiveValues.Find(tree, target), value));
    }, iter: 2000);

    [Fact]
    public void Setting_back_a_one_line_scalar_gives_the_old_bytes() => _cases.Sample(c =>
    {
        var path = Pick(c.Document.Paths, c.Which);
        if (EffectiveValues.Find(c.Document.Tree, path) is not ValueScalar { Kind: ValueKind.Number } old)
        {
            return;
        }

        var text = Edit(c.Document.Text, new ValueEdit(EditOperation.Set, path, ValueScalar.Of(ValueSource.User, "else")));
        Assert.Equal(c.Document.Text, Edit(text, new ValueEdit(EditOperation.Set, path, old)));
    }, iter: 1000);

    // Lines that the edit did not touch are still there, in order, byte for byte; undo gives the same hash.
    private static void Check(WrittenDocument document, ValueEdit edit, Func<ValueMap, bool> holds)
    {
        var edited = ValuesEditor.Apply(YamlReader.Read(document.Text), [edit]);
        Assert.True(edited.IsSuccess, $"{edit.Operation} {edit.Path} -> {edit.To}: {edited.Error?.Code}\n{document.Text}");
        var after = ValueTreeReader.Read(YamlReader.Read(edited.Value.Text)).Require();
        Assert.True(holds(after), $"{edit.Operation} {edit.Path} -> {edit.To}\n{document.Text}\n=>\n{edited.Value.Text}");
        Assert.Equal(Hash(document.Text), Hash(edited.Value.Undo()));
        if (edit.Operation != EditOperation.Move)
        {
            var (before, now) = (document.Text.Split('\n'), edited.Value.Text.Split('\n'));
            var head = before.Zip(now).TakeWhile(p => p.First == p.Second).Count();
            var tail = before.Reverse().Zip(now.Reverse()).TakeWhile(p => p.First == p.Second).Count();
            Assert.True(head + tail >= before.Length - Span(document, edit.Path), $"{edit.Operation} {edit.Path}\n{document.Text}\n=>\n{edited.Value.Text}");
        }
    }

    // The lines of the value itself, its key and a neighbour that may gain a comma or a line break.
    private static int Span(WrittenDocument document, DocumentPath path)
    {
        var node = YamlPlaces.Find(YamlReader.Read(document.Text).Root!, path);
        return node is null ? 2 : document.Text[node.FullStart..node.Span.End].Count(c => c == '\n') + 8;
    }

    private static string Edit(string text, ValueEdit edit) => ValuesEditor.Apply(YamlReader.Read(text), [edit]).Require().Text;

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static bool Same(ValueNode? a, ValueNode b) => ValueNode.Same(a, b);

    private static DocumentPath Pick(IReadOnlyList<DocumentPath> paths, int which) => paths[which % paths.Count];

    private static DocumentPath Up(DocumentPath path) => DocumentPath.Of(path.Segments.Take(path.Segments.Length - 1));

    private static ValueNode? Parent(ValueMap tree, DocumentPath path) => EffectiveValues.Find(tree, Up(path));

    private static int Count(ValueNode? node) => node switch { ValueMap map => map.Count, ValueList list => list.Items.Count, _ => 0 };
}

/// <summary>Finds written nodes by path.</summary>
internal static class YamlPlaces
{
    public static YamlNode? Find(YamlNode? node, DocumentPath path)
    {
        foreach (var step in path.Segments)
        {
            node = node?.Target switch
            {
                YamlMapping mapping => mapping.Entries.LastOrDefault(e => e.Name == step.Key)?.Value,
                YamlSequence list when step.Index < list.Items.Length => list.Items[step.Index.Value],
                _ => null,
            };
        }

        return node;
    }
}
