using CsCheck;
using PaletteAI.Console.Domain.Tests.Values.Editing;
using PaletteAI.Console.Domain.Values.Masking;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Masking;

public sealed class TextMaskTests
{
    [Theory]
    [InlineData("clientSecret: Canary1234\n")]
    [InlineData("clientSecret: 'Canary1234'   # why\n")]
    [InlineData("a:\n  password: |\n    Canary1234\n    Canary5678\nb: 1\n")]
    [InlineData("a: {token: Canary1234, b: 1}\n")]
    [InlineData("tokens:\n- Canary1234\n- \"Canary5678\"\n")]
    [InlineData("# clientSecret: Canary1234\na: 1\n")]
    [InlineData("a: 1 # old password = Canary1234\n")]
    [InlineData("bindPW: Canary1234\nnote: it was Canary1234 before # Canary1234\n")]
    [InlineData("url: https://user:Canary1234@host/x\n")]
    [InlineData("a: &x Canary1234\nsecret: *x\n")]
    [InlineData("a: 1\n---\nsecret: Canary1234\n")]
    [InlineData("broken: [\nsecret: Canary1234\n  Canary5678\n")]
    [InlineData("\u0001secret: Canary1234\n")]
    public void No_secret_is_left(string text)
    {
        var masked = Mask(text);
        Assert.DoesNotContain("Canary", masked, StringComparison.Ordinal);
        Assert.Equal(text.Count(c => c == (char)10), masked.Count(c => c == (char)10));
    }

    [Fact]
    public void What_is_no_secret_stays_as_it_is() => Assert.Equal(
        SampleFile.Text.Replace("CanaryCorpSecret", "***", StringComparison.Ordinal).Replace("\"$2y$12$abcdefghijklmnopqrstuuYJZ5ZyYcIq1BgYTyq5z0xdOoWm4NXzq\"", "***", StringComparison.Ordinal), Mask(SampleFile.Text));

    [Fact]
    public void Masked_texts_have_the_same_lines() => WrittenDocument.Any.Sample(d => Assert.Equal(d.Text.Count(c => c == (char)10), Mask(d.Text).Count(c => c == (char)10)), iter: 500);

    private static string Mask(string text)
    {
        var document = YamlReader.Read(text);
        var tree = ValueTreeReader.Read(document);
        return TextMask.Apply(document, text, SecretMask.Of(tree.IsSuccess ? [tree.Value] : [], []));
    }
}
