using System.Collections.Immutable;
using System.Threading.Channels;
using Bunit;
using MudBlazor;
using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Clusters.Logs;
using PaletteAI.Console.Application.Operations.Installer;
using PaletteAI.Console.Application.Operations.Nodes;
using PaletteAI.Console.Application.Operations.Pods;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Values.Copies;
using PaletteAI.Console.Features.Installer;
using PaletteAI.Console.Tests.Clusters;

namespace PaletteAI.Console.Tests.Installer;

public sealed class InstallerPageTests : PageContext
{
    private readonly InstallerWorld _world;
    private Error? _away;
    private Result<StartedRun> _started = new StartedRun("palette-ai-system", "palette-ai-installer", "palette-ai-installer-manual-1");
    private Error? _notMoved;
    private string _lastSha256 = "aaaa1111bbbb";
    private ImmutableArray<ValuesCopy> _copies = [Copy("edge-1", "cccc2222dddd"), Copy("edge-2", "eeee3333ffff", shipped: true), Copy("edge-3", "")];
    private readonly Channel<LogBatch> _live = Channel.CreateUnbounded<LogBatch>();
    private Result<InstallerLog> _log = new InstallerLog("palette-ai-system", "palette-ai-installer-2-abcde", ["applying values", "done"]);

    public InstallerPageTests()
    {
        // 90 s after a scheduled run.
        Time.Advance(TimeSpan.FromSeconds(390 - (Time.GetUtcNow().ToUnixTimeSeconds() % 300)));
        _world = new InstallerWorld(Time.GetUtcNow());
        _world.Jobs = [_world.Job("palette-ai-installer-2", "Complete", 5), _world.Job("palette-ai-installer-1", "Failed", 10, "values are not valid")];
        Gateway.Answer<GetInstaller, InstallerStatus>(_ => _away is null ? _world.Status : _away);
        Gateway.Answer<ListNodes, ImmutableArray<NodeFacts>>(_ => _world.Nodes);
        Gateway.Answer<GetInstallerLogs, InstallerLog>(_ => _log);
        Gateway.Answer<GetPodLogs, PodLog>(l => new PodLog(l.Namespace, l.Pod, l.Container, [new LogLine(null, "applying values")], false));
        Gateway.Answer<FollowPodLogs, LogFollowing>(_ => new LogFollowing(_live.Reader.ReadAllAsync()));
        Gateway.Answer<ForecastInstaller, InstallerForecast>(_ => Forecast());
        Gateway.Answer<RunInstaller, StartedRun>(_ => _started);
        Gateway.Answer<LabelNode, LabelMove>(l =>
        {
            if (_notMoved is not null)
            {
                return _notMoved;
            }
            _world.Label(l.Node);
            return new LabelMove(l.Node, ["edge-1"], [l.Node]);
        });
    }

    [Fact]
    public async Task A_label_set_beside_the_console_shows_without_waiting_for_the_timer()
    {
        var live = new LiveWorld(Gateway);
        _world.Nodes = [InstallerWorld.Node("edge-1"), InstallerWorld.Node("edge-2")];
        var page = Render<InstallerPage>();
        var reads = Gateway.Asked.Count(a => a.Operation is GetInstaller);

        live.Change(Time.GetUtcNow(), new FactChange(FactKind.Event, false, new EventFacts { Meta = new FactMeta("x", "e", "e", "1", null, null), Involved = new InvolvedObject("Pod", "x", "p", "", "") }));
        _world.Label("edge-2");
        live.Change(Time.GetUtcNow(), new FactChange(FactKind.Node, false, InstallerWorld.Node("edge-2", labelled: true)));

        await page.WaitForAssertionAsync(() => Assert.Equal(reads + 1, Gateway.Asked.Count(a => a.Operation is GetInstaller)));
        Assert.True(Gateway.Asked.FindLast(a => a.Operation is GetInstaller).Background);
    }

    [Fact]
    public void It_says_how_the_last_run_ended_and_when_the_next_one_comes()
    {
        var page = Render<InstallerPage>();

        var answer = page.Find(".page-answer").TextContent;
        Assert.Contains("The last run succeeded at", answer, StringComparison.Ordinal);
        Assert.Contains("The next one is due at", answer, StringComparison.Ordinal);
        var facts = page.Find("section[aria-labelledby=installer-title]").TextContent;
        foreach (var fact in new[] { "palette-ai-system/palette-ai-installer", "*/5 * * * *", "UTC", "No run at the moment", "in 3 min 30 s", "palette-ai-installer-1", "values are not valid" })
        {
            Assert.Contains(fact, facts, StringComparison.Ordinal);
        }
        Assert.Equal(2, page.FindAll(".run-mark").Count);
        Assert.Contains("applying values", page.Find("section[aria-labelledby=log-title] .log-lines").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_countdown_goes_on_between_two_readings()
    {
        var page = Render<InstallerPage>();
        var readings = Gateway.Asked.Count;

        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("in 3 min 29 s", page.Markup, StringComparison.Ordinal));
        Assert.Equal(readings, Gateway.Asked.Count);
    }

    [Fact]
    public void Without_a_labelled_node_it_says_why_it_waits_and_offers_every_node()
    {
        _world.Label("");

        var page = Render<InstallerPage>();

        Assert.Contains("No node carries the label palette.ai/helm-config=true", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Label edge-1", "Label edge-2", "Label edge-3"], page.FindAll("section[aria-labelledby=label-title] tbody button.button").Select(b => b.TextContent.Trim()));
    }

    [Fact]
    public void A_run_whose_pod_waits_is_pending_and_not_running()
    {
        _world.Label("");
        _world.Jobs = [_world.Job("palette-ai-installer-3", "", 1) with { Suspended = true }];

        var page = Render<InstallerPage>();

        Assert.Equal("Pending", page.Find("section[aria-labelledby=runs-title] tbody .status").TextContent.Trim());
        Assert.DoesNotContain(Gateway.Asked, a => a.Operation is GetInstallerLogs);
    }

    [Fact]
    public async Task The_label_moves_after_a_question_that_names_both_nodes()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = Render<InstallerPage>();

        var asked = page.FindAll("tbody button.button").Single(b => b.TextContent.Trim() == "Move label to edge-2").ClickAsync(new());
        dialogs.WaitForElement(".button-primary");
        Assert.Contains("edge-1 loses the label first", dialogs.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(Gateway.Asked, a => a.Operation is LabelNode);
        await dialogs.Find(".button-primary").ClickAsync(new());
        await asked;

        Assert.Equal("edge-2", Gateway.Asked.Select(a => a.Operation).OfType<LabelNode>().Single().Node);
        page.WaitForAssertion(() => Assert.Contains("The installer runs on edge-2", page.Markup, StringComparison.Ordinal));
        Assert.Contains("edge-2 carries the label now, and no other node does.", page.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_that_was_rolled_back_is_said_with_what_to_do()
    {
        _notMoved = new Error(ErrorKind.Refused, "label-race", "Somebody else labelled edge-3 at the same time.", "Look at the nodes' labels.");
        var dialogs = Render<MudDialogProvider>();
        var page = Render<InstallerPage>();

        var asked = page.FindAll("tbody button.button").Single(b => b.TextContent.Trim() == "Move label to edge-3").ClickAsync(new());
        dialogs.WaitForElement(".button-primary");
        await dialogs.Find(".button-primary").ClickAsync(new());
        await asked;

        page.WaitForAssertion(() => Assert.Equal("label-race", page.Find(".error-panel").GetAttribute("data-code")));
        Assert.Contains("The installer runs on edge-1", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_labelled_nodes_are_an_alarm_with_its_fix()
    {
        _world.Nodes = [InstallerWorld.Node("edge-1", labelled: true), InstallerWorld.Node("edge-2", labelled: true)];

        var page = Render<InstallerPage>();

        var section = page.Find("section[aria-labelledby=label-title]");
        Assert.Equal("Several nodes", section.QuerySelector(".status-failing")!.TextContent.Trim());
        Assert.Equal(["Keep it on edge-1 only", "Keep it on edge-2 only"], section.QuerySelectorAll("tbody button.button").Select(b => b.TextContent.Trim()));
    }

    [Fact]
    public void A_label_the_installer_does_not_ask_for_is_a_note_without_a_button()
    {
        _world.CronJob = _world.CronJob! with { Scheduling = SchedulingHints.None };

        var page = Render<InstallerPage>();

        Assert.Contains("does not select on it", page.Find("section[aria-labelledby=label-title]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("section[aria-labelledby=label-title] tbody button.button"));
    }

    [Fact]
    public async Task A_run_starts_after_a_question_that_names_it()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = Render<InstallerPage>();

        var asked = page.Find(".page-header .button-primary").ClickAsync(new());
        dialogs.WaitForElement(".button-primary");
        Assert.Equal("Run palette-ai-installer", dialogs.Find(".button-primary").TextContent.Trim());
        Assert.DoesNotContain(Gateway.Asked, a => a.Operation is RunInstaller);
        await dialogs.Find(".button-primary").ClickAsync(new());
        await asked;

        Assert.Single(Gateway.Asked, a => a is { Operation: RunInstaller, Background: false });
        page.WaitForAssertion(() => Assert.Contains("palette-ai-installer-manual-1 was started.", page.Find(".notice").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void While_a_run_goes_on_none_can_be_started_and_its_log_is_followed()
    {
        _world.Jobs = [_world.Job("palette-ai-installer-3", "", 1), .. _world.Jobs];
        _log = new InstallerLog("palette-ai-system", "palette-ai-installer-3-x", ["applying values"]);
        var page = Render<InstallerPage>();
        Assert.True(page.Find(".page-header .button-primary").HasAttribute("disabled"));
        Assert.Contains("palette-ai-installer-3", page.Find("#run-note").TextContent, StringComparison.Ordinal);

        Assert.True(_live.Writer.TryWrite(new LogBatch([new LogLine(null, "ingress is up")], 0, null)));

        page.WaitForAssertion(() => Assert.Contains("ingress is up", page.Find("section[aria-labelledby=log-title] .log-lines").TextContent, StringComparison.Ordinal));
        Assert.Equal("palette-ai-installer-3-x", Gateway.Asked.Select(a => a.Operation).OfType<FollowPodLogs>().Single().Log.Pod);
    }

    [Fact]
    public void The_log_of_a_finished_run_is_read_once()
    {
        var page = Render<InstallerPage>();

        Time.Advance(TimeSpan.FromSeconds(5));

        page.WaitForAssertion(() => Assert.Equal(2, Gateway.Asked.Count(a => a.Operation is GetInstaller)));
        Assert.Single(Gateway.Asked, a => a.Operation is GetInstallerLogs);
        Assert.Single(Gateway.Asked, a => a.Operation is GetPodLogs);
    }

    [Fact]
    public void Another_run_is_opened_through_the_address()
    {
        var page = Render<InstallerPage>();

        page.FindAll("section[aria-labelledby=runs-title] tbody tr")[^1].Click();

        Assert.Contains("run=palette-ai-installer-1", Query, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains(Gateway.Asked, a => a.Operation is GetInstallerLogs { Run: "palette-ai-installer-1" }));
    }

    [Fact]
    public void A_log_that_is_gone_with_its_pod_is_no_fault()
    {
        _log = new Error(ErrorKind.NotFound, "pod-gone", "The pod is gone, and its log with it.", "Look at a newer run.");

        var page = Render<InstallerPage>();

        Assert.Empty(page.FindAll(".error-panel"));
        Assert.Contains("Look at a newer run.", page.Find("section[aria-labelledby=log-title]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_suspended_installer_has_no_next_run()
    {
        _world.CronJob = _world.CronJob! with { Suspended = true };

        var page = Render<InstallerPage>();

        Assert.Contains("It is suspended: no run is scheduled.", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        Assert.Contains("none while it is suspended", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_there_is_a_cluster_the_page_teaches_instead_of_failing()
    {
        _away = new Error(ErrorKind.NotFound, "no-cluster", "There is no cluster.", "Create one first: Cluster > Create cluster.");

        var page = Render<InstallerPage>();

        Assert.Empty(page.FindAll(".error-panel"));
        Assert.Contains("Create one first", page.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_api_that_is_away_leaves_the_last_facts_with_their_age()
    {
        var page = Render<InstallerPage>();
        _away = new Error(ErrorKind.RemoteFailed, "cluster-unreachable", "The API does not answer.", "Wait.");

        Time.Advance(TimeSpan.FromSeconds(60));

        page.WaitForAssertion(() => Assert.Equal("cluster-unreachable", page.Find(".error-panel").GetAttribute("data-code")));
        Assert.NotNull(page.Find("section[aria-labelledby=installer-title] .section-head time[data-stale]"));
        Assert.Equal(2, page.FindAll(".run-mark").Count);
    }

    [Fact]
    public void Facts_that_could_not_be_read_are_unknown_and_not_absent()
    {
        (_world.CronJob, _world.Freshness) = (null, FactFreshness.Never);

        var page = Render<InstallerPage>();

        Assert.Contains("Unknown", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("There is no installer", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_oldest_of_what_it_rests_on_gives_its_age()
    {
        _world.Freshness = new FactFreshness(Time.GetUtcNow().AddMinutes(-2), "Jobs could not be read.");

        Assert.Equal(_world.Freshness, _world.Status.Freshness);
        Assert.Contains("Jobs could not be read.", Render<InstallerPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_what_the_last_run_applied_and_what_the_next_one_will()
    {
        var page = Render<InstallerPage>();

        page.WaitForAssertion(() => Assert.Contains("and applied aaaa1111.", page.Find(".page-answer").TextContent, StringComparison.Ordinal));
        Assert.Contains("and will apply edge-1's changed file cccc2222.", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        var next = page.Find("section[aria-labelledby=next-title]").TextContent;
        Assert.Contains("cccc2222dddd", next, StringComparison.Ordinal);
        Assert.Contains("aaaa1111bbbb", next, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_last_run_took_is_unknown_when_nothing_tells()
    {
        _lastSha256 = "";

        var page = Render<InstallerPage>();

        page.WaitForAssertion(() => Assert.Contains("unknown: the file was changed since", page.Find("section[aria-labelledby=next-title]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("and applied", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_nodes_values_file_is_shown_beside_it()
    {
        var page = Render<InstallerPage>();

        page.WaitForAssertion(() => Assert.Contains("Edited", page.Find("section[aria-labelledby=label-title]").TextContent, StringComparison.Ordinal));
        var rows = page.FindAll("section[aria-labelledby=label-title] tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains("As shipped", rows[1], StringComparison.Ordinal);
        Assert.Contains("Unreadable", rows[2], StringComparison.Ordinal);
        Assert.Contains("edge-3 does not answer.", rows[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edge-2", "Label edge-2 with shipped values", "still as it was shipped")]
    [InlineData("edge-3", "Label edge-3 unseen", "could not be read")]
    public async Task Labelling_a_node_whose_file_is_doubtful_asks_for_just_that(string node, string button, string doubt)
    {
        var dialogs = Render<MudDialogProvider>();
        var page = Render<InstallerPage>();
        page.WaitForAssertion(() => Assert.Contains("Edited", page.Find("section[aria-labelledby=label-title]").TextContent, StringComparison.Ordinal));

        var asked = page.FindAll("tbody button.button").Single(b => b.TextContent.Trim() == $"Move label to {node}").ClickAsync(new());
        dialogs.WaitForElement(".button-primary");
        Assert.Equal(button, dialogs.Find(".button-primary").TextContent.Trim());
        Assert.Contains(doubt, dialogs.Markup, StringComparison.Ordinal);
        await dialogs.FindAll("button").Single(b => b.TextContent.Trim() == "Cancel").ClickAsync(new());
        await asked;

        Assert.DoesNotContain(Gateway.Asked, a => a.Operation is LabelNode);
    }

    [Fact]
    public async Task Before_the_first_success_five_steps_lead_through_and_tick_themselves()
    {
        (_world.Jobs, _lastSha256) = ([], "");
        _world.Label("");
        var dialogs = Render<MudDialogProvider>();
        var page = Render<InstallerPage>();
        page.WaitForAssertion(() => Assert.Equal(["Done", "Current", "Later", "Later", "Later"], States(page)));

        page.FindAll(".path-node input")[0].Change("edge-1");
        page.WaitForAssertion(() => Assert.Equal(["Done", "Done", "Current", "Later", "Later"], States(page)));
        Assert.Contains("node=edge-1", Query, StringComparison.Ordinal);

        var asked = page.FindAll(".path button").Single(b => b.TextContent == "Label edge-1").ClickAsync(new());
        dialogs.WaitForElement(".button-primary");
        await dialogs.Find(".button-primary").ClickAsync(new());
        await asked;
        page.WaitForAssertion(() => Assert.Equal(["Done", "Done", "Done", "InProgress", "Later"], States(page)));

        _world.Jobs = [_world.Job("palette-ai-installer-1", "", 0)];
        Time.Advance(TimeSpan.FromSeconds(5));
        page.WaitForAssertion(() => Assert.Equal(["Done", "Done", "Done", "Done", "InProgress"], States(page)));

        _world.Jobs = [_world.Job("palette-ai-installer-1", "Complete", 1)];
        Time.Advance(TimeSpan.FromSeconds(5));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".path")));
    }

    private static ValuesCopy Copy(string node, string sha256, bool? shipped = false) => new()
    {
        Host = node, Name = node, Node = node, Sha256 = sha256, IsShipped = sha256.Length > 0 ? shipped : null,
        Problem = sha256.Length > 0 ? null : new Error(ErrorKind.RemoteTimeout, "host-timeout", $"{node} does not answer.", ""),
    };

    private static IEnumerable<string?> States(IRenderedComponent<InstallerPage> page) => page.FindAll(".path-step").Select(s => s.GetAttribute("data-state"));

    private InstallerForecast Forecast() => new(
        Time.GetUtcNow(), RunForecast.Of(_world.Status, _world.Nodes, [.. _copies.Select(c => new HostValues(c.Node, c.Sha256))], _lastSha256), _lastSha256, _world.Status.LastSuccess?.StartedAt,
        new ValuesAuthority(AuthorityKind.LabelledNode, ["edge-1"], "The copy of edge-1 counts.", ""), _copies, null);
}
