using CsCheck;
using PaletteAI.Console.Domain.Tests.Values.Editing;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Views;

namespace PaletteAI.Console.Domain.Tests.Values.Views;

public sealed class ValuesAnalysisTests
{
    private static readonly InstallerContext _context = new() { RootDomain = "ai.lab.example", DisableStaticDexUsers = true };
    private static readonly ValuesSetting _setting = new(_context, null, Tree(SampleFile.Text.Replace("timeout: 5s", "timeout: 4s", StringComparison.Ordinal)));

    [Fact]
    public void Every_leaf_of_the_effective_values_is_a_row_in_tree_order() => WrittenDocument.Any.Sample(d =>
    {
        var analysis = ValuesAnalysis.Of(d.Text, new ValuesSetting(_context, null, null));
        var leaves = Explanation.Of(analysis.Values!).Select(l => l.Path.ToString());
        Assert.Equal(leaves, analysis.Rows.Where(r => r.Kind == RowKind.Leaf && r.Source != RowSource.ChartDefault).Select(r => r.Path));
        Assert.All(analysis.Rows.Zip(analysis.Rows.Skip(1)), p => Assert.True(p.Second.Depth <= p.First.Depth + (p.First.Kind == RowKind.Leaf ? 0 : 1)));
    }, iter: 500);

    [Fact]
    public void A_row_leads_to_the_line_of_its_key_in_the_text()
    {
        var row = Row("dex.config.connectors[0].config.clientID");
        Assert.Equal("clientID: palette", SampleFile.Text.Split('\n')[row.Line - 1].Trim());
        Assert.Equal("palette", SampleFile.Text[row.Span!.Value.Start..row.Span.Value.End]);
        Assert.Equal(0, Row("canvas.oidc.redirectURL").Line);
    }

    [Theory]
    [InlineData("global.metrics.timeout", RowSource.Yours)]
    [InlineData("global.dns.domain", RowSource.Runtime)]
    [InlineData("zot.enabled", RowSource.Enforced)]
    [InlineData("hue.ociRegistry", RowSource.ChartDefault)]
    [InlineData("global", RowSource.Mixed)]
    public void A_row_says_where_its_value_comes_from(string path, RowSource source) => Assert.Equal(source, Row(path).Source);

    [Fact]
    public void Secrets_are_masked_in_rows_and_inspections()
    {
        var analysis = ValuesAnalysis.Of(SampleFile.Text, _setting);
        Assert.Equal(("***", true), (Row("dex.config.connectors[0].config.clientSecret").Shown, Row("dex.config.connectors[0].config.clientSecret").IsSecret));
        Assert.DoesNotContain("Canary", string.Join('\n', analysis.Rows.Select(r => r.Shown)), StringComparison.Ordinal);
        Assert.DoesNotContain("Canary", string.Join('\n', analysis.Rows.Select(r => analysis.Inspect(r.Path)).Select(i => $"{i?.Shown} {string.Join(' ', i?.Losers ?? [])}")), StringComparison.Ordinal);
        Assert.Contains(analysis.Secrets, s => SampleFile.Text[s.Start..s.End] == "CanaryCorpSecret");
    }

    [Fact]
    public void Filters_keep_the_rows_they_are_for_and_their_parents()
    {
        var analysis = ValuesAnalysis.Of(SampleFile.Text, _setting);
        Assert.Equal(["global", "global.metrics", "global.metrics.timeout"], analysis.Find(RowFilter.Different, "").Where(r => r.Path.StartsWith("global", StringComparison.Ordinal)).Select(r => r.Path));
        Assert.Equal(["dex", "dex.config", "dex.config.staticPasswords"], analysis.Find(RowFilter.Dead, "").Select(r => r.Path));
        Assert.Equal(["dex", "dex.config", "dex.config.connectors", "dex.config.connectors[0]", "dex.config.connectors[0].config", "dex.config.connectors[0].config.clientID"], analysis.Find(RowFilter.Mine, "CLIENTID").Select(r => r.Path));
        Assert.All(analysis.Find(RowFilter.Managed, "").Where(r => r.Kind == RowKind.Leaf), r => Assert.True(r.IsManaged));
        Assert.Equal(analysis.Rows, analysis.Find(RowFilter.All, ""));
    }

    [Fact]
    public void The_inspector_names_winner_loser_rule_and_who_may_change_it()
    {
        var analysis = ValuesAnalysis.Of(SampleFile.Text.Replace("replace.with.your.domain", "mine.example", StringComparison.Ordinal), _setting);
        var domain = analysis.Inspect("global.dns.domain")!;
        Assert.Equal(("ai.lab.example", "mine.example"), (domain.Shown, Assert.Single(domain.Losers).Shown));
        Assert.Contains("while a root domain is configured", domain.Rule, StringComparison.Ordinal);
        Assert.Contains("root domain is removed", domain.Counterfactual, StringComparison.Ordinal);
        Assert.Contains("Whoever configures the root domain", domain.WhoMayChange, StringComparison.Ordinal);
        Assert.Contains(domain.Findings, f => f.Code == "dead-edit");

        var own = analysis.Inspect("global.metrics.timeout")!;
        Assert.Equal(("You, in this file.", ""), (own.WhoMayChange, own.Counterfactual));
        Assert.Empty(own.Losers);
        Assert.Null(analysis.Inspect("no.such.key"));
    }

    [Fact]
    public void Gutter_marks_stand_on_the_lines_of_managed_keys_and_dead_edits()
    {
        var marks = ValuesAnalysis.Of(SampleFile.Text, _setting).Marks.ToDictionary(m => m.Line);
        Assert.True(marks[LineOf("    domain: replace")].IsManaged);
        Assert.True(marks[LineOf("    staticPasswords:")].IsDead);
        Assert.False(marks.ContainsKey(LineOf("    timeout:")));
    }

    [Fact]
    public void A_text_that_cannot_be_read_has_findings_and_no_rows()
    {
        var analysis = ValuesAnalysis.Of("a: [", _setting);
        Assert.Empty(analysis.Rows);
        Assert.Contains(analysis.Findings, f => f.Severity == Severity.Error);
        Assert.Null(analysis.Values);
    }

    private static ValueRow Row(string path) => ValuesAnalysis.Of(SampleFile.Text, _setting).Rows.Single(r => r.Path == path);

    private static int LineOf(string start) => SampleFile.Text.Split('\n').Index().First(l => l.Item.StartsWith(start, StringComparison.Ordinal)).Index + 1;

    private static ValueMap Tree(string text) => ValueTreeReader.Read(YamlReader.Read(text)).Require();
}
