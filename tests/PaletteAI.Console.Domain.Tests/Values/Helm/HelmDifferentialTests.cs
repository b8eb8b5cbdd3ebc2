using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PaletteAI.Console.Domain.Tests.Values.Editing;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Helm;

/// <summary>Generated values files through the real Helm: the tree it renders is our merged tree.</summary>
[Trait("Needs", "Server")]
public sealed class HelmDifferentialTests(HelmProgram helm) : IClassFixture<HelmProgram>
{
    private const string ScalarCharacters = "0123456789+-._eExobXOB:~yYnNtrufalsNUL ";

    private static readonly string[] _tricky = ["[a?]", "{u: http://x?y}", "\"\\ud83d\\ude00\"", "\"\\/\"", "\"\\U0001F600\"", "a\tb", "a\n   \tb", "yes", "No", "on", "OFF", "y", "n", "True", "null", "~", "0777", "0o17", "0b11", "0x1F", "1_000", "1e3", "1.10", ".5", "+1", "1:20", "12e03", "2024-01-01", "1000000", "9007199254740993", "12345678901234567890", "-0", "0.1e-7", "1e21", "\"1\"", "'yes'", "\"a\\tb\"", "'it''s'", "!!str 5", "[1, a, {b: c}]", "{x: , y: z}", "|-\n    5", ">\n    a\n    b\n\n    c", "a\n    b", "\"a\n    b\"", "é😀", "a#b", "a: ", "x:y"];

    private static readonly Gen<string> _scalar = Gen.OneOf(
        Gen.Char[ScalarCharacters].Array[1, 7].Select(c => new string(c)),
        Gen.Int[0, _tricky.Length - 1].Select(i => _tricky[i]));

    /// <summary>Many scalars as an author writes them, one per line, those that our reader takes one by one.</summary>
    private static readonly Gen<string> _lines = _scalar.Array[150, 250].Select(scalars => string.Concat(
        scalars.Select((s, i) => $"k{i}: {s}\n").Where(line => YamlReader.Read(line) is { Root: YamlMapping } d && d.Findings.Length == 0)));

    private static readonly Gen<string> _keys = _scalar.Array[60, 120].Select(scalars => string.Concat(
        // Helm 4 refuses a line that begins with ---, and Helm 3 reads it.
        scalars.Select((s, i) => (Line: $"{s}: {i}\n", Index: i)).Where(p => !p.Line.StartsWith("---", StringComparison.Ordinal)).Where(p => !p.Line.Contains('\n', StringComparison.Ordinal) || p.Line.Count(c => c == '\n') == 1)
            .Where(p => YamlReader.Read(p.Line) is { Root: YamlMapping { Entries: [{ Name: { } }] }, Findings.Length: 0 })
            .GroupBy(p => ((YamlMapping)YamlReader.Read(p.Line).Root!).Entries[0].Name).Select(g => g.First().Line)));

    public static TheoryData<string> Merges => new()
    {
        "d: &d {a: 1, b: {c: 2}}\ne:\n  a: 3\n  <<: *d\nf:\n  <<: *d\n  a: 4\ng:\n  <<: [*d, {z: 1, a: 9}]\n  y: *d\n",
        "a: &a [1, &x two]\nb: *a\nc: *x\n? explicit\n: value\n? [seq]\n: x\n",
        "base: &b {k: {n: 1}}\nother:\n  k: {m: 2}\n  <<: *b\n",
        "a: |+\n  x\n\n\nb: |2\n   y\nc: >-\n  one\n  two\n\n    three\n  four\n",
        "\uFEFFa: 1\r\nb: |\r\n  x\r\n  y\r\n# end",
        "a: |#comment\n  x\nb: >-#c\n  y\n  z\nc: |+2#d\n    e\nd: 1\n",
        "a: \"it\\'s \\\"so\\\" \\\\'\"\nb: [\"\\'\", x]\nc: 1\n",
        "a:\n  b: \"x\ny  \n\nz\"\n  c:\n    - \"p\n q\nr\"\nd: 1\n",
        "\uFEFFa: \"x\ny\\'s\"\nb: |#c\n  z\nc: 'it''s\nme'\n",
        "a: \"x\r\ny\"\r\nb: 1\r\n",
        "a: \"x\n---\ny\"\nb: 1\n",
        "a: \"x\n\"\nb: 1\n",
        "a: \"\\q\"\n",
        "a: |#\n x\nb: '\\'''\n",
        "a: \"x\"#c\nb: [\"y\"#c\n, 'z'#c\n]#c\nc: {x: [1]#c\n}#c\n",
        "a: [x,#c]\n z]\nb: 1\n",
        "a: [\nx,\nz\n]\nb: {\nx: 1,\nz: 2\n}\nc: 1\n",
        "l:\n- [\na]\n- {x: [\n1]}\nc: [x\nz]\n",
        "a: [\n&q x,\n*q\n]\nb: [\n!!str 1,\nit's, c]\nd: {\nx:\nz\n}\ne: {\nx\n}\n",
        "a: [\n- x\n]\n",
        "a: {x\n: 1}\n",
        "a: {\"k\": v\n*a: }\nb: 1\n",
        "x *a: 1\n",
        "a: [`]\n",
        "a: [|]\n",
        "a: {&b: x}\n",
        "b: &'&b'\n",
        "a: [1, |-\n x]\n",
        "'01': {c: x, 'e': {: 1558, host: x}, b: 1}\n",
        "b: {x: 1, y: {:x-y_z: ~}}\n",
        "a: {with\r space: false}\n",
        "a:\n- b\n- \t",
        "a:\n- \t # c\n  - b\n",
        "a:\n- - \tb\n",
        "a: |\n  \ty\n",
        "a: | # c1\n \t x\n  y\n",
        "a: |1\n \ty\n",
        "a: |-\n  \n  two\nb: |\n\n \n  x\n   \n",
        "a:\n  b: |\n       \n     x\n",
        "a:\n  - ['x'\n, y]\n",
        "a:\n- b: [\n  1,\n  2\n]\n  c: 1\n",
        "a:\n  b: {\n    \"c\": [\n  1, # it's\n\"x\n ]\", it's\n],\n  d: 1}\n  e: 2\n",
        "!! \na: 1\n",
        "l: [1, [2, 3]]\n\"addr\": :8080\n\"e\":\n- :n\n- a: ::k\n  :b: :\"x y\"\n",
        "a: {x *a: b, c*d: e*f, y *z : [p *q]}\nb *c: h *i\n",
        "a: {&a x\n*a, }\nb: 1\n",
        "a: 1\n%foo\nb: 2\n",
        "a:\n%foo\n  b: 2\n",
        "a: |\n%x\nb: 1\n",
        "a: [x\n%y\n]\nb: \"x\n%y\"\n",
        "# c\n%x\na: 1\n",
        "a: 1\n...\n%foo\n",
        "a: [\n%x]\n",
        "a: [\nx\n",
        "a: [\nx\nb: 1\n",
        "\uFEFFa: [\r\nx,\r\n# c\r\n\r\nz\r\n]\r\nb: 1\r\n",
        "\"a\": 1#c\nb: *x#c\n",
    };

    private static readonly string[] _inBrackets = ["x", "z", "1", "\"q\"", "'s'", "k: 1", "\"k\": v", "it's", "&a x", "*a", "!!str 1", "a b", "a\nb", "\"a\nb\"", "", "#c\n", "x#c", "- x", "? x", ":"];

    private static readonly string[] _between = [",", ", ", ",\n", ",\n ", ",#c\n", " #c\n,", "\n", "\n,", "[", "]", "{", "}", "]#c\n", "}#c\n", "[\n", "{\n", "\n]", "\n}", ": "];

    // Helm takes such a colon for text in some places and for the end of a key in others; it is refused everywhere, and a blank asked for.
    private static readonly Regex _colonBeforeSign = new(@":[,\[\]{}]");

    /// <summary>Brackets and braces broken over lines in every way, most of them wrong.</summary>
    private static readonly Gen<string> _brackets = Gen.Select(Gen.Int[0, 1], Gen.Select(Gen.Int[0, _inBrackets.Length - 1], Gen.Int[0, _between.Length - 1]).Array[1, 5])
        .Select((kind, parts) => $"a: {"[{"[kind]}{string.Concat(parts.Select(p => _inBrackets[p.Item1] + _between[p.Item2]))}{"]}"[kind]}\nb: 1\n")
        .Where(text => !_colonBeforeSign.IsMatch(text));

    [Fact]
    public void Brackets_mean_the_same() => Check(_brackets, 30, text => [text]);

    [Fact]
    public void Plain_scalars_mean_the_same() => Check(_lines, 6, text => [text]);

    [Fact]
    public void Plain_keys_mean_the_same() => Check(_keys, 4, text => [text]);

    [Fact]
    public void Files_of_every_layout_merge_to_the_same_tree() =>
        Check(WrittenDocument.Any.Array[3].Select(d => string.Join('\0', d.Select(x => x.Text))), 8, text => text.Split('\0'));

    [Theory]
    [MemberData(nameof(Merges))]
    public void Anchors_merge_keys_and_blocks_mean_the_same(string text) => Compare(text);

    [Fact]
    [Trait("Size", "Soak")]
    public void Many_files_merge_to_the_same_tree()
    {
        Check(_lines, 100, text => [text]);
        Check(_keys, 100, text => [text]);
        Check(_brackets, 2_000, text => [text]);
        Check(WrittenDocument.Any.Array[3].Select(d => string.Join('\0', d.Select(x => x.Text))), 200, text => text.Split('\0'));
    }

    private void Check(Gen<string> texts, int runs, Func<string, string[]> layers) => texts.Sample(text => Compare(layers(text)), iter: runs, threads: 1);

    private void Compare(params string[] layers)
    {
        var rendered = helm.Render(layers);
        var trees = layers.Select(l => ValueTreeReader.Read(YamlReader.Read(Encoding.UTF8.GetBytes(l)))).ToList();
        var all = string.Join("\n=====\n", layers);
        if (rendered is not { } known)
        {
            Assert.True(trees.Exists(t => !t.IsSuccess), "Helm refuses it and we do not:\n" + all);
            return;
        }

        Assert.True(trees.TrueForAll(t => t.IsSuccess), "We refuse it and Helm does not:\n" + all);
        var ours = ValueMerge.Merge(trees.Select(t => t.Value!));
        var theirs = (ValueMap)ValueJson.Read(known.Json, ValueSource.User);
        Assert.True(ValueNode.Same(theirs, ours), $"{FirstDifference(theirs, ours)}\n{all}");
        var printed = ValueTreeReader.Read(YamlReader.Read(known.Yaml)).Require().Find("yaml");
        Assert.True(ValueNode.Same(printed, ours) || ours.Count == 0, "toYaml reads back differently:\n" + known.Yaml);
    }

    private static string FirstDifference(ValueMap theirs, ValueMap ours) =>
        theirs.Entries.Where(e => !ValueNode.Same(e.Value, ours.Find(e.Key))).Select(e => $"{e.Key}: Helm {ValueJson.ToText(e.Value)}, we {(ours.Find(e.Key) is { } o ? ValueJson.ToText(o) : "nothing")}")
            .Concat(ours.Entries.Where(e => theirs.Find(e.Key) is null).Select(e => $"{e.Key}: only ours")).FirstOrDefault() ?? "";
}
