using System.Globalization;
using Bunit;
using PaletteAI.Console.Application.Operations.Hosts;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Features.Hosts;

namespace PaletteAI.Console.Tests.Hosts;

public sealed class HostPagesTests : PageContext
{
    private Result<HostList> _answer = HostsWorld.Three;

    public HostPagesTests() => Gateway.Answer<ListHosts, HostList>(_ => _answer);

    [Fact]
    public void Edge_host_says_who_it_is_and_shows_every_fact_it_was_told()
    {
        var page = Render<EdgeHostPage>();

        Assert.Equal("edge-1 at 10.10.10.11 is the leader of 3 linked hosts.", page.Find(".page-answer").TextContent.Trim());
        foreach (var fact in new[] { "16 cores", "62.8 GiB", "NVIDIA L4", "ubuntu 22.04", "Linux 5.15.0", "4.9.14", "ntp.example.org", "10.10.10.11/24", "52:54:00:0a:0a:0b", "90 of 100 GB (90 %)", "airgap" })
        {
            Assert.Contains(fact, page.Markup, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Identifiers_can_be_copied()
    {
        var page = Render<EdgeHostPage>();

        var copies = page.FindAll("[data-copy]").Select(b => b.GetAttribute("data-copy")).ToArray();
        Assert.Contains("edge-1-uid", copies);
        Assert.Contains("10.10.10.11", copies);
        Assert.Contains("10.10.10.11/24", copies);
        Assert.All(page.FindAll("[data-copy]"), b => Assert.NotEmpty(b.TextContent.Trim()));
    }

    [Fact]
    public void A_clock_nobody_reports_is_unknown()
    {
        var page = Render<EdgeHostPage>();

        Assert.Equal("Unknown", page.Find("section[aria-labelledby=agent-title] .status").TextContent.Trim());
    }

    [Fact]
    public void A_linked_host_names_the_leader_and_leads_there()
    {
        _answer = HostsWorld.List(HostsWorld.Host("edge-2", 12), HostsWorld.Leader);

        var notices = new[] { Render<EdgeHostPage>().Find(".notice"), Render<LinkedHostsPage>().Find(".notice") };

        Assert.All(notices, n => Assert.Contains("edge-1", n.TextContent, StringComparison.Ordinal));
        Assert.All(notices, n => Assert.Equal("https://10.10.10.11:5080/", n.QuerySelector("a")!.GetAttribute("href")));
    }

    [Fact]
    public void A_leader_without_an_address_gets_no_link()
    {
        _answer = HostsWorld.List(HostsWorld.Host("edge-2", 12), HostsWorld.Leader) with { LeaderUrl = "" };

        var notice = Render<LinkedHostsPage>().Find(".notice");

        Assert.Null(notice.QuerySelector("a"));
        Assert.Contains("not reported", notice.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_appliance_that_is_away_is_said_with_what_to_do_and_tried_again_on_demand()
    {
        _answer = new Error(ErrorKind.RemoteFailed, "appliance-unreachable", "Away.", "Wait a minute.");
        var page = Render<EdgeHostPage>();
        Assert.Contains("Wait a minute.", page.Find(".error-panel").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".facts .copyable"));
        _answer = HostsWorld.Three;

        page.Find(".error-panel button.button:not(.copy)").Click();

        Assert.Empty(page.FindAll(".error-panel"));
        Assert.Contains("edge-1-uid", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_reads_again_in_the_background_and_stops_when_it_is_left()
    {
        var page = Render<LinkedHostsPage>();
        Time.Advance(TimeSpan.FromSeconds(15));

        page.WaitForAssertion(() => Assert.Equal([false, true], Gateway.Asked.Select(a => a.Background)));
        await DisposeComponentsAsync();
        Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(2, Gateway.Asked.Count);
        Assert.Equal(0, Time.WaitingTimers);
    }

    [Fact]
    public void The_picture_has_the_leader_in_the_middle_and_a_link_to_every_other_host()
    {
        var hosts = Enumerable.Range(2, 4).Select(n => HostsWorld.Host($"edge-{n.ToString(CultureInfo.InvariantCulture)}", 10 + n)).ToArray();
        _answer = HostsWorld.List([HostsWorld.Leader, .. hosts[..3], hosts[3] with { Health = "Unhealthy" }]);

        var map = Render<LinkedHostsPage>().Find(".host-map");

        Assert.Equal("edge-1-uid", map.QuerySelector(".host-map-middle .host-card[data-leader]")!.GetAttribute("data-host"));
        Assert.Equal(["edge-2-uid", "edge-3-uid"], map.QuerySelectorAll("[data-side=left] .host-card").Select(c => c.GetAttribute("data-host")));
        Assert.Equal(["up", "doubtful"], map.QuerySelectorAll("[data-side=right] .host-map-spoke").Select(s => s.GetAttribute("data-link")));
        Assert.All(map.QuerySelectorAll(".host-card"), c => Assert.Equal(3, c.QuerySelectorAll(".host-card-states .status").Length));
    }

    [Fact]
    public void What_each_host_lacks_is_listed_before_a_cluster_exists_and_not_afterwards()
    {
        var bad = HostsWorld.Host("edge-3", 13) with { Status = "Linking" };
        _answer = HostsWorld.List(HostsWorld.Leader, HostsWorld.Host("edge-2", 12), bad);
        Assert.Contains("edge-3: status is Linking", Render<LinkedHostsPage>().Find("section[aria-labelledby=missing-title]").TextContent, StringComparison.Ordinal);
        _answer = HostsWorld.List([.. HostsWorld.Three.Hosts.Select(h => h with { InCluster = true })]);

        Assert.Empty(Render<LinkedHostsPage>().FindAll("section[aria-labelledby=missing-title]"));
    }

    [Fact]
    public void A_row_opens_the_hosts_panel_and_the_address_keeps_it()
    {
        var page = Render<LinkedHostsPage>();
        Assert.Empty(page.FindAll(".side-panel"));

        page.FindAll("tbody tr")[1].Click();

        Assert.Equal("?host=edge-2-uid", Query);
        var panel = page.Find(".side-panel");
        Assert.Equal("edge-2", panel.QuerySelector("h2")!.TextContent);
        Assert.Contains("4.9.14", panel.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("host=", panel.QuerySelector("[data-close-panel]")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.NotNull(page.FindAll("tbody tr")[1].GetAttribute("data-selected"));
    }

    [Fact]
    public void An_address_with_an_unknown_host_opens_nothing()
    {
        Visit("/hosts?host=%3Cscript%3E");

        Assert.Empty(Render<LinkedHostsPage>().FindAll(".side-panel"));
    }

    [Fact]
    public void A_failed_link_is_said_with_its_reason()
    {
        _answer = HostsWorld.Three with { LinkState = "Failed", LinkError = "token expired" };

        Assert.Contains("token expired", Render<LinkedHostsPage>().Find("[data-code=link-failed]").TextContent, StringComparison.Ordinal);
    }
}
