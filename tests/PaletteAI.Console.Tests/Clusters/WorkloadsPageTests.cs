using Bunit;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Features.Clusters;

namespace PaletteAI.Console.Tests.Clusters;

public sealed class WorkloadsPageTests : PageContext
{
    private readonly LiveWorld _live;

    public WorkloadsPageTests()
    {
        _live = new LiveWorld(Gateway);
        _live.Begin(Snapshot(
            FactWorld.Pod("ui-system", "canvas-1", "edge-1"),
            FactWorld.Pod("ui-system", "canvas-2", "edge-2", state: new ContainerState(ContainerPhase.Waiting, "ImagePullBackOff", "Back-off pulling image")),
            FactWorld.Pod("mural-system", "job-1", "edge-1", phase: "Succeeded", state: new ContainerState(ContainerPhase.Terminated, "Completed"))));
    }

    [Fact]
    public void The_installer_that_waits_for_its_label_is_no_fault()
    {
        var waits = FactWorld.Pod("palette-ai-system", "installer-1", "", "Pending") with { Scheduling = new SchedulingHints { NodeSelector = FactLabels.Of((InstallerLabel.Key, InstallerLabel.Value)) } };
        _live.Begin(Snapshot(FactWorld.Pod("a", "web-1", "edge-1"), waits));
        var page = Render<WorkloadsPage>();
        Assert.Contains("1 of 2 pods waits for a node with the installer's label.", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        Assert.Contains("Waiting", page.Find(".page-answer .status").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_counts_the_pods_that_need_a_look()
    {
        var page = Render<WorkloadsPage>();

        Assert.Contains("1 of 3 pods needs a look.", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        Assert.Equal(["job-1", "canvas-1", "canvas-2"], Names(page));
    }

    [Fact]
    public void Completed_pods_are_fine()
    {
        _live.Begin(Snapshot(FactWorld.Pod("a", "runs", "edge-1"), FactWorld.Pod("a", "ended", "edge-1", phase: "Succeeded", state: new ContainerState(ContainerPhase.Terminated, "Completed"))));

        var page = Render<WorkloadsPage>();

        Assert.Contains("All 2 pods run or completed.", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        Assert.Contains("Healthy", page.Find(".page-answer .status").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_whose_node_went_away_is_not_well_although_its_containers_still_read_as_ready()
    {
        var lost = FactWorld.Pod("a", "lost", "edge-1") with { Conditions = [new("Ready", "False", "NodeNotReady", "", null)] };

        Assert.False(PodListing.Of(lost).IsWell);
    }

    [Theory]
    [InlineData("?namespace=mural-system", "job-1")]
    [InlineData("?node=edge-2", "canvas-2")]
    [InlineData("?state=not-well", "canvas-2")]
    [InlineData("?state=Running&namespace=ui-system", "canvas-1")]
    [InlineData("?filter=pullbackoff", "canvas-2")]
    public void The_filter_lives_in_the_address(string query, string expected)
    {
        Visit("/cluster/workloads" + query);

        Assert.Equal([expected], Names(Render<WorkloadsPage>()));
    }

    [Fact]
    public async Task Choosing_a_state_goes_into_the_address_and_can_be_cleared()
    {
        var page = Render<WorkloadsPage>();

        await page.Find("#pods-state").ChangeAsync(new() { Value = PodFilter.NotWell });
        Assert.Contains("state=not-well", Query, StringComparison.Ordinal);
        Assert.Equal(["canvas-2"], Names(page));

        await page.Find("#pods-namespace").ChangeAsync(new() { Value = "mural-system" });
        Assert.Equal("http://localhost/", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public void The_panel_says_why_with_containers_conditions_and_events()
    {
        var cluster = ((ClusterResync)_live.First).Snapshot;
        _live.Begin(cluster with
        {
            Events = [FactWorld.Event("Failed", "Pod", "ui-system", "canvas-2", "no such host registry.example.org", Time.GetUtcNow()), FactWorld.Event("Pulled", "Pod", "ui-system", "canvas-1", "of another pod", Time.GetUtcNow())],
        });
        Visit("/cluster/workloads?pod=ui-system%2Fcanvas-2");

        var panel = Render<WorkloadsPage>().Find(".side-panel");

        foreach (var words in new[] { "ImagePullBackOff", "Back-off pulling image", "registry.example.org/canvas:1", "PodScheduled", "no such host registry.example.org" })
        {
            Assert.Contains(words, panel.TextContent, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("of another pod", panel.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restarted_pod_says_how_often_when_last_and_how_it_ended()
    {
        var ended = new ContainerState(ContainerPhase.Terminated, "OOMKilled", ExitCode: 137, FinishedAt: Time.GetUtcNow().AddMinutes(-2));
        var pod = FactWorld.Pod("a", "again", "edge-1");
        _live.Begin(Snapshot(pod with { Containers = [pod.Containers[0] with { Restarts = 3, LastState = ended }] }));
        Visit("/cluster/workloads?pod=a%2Fagain");

        var panel = Render<WorkloadsPage>().Find(".side-panel");

        Assert.Contains("3, the last 2 min ago", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ended with exit code 137: OOMKilled, 2 min ago", panel.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_cluster_the_page_teaches()
    {
        _live.Problem = new Error(ErrorKind.NotFound, "no-cluster", "There is no cluster.");

        var page = Render<WorkloadsPage>();

        Assert.Contains("Here you will see every pod", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".error-panel"));
    }

    [Fact]
    public async Task An_api_that_goes_away_leaves_the_last_pods_with_their_age_and_no_green()
    {
        _live.Begin(Snapshot(FactWorld.Pod("a", "runs", "edge-1")));
        var page = Render<WorkloadsPage>();

        _live.Lose(Time.GetUtcNow().AddMinutes(-2), "The API does not accept connections.");

        page.WaitForAssertion(() => Assert.Equal("facts-not-current", page.Find(".error-panel").GetAttribute("data-code")));
        Assert.Contains("Unknown now. When last read: The only pod runs or completed.", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        Assert.Equal(["runs"], Names(page));
        Assert.Contains("2 min old, API not answering", page.Find(".section-head").TextContent.Replace(" · stale", "", StringComparison.Ordinal), StringComparison.Ordinal);

        _live.Change(Time.GetUtcNow());
        await UntilAsync(() => page.FindAll(".error-panel").Count == 0);
        Assert.Contains("Live", page.Find(".section-head").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_the_api_prints_come_first_and_the_pods_replace_them()
    {
        _live.First = new ClusterResync(ClusterSnapshot.Empty);
        var page = Render<WorkloadsPage>();
        Assert.NotEmpty(page.FindAll(".skeleton"));

        _live.Tell(new ClusterProvisional([new ProvisionalPod("a", "crashes", "0/1", "CrashLoopBackOff", "12 (3m ago)", "5d3h", "10.0.0.1", "edge-1"), new ProvisionalPod("a", "done", "0/1", "Completed", "0", "2d", "", "edge-1")], IsAll: false));

        page.WaitForAssertion(() => Assert.Equal(["crashes", "done"], Names(page)));
        Assert.Equal(["a", "crashes", "CrashLoopBackOff", "0/1", "12", "edge-1", "5d3h ago"], page.FindAll("tbody tr")[0].Children.Select(c => c.TextContent.Trim()));
        Assert.Contains("1 of 2 pods needs a look.", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        Assert.Contains("details follow", page.Find(".section-head").TextContent, StringComparison.Ordinal);

        _live.Tell(new ClusterResync(Snapshot(FactWorld.Pod("a", "runs", "edge-1"))));

        await UntilAsync(() => Names(page).SequenceEqual(["runs"]));
        Assert.DoesNotContain("details follow", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_row_of_the_first_look_waits_for_nothing()
    {
        ProvisionalPod Row(string name) => new("a", name, "1/1", "Running", "0", "2d", "", "edge-1");
        _live.First = new ClusterResync(ClusterSnapshot.Empty);
        var page = Render<WorkloadsPage>();
        _live.Tell(new ClusterProvisional([Row("one")], IsAll: false));
        page.WaitForAssertion(() => Assert.Equal(["one"], Names(page)));

        // No time passes, so that only what may not wait is drawn.
        _live.Tell(new ClusterProvisional([Row("one"), Row("two")], IsAll: false));
        _live.Tell(new ClusterProvisional([Row("one"), Row("two")], IsAll: true));

        page.WaitForAssertion(() => Assert.Equal(["one", "two"], Names(page)));
    }

    [Fact]
    public async Task Filter_sort_and_selection_stay_while_much_changes()
    {
        _live.Begin(Snapshot([.. Enumerable.Range(0, 50).Select(i => FactWorld.Pod("a", $"p{i:00}", "edge-1"))]));
        Visit("/cluster/workloads?namespace=a&sort=name&dir=desc&pod=a%2Fp07");
        var page = Render<WorkloadsPage>();

        for (var i = 0; i < 100; i++)
        {
            _live.Change(Time.GetUtcNow(), new FactChange(FactKind.Pod, false, FactWorld.Pod("a", $"p{i % 50:00}", $"edge-{i}")));
            Time.Advance(TimeSpan.FromMilliseconds(20));
        }

        await UntilAsync(() => page.FindAll("tbody tr")[0].Children[5].TextContent.Trim() == "edge-99");
        Assert.Equal("p49", Names(page).First());
        Assert.Equal("p07", page.Find("tr[data-selected]").Children[1].TextContent.Trim());
        Assert.Contains("p07", page.Find(".side-panel").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_that_is_deleted_meanwhile_is_forgotten()
    {
        var page = Render<WorkloadsPage>();
        _live.Problem = new Error(ErrorKind.NotFound, "no-cluster", "There is no cluster.");

        Time.Advance(TimeSpan.FromSeconds(15));

        page.WaitForAssertion(() => Assert.Contains("Here you will see every pod", page.Find(".empty").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_appliance_that_is_away_does_not_hide_the_cluster()
    {
        var page = Render<WorkloadsPage>();
        _live.Problem = new Error(ErrorKind.RemoteFailed, "appliance-unreachable", "The appliance does not answer.");

        Time.Advance(TimeSpan.FromSeconds(15));
        _live.Change(Time.GetUtcNow(), new FactChange(FactKind.Pod, false, FactWorld.Pod("z", "new", "edge-1")));

        await UntilAsync(() => Names(page).Contains("new"));
        Assert.Empty(page.FindAll(".error-panel"));
    }

    [Fact]
    public void Pods_that_the_api_refuses_to_list_are_unknown_and_not_none()
    {
        _live.Begin(FactWorld.Fresh(new ClusterSnapshot(), Time.GetUtcNow()) with
        {
            Freshness = ClusterSnapshot.Empty.Freshness.Add(FactKind.Pod, new FactFreshness(null, "The API refuses to list pods.")),
        });

        var page = Render<WorkloadsPage>();

        Assert.Contains("The API refuses to list pods.", page.Find(".error-panel").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("No pods", page.Markup, StringComparison.Ordinal);
    }

    // Lets time pass until the page shows it; the runner's time limit is the end of it.
    private async Task UntilAsync(Func<bool> isShown)
    {
        while (!isShown())
        {
            Time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Delay(1, Xunit.TestContext.Current.CancellationToken);
        }
    }

    private static IEnumerable<string> Names(IRenderedComponent<WorkloadsPage> page) => page.FindAll("tbody tr").Select(r => r.Children[1].TextContent.Trim());

    private ClusterSnapshot Snapshot(params PodFacts[] pods) => FactWorld.Fresh(new ClusterSnapshot { Pods = pods }, Time.GetUtcNow());
}
