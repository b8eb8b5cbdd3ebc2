using Bunit;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Features.Clusters;

namespace PaletteAI.Console.Tests.Clusters;

public sealed class EventsPageTests : PageContext
{
    private readonly LiveWorld _live;

    public EventsPageTests()
    {
        var now = Time.GetUtcNow();
        _live = new LiveWorld(Gateway);
        _live.Begin(FactWorld.Fresh(
            new ClusterSnapshot
            {
                Events =
                [
                    FactWorld.Event("Pulled", "Pod", "ui-system", "canvas-1", "image pulled", now.AddMinutes(-5), "Normal"),
                    FactWorld.Event("Failed", "Pod", "mural-system", "mural-1", "no such host", now.AddMinutes(-1)),
                    FactWorld.Event("NodeNotReady", "Node", "", "edge-2", "it went away", now.AddMinutes(-3)),
                ],
            },
            now));
    }

    [Fact]
    public void Events_are_counted_and_listed_newest_first()
    {
        var page = Render<EventsPage>();

        Assert.Equal("3 events, 2 of them warnings.", page.Find(".page-answer").TextContent.Trim());
        Assert.Equal(["Failed", "NodeNotReady", "Pulled"], Reasons(page));
    }

    [Theory]
    [InlineData("?kind=Normal", "Pulled")]
    [InlineData("?namespace=mural-system", "Failed")]
    [InlineData("?filter=went+away", "NodeNotReady")]
    public void The_filter_lives_in_the_address(string query, string expected)
    {
        Visit("/cluster/events" + query);

        Assert.Equal([expected], Reasons(Render<EventsPage>()));
    }

    [Fact]
    public void An_event_leads_to_the_pod_or_node_it_is_about()
    {
        var links = Render<EventsPage>().FindAll("tbody a").Select(a => a.GetAttribute("href"));

        Assert.Equal(["/cluster/workloads?pod=mural-system%2Fmural-1", "/cluster/nodes?node=edge-2", "/cluster/workloads?pod=ui-system%2Fcanvas-1"], links);
    }

    [Fact]
    public async Task A_filter_that_takes_nothing_can_be_cleared()
    {
        Visit("/cluster/events?namespace=mural-system");
        var page = Render<EventsPage>();

        await page.Find("#events-kind").ChangeAsync(new() { Value = "Normal" });

        Assert.Contains("kind=Normal", Query, StringComparison.Ordinal);
        Assert.Equal("http://localhost/cluster/events", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public void A_cluster_that_cannot_be_asked_is_unknown()
    {
        _live.Problem = new Error(ErrorKind.RemoteTimeout, "cluster-timeout", "The API did not answer in time.");

        var page = Render<EventsPage>();

        Assert.Equal("Unknown: the cluster could not be asked.", page.Find(".page-answer").TextContent.Trim());
        Assert.Equal("cluster-timeout", page.Find(".error-panel").GetAttribute("data-code"));
    }

    private static IEnumerable<string> Reasons(IRenderedComponent<EventsPage> page) => page.FindAll("tbody tr").Select(r => r.Children[2].TextContent.Trim());
}
