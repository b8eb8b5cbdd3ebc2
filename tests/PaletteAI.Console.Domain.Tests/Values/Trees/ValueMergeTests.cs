using System.Text.Json;
using CsCheck;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Trees;

public sealed class ValueMergeTests
{
    public static TheoryData<string, string> FileCases
    {
        get
        {
            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "helm-merge.json")));
            var data = new TheoryData<string, string>();
            foreach (var c in document.RootElement.EnumerateArray().Where(c => c.GetProperty("mode").GetString() == "files" && c.TryGetProperty("layers", out _) && !c.TryGetProperty("error", out _)))
            {
                data.Add(c.GetProperty("name").GetString()!, c.GetRawText());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(FileCases))]
    public void Files_merge_as_Helm_merges_them(string name, string json)
    {
        var c = JsonDocument.Parse(json).RootElement;
        var layers = c.GetProperty("layers").EnumerateArray().Select(l => Assert.IsType<ValueMap>(ValueJson.Read(l, ValueSource.User)));
        var merged = ValueMerge.Merge(layers);
        Assert.True(ValueNode.Same(ValueJson.Read(c.GetProperty("expected"), ValueSource.User), merged), $"{name}: {ValueJson.ToText(merged)}");
    }

    [Theory]
    [InlineData(1000000, "1000000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1.5e-7, "1.5e-7")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(12345678901234567000d, "12345678901234567000")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(-1.25e+30, "-1.25e+30")]
    public void Numbers_print_as_Go_prints_them(double number, string text) => Assert.Equal(text, GoNumbers.Format(number));

    [Fact]
    public void Every_number_reads_back_as_itself() =>
        Gen.Double.Where(double.IsFinite).Sample(d => double.Parse(GoNumbers.Format(d), System.Globalization.CultureInfo.InvariantCulture).Equals(d));
}
