using System.Text.RegularExpressions;
using CsCheck;
using PaletteAI.Console.Domain.Values.Masking;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values;

/// <summary>Credentials in header texts are hidden wherever they stand, whatever the case of the scheme.</summary>
public sealed partial class HeaderCredentialsTests
{
    private static readonly Gen<string> _text = Gen.OneOf(
        Gen.OneOf<string>("Basic", "bearer", "BASIC", "bAsIc", "Bearer", "basics", "abasic", "_Basic"),
        Gen.OneOf<string>(" ", "\t", "\n", "\u00a0", ":", "\"", "="),
        Gen.String[Gen.Char["abzAZ09+/=._~-é!"], 0, 9]).Array[0, 12].Select(parts => string.Concat(parts));

    [Fact]
    public void Hides_what_the_regular_expression_of_the_rule_would_hide() =>
        _text.Sample(text => Assert.Equal(Rule().Replace(text, "$1 ***"), Shown(text)), iter: 20_000);

    [Theory]
    [InlineData("Authorization: bAsIc dXNlcjpzZWNyZXQ=", "Authorization: bAsIc ***")]
    [InlineData("Bearer abc.def-ghi, Basic YTpiY2Q=", "Bearer ***, Basic ***")]
    [InlineData("basic needs", "basic needs")]
    [InlineData("Basic authentication", "Basic ***")]
    public void Keeps_the_scheme_readable(string text, string shown) => Assert.Equal(shown, Shown(text));

    private static string Shown(string text) =>
        ((ValueScalar)SecretMask.Of([], []).Apply(ValueScalar.Of(ValueSource.User, text), DocumentPath.Root)).Text;

    [GeneratedRegex(@"\b(Basic|Bearer)\s+[A-Za-z0-9+/=._~-]{6,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Rule();
}
