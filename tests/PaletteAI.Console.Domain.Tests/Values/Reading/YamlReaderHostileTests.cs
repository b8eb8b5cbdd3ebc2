using System.Text;
using CsCheck;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Domain.Tests.Values.Reading;

/// <summary>Whatever the text, reading ends soon, in little memory, with a tree or a finding.</summary>
public sealed class YamlReaderHostileTests
{
    // Counted work: what is allocated on the way, most of it short-lived. Without limits the bombs took gigabytes. bench/values has times.
    private const long FewBytes = 150_000_000;

    public static TheoryData<string, string, string> Bombs() => new()
    {
        { "flow depth", Repeat("[", 1_000_000), "too-deep" },
        { "flow depth closed", Repeat("[", 101) + Repeat("]", 101), "too-deep" },
        { "flow maps", Repeat("{k: ", 200_000), "too-deep" },
        { "explicit keys", Repeat("? ", 500_000), "too-deep" },
        { "block depth", Repeat("- ", 500_000), "too-deep" },
        { "indentation", string.Concat(Enumerable.Range(0, 1400).Select(i => new string(' ', i) + "a:\n")), "too-deep" },
        { "aliases", "a: &a x\nb: [" + Repeat("*a, ", 101) + "]", "too-many-aliases" },
        { "laughs", "a: &a [l,l,l,l,l,l,l,l,l,l]\n" + Laughs("*"), "too-many-values-by-alias" },
        { "depth by alias", Chain(99), "too-deep" },
        { "merges", "a: &a {x: 1}\n" + Repeat("b: {<<: {x: 1}}\n", 101), "too-many-merge-keys" },
        { "merge chain", "a0: &a0 {k0: 1, k1: 1, k2: 1, k3: 1, k4: 1}\n" + MergeChain(8), "too-many-values-by-alias" },
        { "merge of a list", "a: {<<: [1]}\n", "merge-not-a-mapping" },
        { "self", "a: &a [*a]\n", "alias-contains-itself" },
        { "unknown alias", "a: *a\n", "alias-unknown" },
        { "nul", "a: x\0y\n", "control-character" },
        { "long key", new string('k', 1_000_000) + ": 1\n", "text-after-document" },
        { "long quoted key", "{\"" + new string('k', 1100) + "\": 1}\n", "key-too-long" },
        { "nodes", "[" + Repeat("a,", 500_000) + "]", "too-many-nodes" },
        { "nodes within the limit", "[" + Repeat("a,", 119_000) + "]", "" },
        { "pairs", Repeat("{}: \n", 10), "key-not-text" },
        { "null key", "~: 1\n", "key-not-text" },
        { "not a number", "a: .nan\n", "value-unreadable" },
        { "version", "%YAML 1.2\n---\na: 1\n", "yaml-version" },
        { "tab", "a:\n\tb: 1\n", "tab-indentation" },
        { "quote", "a: 'x\n", "yaml-syntax" },
        { "lone surrogate", "a: \uD800\n", "not-utf8" },
        { "many duplicates", Repeat("a: 1\n", 150_000), "duplicate-key" },
        { "two documents", "a: 1\n---\nb: [", "several-documents" },
        { "no-break space", "a:\n\u00A0\u00A0b: 1\n", "no-break-space-indentation" },
        { "hidden breaks", "a: |\n  " + Repeat("x\u2028", 150_000) + "\n", "hidden-line-break" },
    };

    [Theory]
    [InlineData("# old\u2028admin: true\na: 1\n", false)]
    [InlineData("a: 1 # c\u0085b: 2\n", false)]
    [InlineData("a: one\u2029b: 2\n", false)]
    [InlineData("a: x\u0085  y\n", false)]
    [InlineData("a: [1,\u20282]\n", false)]
    [InlineData("a: \"x\u2028y\"\n", false)]
    [InlineData("a: 'x\u2028y'\nb: |\n  one\u0085  two\n", true)]
    [InlineData("a: 'x' #\u2028b: 1\n", false)]
    [InlineData("'a\u2028b': 1\n", true)]
    public void What_no_editor_shows_and_ends_a_line_is_named_and_never_makes_a_key(string text, bool isReadable)
    {
        var document = YamlReader.Read(text);

        Assert.Equal(isReadable, document.IsReadable);
        var found = document.Findings.First(f => f.Code == "hidden-line-break");
        Assert.Equal(isReadable ? Severity.Warning : Severity.Error, found.Severity);
        Assert.Contains("U+20", found.Message.Replace("U+0085", "U+20", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Bomb_is_named_within_bounded_work(string name, string text, string code)
    {
        YamlReader.Read("warm: up\n");
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var document = YamlReader.Read(text);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < FewBytes, name);
        Assert.True(code.Length == 0 ? document.IsReadable : document.Findings.Any(f => f.Code == code), $"{name}: {string.Join('\n', document.Findings)}");
        Assert.True(document.Findings.Length <= YamlLimits.Default.Findings + 1);
        Assert.All(document.Findings.Where(f => f.Code is not ("too-large" or "more-findings")), f => Assert.True(f.Line > 0));
    }

    [Fact]
    public void Ten_megabytes_are_refused_at_once()
    {
        var bytes = new byte[10 * 1024 * 1024];
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var document = YamlReader.Read(bytes);
        Assert.Equal("too-large", Assert.Single(document.Findings).Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < 100_000);
    }

    [Fact]
    public void Size_limit_is_exact_and_counts_bytes()
    {
        var limits = new YamlLimits { Bytes = 8 };
        Assert.True(YamlReader.Read("a: bcdef", limits).IsReadable);
        Assert.False(YamlReader.Read("a: bcdefg", limits).IsReadable);
        Assert.False(YamlReader.Read("a: ééé", limits).IsReadable);
        Assert.False(YamlReader.Read(Encoding.UTF8.GetBytes("a: ééé"), limits).IsReadable);
    }

    [Fact]
    public void One_hundred_levels_are_accepted() => Assert.True(YamlReader.Read(Repeat("[", 100) + Repeat("]", 100)).IsReadable);

    [Fact]
    public void Random_bytes_never_throw() => YamlSamples.Bytes.Sample(bytes => Assert.True(IsSound(YamlReader.Read(bytes))), iter: 5000);

    [Fact]
    public void Random_pieces_of_yaml_never_throw() => YamlSamples.Document.Sample(text => Assert.True(IsSound(YamlReader.Read(text))), iter: 10000);

    // Every refusal says why; every tree can be walked with plain recursion.
    private static bool IsSound(YamlDocument document) =>
        document.IsReadable ? Walk(document.Root!, 0) : document.Findings.Any(f => f.Severity == Severity.Error && f.Message.Length > 0 && f.Fix.Length > 0);

    private static bool Walk(YamlNode node, int depth) => depth <= YamlLimits.Default.Depth + 1 && node.Target switch
    {
        YamlMapping mapping => YamlMerges.Effective(mapping).All(e => e.Name is not null && Walk(e.Value, depth + 1)),
        YamlSequence sequence => sequence.Items.All(i => Walk(i, depth + 1)),
        _ => true,
    };

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static string Laughs(string star) => string.Concat("abcdefghi".Zip("bcdefghij", (from, to) => $"{to}: &{to} [{string.Join(',', Enumerable.Repeat(star + from, 10))}]\n"));

    private static string Chain(int length) =>
        "a0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, length).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n")) + "last: [[[*a" + length + "]]]\n";

    private static string MergeChain(int length) =>
        string.Concat(Enumerable.Range(1, length).Select(i => $"a{i}: &a{i} {{{string.Concat(Enumerable.Range(0, 8).Select(k => $"k{k}: {{<<: *a{i - 1}}}, "))}}}\n"));
}
