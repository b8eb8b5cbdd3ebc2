using PaletteAI.Console.Tests.Clusters;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Clusters.Facts;
using System.Collections.Immutable;
using Bunit;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Probes;
using PaletteAI.Console.Features.Endpoints;

namespace PaletteAI.Console.Tests.Installer;

public sealed class ComponentsPageTests : PageContext
{
    private Result<ImmutableArray<EndpointReport>> _answer;

    public ComponentsPageTests()
    {
        _answer = Round();
        Gateway.Answer<ProbeEndpoints, ImmutableArray<EndpointReport>>(_ => _answer);
    }

    [Fact]
    public void Endpoints_that_answer_are_one_sentence_and_a_whole_chain_per_way()
    {
        var page = Render<ComponentsPage>();

        Assert.Equal("All 3 endpoints work.", Answer(page));
        Assert.Equal(3, page.FindAll("[data-endpoint]").Count);
        var rows = page.Find("[data-endpoint='/ai']").QuerySelectorAll(".chain-row");
        Assert.Equal(["Domain ai.example.org", "VIP 10.10.10.100", "Node 10.10.10.11"], rows.Select(r => r.QuerySelector(".strong")!.TextContent));
        Assert.All(rows, r => Assert.Equal(6, r.QuerySelectorAll(".chain-link[data-state=Passed]").Length));
        Assert.Equal(["DNS, passed", "TCP, passed", "TLS, passed", "Ingress, passed", "Redirects, passed", "Application, passed"], rows[0].QuerySelectorAll(".status").Select(s => s.TextContent));
    }

    [Fact]
    public void An_application_that_is_down_is_named_and_its_chain_ends_there()
    {
        _answer = Round(answer: t => t.Path == "/ai" ? 503 : 200);

        var page = Render<ComponentsPage>();

        Assert.StartsWith("/ai does not work, the application is broken:", Answer(page), StringComparison.Ordinal);
        var chain = page.Find("[data-endpoint='/ai'] .chain");
        Assert.Equal("Application, failed", Assert.Single(chain.QuerySelectorAll("[data-state=Failed] .status")).TextContent);
        Assert.Equal("Works", page.Find("[data-endpoint='/'] .section-head .status").TextContent.Trim());
    }

    [Fact]
    public void One_reason_for_all_endpoints_is_said_once_and_what_lies_behind_it_is_not_reached()
    {
        _answer = Round(dns: t => t.Route == ProbeRoute.Domain ? "no name server knows it." : "");

        var page = Render<ComponentsPage>();

        Assert.StartsWith("All 3 endpoints do not work, DNS is broken: The name ai.example.org", Answer(page), StringComparison.Ordinal);
        var domain = page.Find("[data-endpoint='/'] .chain");
        Assert.Equal(5, domain.QuerySelectorAll("[data-state=NotReached]").Length);
    }

    [Fact]
    public void Different_reasons_are_named_with_their_endpoint()
    {
        _answer = Round(answer: t => t.Path == "/ai" ? 503 : t.Path == "/" ? 404 : 200);

        Assert.Equal("2 of 3 endpoints do not work, for different reasons: / (the ingress), /ai (the application).", Answer(Render<ComponentsPage>()));
    }

    [Fact]
    public void A_certificate_is_shown_with_its_end()
    {
        var page = Render<ComponentsPage>();

        Assert.Contains("CN=ai.example.org, valid until", page.Find("[data-endpoint='/'] .facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_there_is_a_cluster_the_page_teaches_instead_of_failing()
    {
        _answer = new Error(ErrorKind.NotFound, "no-cluster", "There is no cluster.", "Create one first: Cluster > Create cluster.");

        var page = Render<ComponentsPage>();

        Assert.Empty(page.FindAll(".error-panel"));
        Assert.Contains("Create one first", page.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_round_that_failed_leaves_the_last_one_with_its_age()
    {
        var page = Render<ComponentsPage>();
        _answer = new Error(ErrorKind.RemoteTimeout, "appliance-timeout", "The appliance does not answer.", "Wait.");

        Time.Advance(TimeSpan.FromSeconds(120));

        page.WaitForAssertion(() => Assert.Equal("appliance-timeout", page.Find(".error-panel").GetAttribute("data-code")));
        Assert.NotNull(page.Find("time[data-stale]"));
        Assert.Equal(3, page.FindAll("[data-endpoint]").Count);
    }

    [Fact]
    public async Task A_person_can_ask_for_a_round_at_once()
    {
        var page = Render<ComponentsPage>();

        await page.Find(".page-header button").ClickAsync(new());

        Assert.Equal([false, false], Gateway.Asked.Where(a => a.Operation is ProbeEndpoints).Select(a => a.Background));
    }

    private static string Answer(IRenderedComponent<ComponentsPage> page) => page.Find(".page-answer").ChildNodes[^1].TextContent.Trim();

    private ImmutableArray<EndpointReport> Round(Func<ProbeTarget, string>? dns = null, Func<ProbeTarget, int>? answer = null)
    {
        var places = new EndpointPlaces("ai.example.org", "10.10.10.100", ["10.10.10.11"]);
        var results = places.Targets().Select(t => ProbeJudge.Judge(Seen(t, dns?.Invoke(t) ?? "", answer?.Invoke(t) ?? 200), places));
        return [.. results.GroupBy(r => r.Target.Path).Select(g => EndpointReport.Of(g.Key, [.. g], null, 1))];
    }

    private ProbeObservation Seen(ProbeTarget target, string dnsProblem, int status) => new()
    {
        Target = target,
        TakenAt = Time.GetUtcNow(),
        DnsProblem = dnsProblem,
        Certificate = new CertificateSeen("CN=ai.example.org", "CN=CA", ["ai.example.org"], Time.GetUtcNow().AddDays(-1), Time.GetUtcNow().AddYears(1), "AA:BB", true, true, ""),
        Answers = [new HttpAnswer(target.Url, status, "")],
    };

    [Fact]
    public void Each_component_has_its_state_its_pods_its_cause_and_a_way_to_them()
    {
        var cluster = FactWorld.Fresh(
            ClusterSnapshot.Empty with { Pods = [FactWorld.Pod("mural-system", "mural-canvas-0", "edge-1"), FactWorld.Pod("mural-system", "mural-dex-0", "edge-1", "Pending", ContainerState.Waiting)] }, Time.GetUtcNow());
        Gateway.Answer<GetClusterFacts, ClusterSnapshot>(_ => cluster);
        Gateway.Answer<GetHealth, HealthReport>(_ => new HealthReport(
            Verdict.Degraded, null, [new HealthCause("image-pull", CauseWeight.Degraded, "", "", null, "The registry refuses pulls.", "", ["mural-system/mural-dex-0"])], [], [], Time.GetUtcNow()));

        var page = Render<ComponentsPage>();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("section[aria-labelledby=components-title] tbody tr")));
        var rows = page.FindAll("section[aria-labelledby=components-title] tbody tr").ToDictionary(r => r.QuerySelector(".strong")!.TextContent);
        Assert.Contains("Healthy", rows["Canvas"].TextContent, StringComparison.Ordinal);
        Assert.Contains("1/2", rows["mural-system"].TextContent, StringComparison.Ordinal);
        Assert.Contains("The registry refuses pulls.", rows["Dex"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Not installed", rows["Flux"].TextContent, StringComparison.Ordinal);
        Assert.Equal("/cluster/workloads?namespace=mural-system&filter=dex", rows["Dex"].QuerySelector("a")!.GetAttribute("href"));
    }
}
