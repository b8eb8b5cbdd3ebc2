using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Reading;

/// <summary>Texts on which Helm and our parser's library differ; the answers are Helm's.</summary>
public sealed class HelmSyntaxTests
{
    public static TheoryData<string> Refused => new()
    {
        "v: \"a\\/b\"\n", "v: \"\\ud83d\\ude00\"\n", "v: \"\\ud83d\"\n", "v: \"\\U00110000\"\n", "v: [:a]\n", "v: [a?b]\n", "v: [a?]\n", "v: {a?: 1}\n", "v: {url: http://x/?q=1}\n", "v: {a: :b}\n",
        "\tv: 1\n", "\t\nv: 1\n", " \t\nv: 1\n", "v: 1\n\t\n", "v: x\n\t# c\nw: 1\n", "v:\n  a: 1\n\t\n  b: 2\n", "v:\n  \ta: 1\n", "-\ta: 1\n", "v:\n  -\tx\n", "v:\n- \ta: 1\n", "v:\n \t- x\n",
        "9223372036854775808: a\n", "18446744073709551615: a\n",
        "v: {a\nb: 1}\n", "v: {a\n: 1}\n", "v: {'a\n  b': 1}\n", "v: [a\n b: 1]\n", "v: [\na\n", "v: {\"a\"\n :,}\n", "v: {\"a\" # c\n : 1}\n",
        "v: {'s' 't'}\n", "v: {\"a\" b}\n", "v: {a: [1] b: 2}\n", "v: {a: [1] # ,\n b: 2}\n", "v: [\"a\", : ]\n", "v: [a, : x]\n", "v: [{a: 1} {b: 2}]\n",
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_Helm_refuses_is_refused(string text)
    {
        var document = YamlReader.Read(text);
        Assert.False(document.IsReadable, text);
        Assert.Contains(document.Findings, f => f.Severity == Severity.Error && f.Line > 0);
    }

    [Theory]
    [InlineData("v: {\n\ta: 1}\n", "{\"v\":{\"a\":1}}")]
    [InlineData("v: [\n\ta]\n", "{\"v\":[\"a\"]}")]
    [InlineData("v: |\n  a\n  \tb\n", "{\"v\":\"a\\n\\tb\\n\"}")]
    [InlineData("v: \"a\n \tb\"\n", "{\"v\":\"a b\"}")]
    [InlineData("v:\ta\n", "{\"v\":\"a\"}")]
    [InlineData("v: \"\\U0001F600?\\\\/\"\n", "{\"v\":\"\uD83D\uDE00?/\"}")]
    [InlineData("v: [http://x:80/a, 'a?']\n", "{\"v\":[\"http://x:80/a\",\"a?\"]}")]
    [InlineData("v: {a, b: , \"c\" , 'd': # ,\n  1, e: [ ], f: {}, ? g : 1}\n", "{\"v\":{\"a\":null,\"b\":null,\"c\":null,\"d\":1,\"e\":[],\"f\":{},\"g\":1}}")]
    [InlineData("v: [&a x, *a, !!str , &b , {}, k: 1, \"l\": 2,]\n", "{\"v\":[\"x\",\"x\",\"\",null,{},{\"k\":1},{\"l\":2}]}")]
    [InlineData("v: a?b\n", "{\"v\":\"a?b\"}")]
    [InlineData("9223372036854775807: a\n", "{\"9223372036854775807\":\"a\"}")]
    [InlineData("  a: 1\nb: 2\nc: 3\n", "{\"a\":1}")]
    [InlineData("  a: 1\n- b\n", "{\"a\":1}")]
    [InlineData("1e300: a\n-1e39: b\n3.4028235e38: c\n", "{\".inf\":\"a\",\"-.inf\":\"b\",\"3.4028235e+38\":\"c\"}")]
    [InlineData("1e-60: a\n-1e-60: b\n1e-7: c\n123456789.5: d\n", "{\"0\":\"a\",\"-0\":\"b\",\"1e-07\":\"c\",\"1.2345679e+08\":\"d\"}")]
    public void What_Helm_takes_is_taken(string text, string json)
    {
        var tree = ValueTreeReader.Read(YamlReader.Read(text)).Require();
        Assert.True(ValueNode.Same(ValueJson.Read(System.Text.Json.JsonDocument.Parse(json.Replace("?/", "?\\\\/", StringComparison.Ordinal)).RootElement, ValueSource.User), tree), ValueJson.ToText(tree));
    }
}
