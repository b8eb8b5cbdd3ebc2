using CsCheck;

namespace PaletteAI.Console.Domain.Tests;

/// <summary>Paths print and read back.</summary>
public sealed class DocumentPathTests
{
    private static readonly Gen<PathSegment> _segment = Gen.OneOf(
        Gen.String[Gen.Char, 0, 8].Select(k => new PathSegment(k, null)),
        Gen.String[Gen.Char["ab0-_.[]\"\\/~ \n@"], 0, 8].Select(k => new PathSegment(k, null)),
        Gen.Int[0, 999_999].Select(i => new PathSegment(null, i)));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a.b-c_d.0")]
    [InlineData("a.b[0][\"admin@example.com\"].c")]
    [InlineData("[\"example.com/zone\"][12]")]
    [InlineData("[\"\"]")]
    [InlineData("a[\"quote \\\" and \\\\\"]")]
    public void Canonical_path_reads_and_prints_the_same(string text) => Assert.Equal(text, DocumentPath.Parse(text).Require().ToString());

    [Theory]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a[")]
    [InlineData("a[-1]")]
    [InlineData("a[01]")]
    [InlineData("a[\"b]")]
    [InlineData("a[\"b\"")]
    [InlineData("a[0]b")]
    [InlineData("a b")]
    [InlineData("a[\"\\q\"]")]
    [InlineData("/a~2")]
    [InlineData("/a~")]
    public void Malformed_path_is_refused_with_a_reason(string text)
    {
        var error = DocumentPath.Parse(text).Error;
        Assert.Equal("path-malformed", error!.Code);
        Assert.NotEmpty(error.Fix);
    }

    [Fact]
    public void Pointer_number_may_be_key_or_index()
    {
        var path = DocumentPath.Parse("/spec/nodePools/0/labels/example.com~1zone~0").Require();
        Assert.Equal("example.com/zone~", path.Segments[^1].Key);
        Assert.True(path.Segments[2] is { MayBeIndex: true, MayBeKey: true, Index: 0, Key: "0" });
        Assert.Equal("/spec/nodePools/0/labels/example.com~1zone~0", path.ToPointer());
    }

    [Fact]
    public void Pointer_that_is_only_a_slash_names_the_empty_key() => Assert.Equal("", Assert.Single(DocumentPath.Parse("/").Require().Segments).Key);

    [Fact]
    public void Every_path_survives_printing_and_reading() =>
        _segment.Array[0, 6].Sample(segments =>
        {
            var path = DocumentPath.Of(segments);
            Assert.Equal(path, DocumentPath.Parse(path.ToString()).Require());
        }, iter: 5000);

    [Fact]
    public void Any_text_is_read_or_refused_without_an_exception() =>
        Gen.String[Gen.Char["ab0-_.[]\"\\/~ \n@u"], 0, 20].Sample(text => DocumentPath.Parse(text).IsSuccess || DocumentPath.Parse(text).Error is not null, iter: 10000);
}
