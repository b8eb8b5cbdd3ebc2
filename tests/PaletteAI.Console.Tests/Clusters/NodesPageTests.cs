using Bunit;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Features.Clusters;

namespace PaletteAI.Console.Tests.Clusters;

public sealed class NodesPageTests : PageContext
{
    private readonly LiveWorld _live;

    public NodesPageTests()
    {
        _live = new LiveWorld(Gateway);
        _live.Begin(Snapshot(FactWorld.Node("edge-2", ready: "Unknown"), FactWorld.Node("edge-1")));
        Gateway.Answer<GetCluster, ClusterReport>(_ => new ClusterReport(OverviewWorld.Running, true, Time.GetUtcNow()));
    }

    [Fact]
    public void The_answer_names_the_nodes_that_are_not_ready()
    {
        var page = Render<NodesPage>();

        Assert.Contains("1 of 2 nodes ready. Not ready: edge-2.", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        Assert.Equal(["edge-1", "edge-2"], Column(page, 0));
        Assert.Equal(["Ready", "Unknown"], Column(page, 1));
        Assert.Equal(["none", "not known"], Column(page, 2));
    }

    [Fact]
    public void Pools_come_from_the_appliance_and_stay_empty_where_it_names_none() =>
        Assert.Equal(["control-plane-pool", ""], Column(Render<NodesPage>(), 4));

    [Fact]
    public void Pressure_is_said_although_the_node_is_ready()
    {
        _live.Begin(Snapshot(FactWorld.Node("edge-1") with { Conditions = [new("Ready", "True", "", "", null), new("DiskPressure", "True", "", "", null)] }));

        var page = Render<NodesPage>();

        Assert.Contains("The only node is ready. edge-1 reports DiskPressure.", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Healthy", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_panel_shows_labels_taints_conditions_and_leads_to_the_pods()
    {
        Visit("/cluster/nodes?node=edge-1");

        var panel = Render<NodesPage>().Find(".side-panel");

        foreach (var words in new[] { "node-role.kubernetes.io/control-plane:NoSchedule", "kubernetes.io/hostname=edge-1", "KubeletReady", "10.10.10.11", "control-plane-pool" })
        {
            Assert.Contains(words, panel.TextContent, StringComparison.Ordinal);
        }
        Assert.Contains("/cluster/workloads?node=edge-1", panel.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void A_row_opens_its_panel_through_the_address()
    {
        var page = Render<NodesPage>();

        page.FindAll("tbody tr")[1].Click();

        Assert.Contains("node=edge-2", Query, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_control_plane_is_up_the_page_teaches()
    {
        _live.Problem = new Error(ErrorKind.Refused, "kubeconfig-not-there-yet", "The appliance does not offer a kubeconfig yet.");

        var page = Render<NodesPage>();

        Assert.Contains("Here you will see every node", page.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_set_beside_the_console_shows_in_the_open_panel()
    {
        Visit("/cluster/nodes?node=edge-1");
        var page = Render<NodesPage>();

        _live.Change(Time.GetUtcNow(), new FactChange(FactKind.Node, false, FactWorld.Node("edge-1") with { Labels = FactLabels.Of(("palette.ai/helm-config", "true")) }));

        page.WaitForAssertion(() => Assert.Contains("palette.ai/helm-config=true", page.Find(".side-panel").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Nodes_that_join_or_leave_come_and_go()
    {
        var page = Render<NodesPage>();

        _live.Change(Time.GetUtcNow(), new FactChange(FactKind.Node, false, FactWorld.Node("edge-0")), new FactChange(FactKind.Node, true, FactWorld.Node("edge-2")));

        page.WaitForAssertion(() => Assert.Equal(["edge-0", "edge-1"], Column(page, 0)));
        Assert.Contains("All 2 nodes are ready.", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Column(IRenderedComponent<NodesPage> page, int column) => page.FindAll("tbody tr").Select(r => r.Children[column].TextContent.Trim());

    private ClusterSnapshot Snapshot(params NodeFacts[] nodes) => FactWorld.Fresh(new ClusterSnapshot { Nodes = nodes }, Time.GetUtcNow());
}
