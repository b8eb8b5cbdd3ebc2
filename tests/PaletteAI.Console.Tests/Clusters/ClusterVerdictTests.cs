using Bunit;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Features.Clusters;

namespace PaletteAI.Console.Tests.Clusters;

public sealed class ClusterVerdictTests : PageContext
{
    private Result<HealthReport> _answer;

    public ClusterVerdictTests()
    {
        _answer = Report(Verdict.Healthy);
        Gateway.Answer<GetHealth, HealthReport>(_ => _answer);
    }

    [Fact]
    public void Health_is_said_in_one_sentence_with_what_was_looked_at()
    {
        var part = Render<ClusterVerdict>();

        Assert.Contains("Everything that was looked at is as it should be.", part.Markup, StringComparison.Ordinal);
        Assert.Contains("3 of 3 ready", part.Find("details").TextContent, StringComparison.Ordinal);
        Assert.Contains("Kubernetes API", part.Find("details").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Causes_stand_in_their_order_with_what_to_do_and_all_who_suffer()
    {
        _answer = Report(Verdict.Failing, Cause("node-not-ready", CauseWeight.Failing, "a/one", "a/two"), Cause("image-pull", CauseWeight.Degraded, "b/three"));

        var part = Render<ClusterVerdict>();

        Assert.Equal(["node-not-ready", "image-pull"], part.FindAll("ol > li").Select(l => l.GetAttribute("data-code")));
        Assert.Contains("2 causes; the first: Because of node-not-ready.", part.Find("p.row").TextContent, StringComparison.Ordinal);
        Assert.Contains("Mend node-not-ready.", part.Find("ol > li").TextContent, StringComparison.Ordinal);
        Assert.Equal(["a/one", "a/two"], part.FindAll("ol > li:first-child .mono").Select(w => w.TextContent));
    }

    [Theory]
    [InlineData(Verdict.Waiting, "status-waiting")]
    [InlineData(Verdict.Degraded, "status-warning")]
    [InlineData(Verdict.Failing, "status-failing")]
    public void Nothing_but_healthy_is_green(Verdict verdict, string tone)
    {
        _answer = Report(verdict, Cause("x", CauseWeight.Note));

        var part = Render<ClusterVerdict>();

        Assert.NotEmpty(part.FindAll("p.row ." + tone));
        Assert.Empty(part.FindAll(".status-good"));
    }

    [Fact]
    public void A_verdict_that_can_no_longer_be_had_becomes_unknown()
    {
        var part = Render<ClusterVerdict>();
        _answer = new Error(ErrorKind.Refused, "kubeconfig-not-there-yet", "The appliance does not offer a kubeconfig yet.");

        Time.Advance(TimeSpan.FromSeconds(31));

        part.WaitForAssertion(() => Assert.Equal("kubeconfig-not-there-yet", part.Find(".error-panel").GetAttribute("data-code")));
        Assert.Contains("Unknown", part.Find("p.row").TextContent, StringComparison.Ordinal);
        Assert.Empty(part.FindAll(".status-good"));
    }

    private static HealthCause Cause(string code, CauseWeight weight, params string[] victims) =>
        new(code, weight, "", code, null, $"Because of {code}.", $"Mend {code}.", [.. victims]);

    private HealthReport Report(Verdict verdict, params HealthCause[] causes) =>
        new(verdict, null, [.. causes], [], [new HealthFact("Nodes", "3 of 3 ready", "Kubernetes API", Time.GetUtcNow())], Time.GetUtcNow());
}
