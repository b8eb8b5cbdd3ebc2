using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain;
using Error = PaletteAI.Console.Domain.Error;

namespace PaletteAI.Console.Tests.Kit;

public sealed class KitTests : PageContext
{
    public static TheoryData<KitStatus> AllStatuses => [.. Enum.GetValues<KitStatus>()];

    [Theory]
    [MemberData(nameof(AllStatuses))]
    public void Every_state_has_a_shape_a_word_and_a_tone(KitStatus status)
    {
        var badge = Render<StatusBadge>(p => p.Add(b => b.Status, status)).Find(".status");

        Assert.NotEmpty(badge.TextContent.Trim());
        Assert.NotEmpty(badge.QuerySelector("svg path")!.GetAttribute("d")!);
        Assert.Equal("true", badge.QuerySelector("svg")!.GetAttribute("aria-hidden"));
        Assert.Matches("^status status-(good|warning|failing|progress|waiting|quiet) *$", badge.ClassName);
    }

    [Fact]
    public void Unknown_and_stale_are_never_drawn_as_good() =>
        Assert.All([KitStatus.Unknown, KitStatus.Stale, KitStatus.Pending, KitStatus.NotApplicable], s => Assert.Equal("quiet", StatusLook.Of(s).Tone));

    [Fact]
    public void States_that_differ_in_meaning_differ_in_more_than_colour()
    {
        var looks = Enum.GetValues<KitStatus>().Select(StatusLook.Of).ToArray();

        Assert.Equal(looks.Length, looks.Select(l => l.Word).Distinct().Count());
        Assert.Equal(looks.GroupBy(l => l.Shape).Count(), looks.GroupBy(l => (l.Shape, l.Tone)).Count());
    }

    [Fact]
    public void A_badge_can_bear_the_appliances_own_word() =>
        Assert.Equal("In-Use", Render<StatusBadge>(p => p.Add(b => b.Status, KitStatus.Passed).Add(b => b.Word, "In-Use")).Find(".status").TextContent.Trim());

    [Fact]
    public void Findings_say_what_where_and_what_to_do()
    {
        var list = Render<FindingList>(p => p
            .Add(l => l.Findings, [Finding.Error("spec.a", "a-bad", "A is bad.", "Make it good."), Finding.Info("", "note", "By the way.")])
            .Add(l => l.Extra, f => $"<b>{f.Code}!</b>"));

        var items = list.FindAll("li");
        Assert.Equal(["status-failing", "status-progress"], items.Select(i => i.ClassList[1]));
        Assert.Contains("A is bad.", items[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Make it good.", items[0].QuerySelector(".finding-fix")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["a-bad", "spec.a"], items[0].QuerySelectorAll("code").Select(c => c.TextContent));
        Assert.Null(items[1].QuerySelector(".finding-fix"));
        Assert.Equal(["a-bad!", "note!"], list.FindAll("b").Select(b => b.TextContent));
    }

    [Fact]
    public void No_findings_draw_nothing() => Assert.Equal("", Render<FindingList>(p => p.Add(l => l.Findings, [])).Markup.Trim());

    [Fact]
    public void Hostile_text_stays_text() =>
        Assert.Empty(Render<FindingList>(p => p.Add(l => l.Findings, [Finding.Error("", "x", "<script>alert(1)</script>", "<img src=x>")])).FindAll("script, img"));

    [Fact]
    public void An_error_is_a_record()
    {
        var error = new Error(ErrorKind.RemoteFailed, "appliance-unreachable", "It is away.", "Wait a minute.", "spec.a");

        var panel = Render<ErrorPanel>(p => p.Add(e => e.Error, error).Add(e => e.What, "Not read").Add(e => e.CorrelationId, "c-1").Add(e => e.Since, Time.GetUtcNow().AddMinutes(-3)).AddChildContent("<button>Again</button>")).Find("[role=alert]");

        foreach (var words in new[] { "Not read", "It is away.", "Wait a minute.", "appliance-unreachable", "spec.a", "c-1", "3 min ago", "Again" })
        {
            Assert.Contains(words, panel.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_age_says_when_it_is_stale()
    {
        var at = Time.GetUtcNow().AddSeconds(-60);

        var fresh = Render<AgeText>(p => p.Add(a => a.At, at).Add(a => a.StaleAfter, TimeSpan.FromSeconds(61))).Find("time");
        var stale = Render<AgeText>(p => p.Add(a => a.At, at).Add(a => a.StaleAfter, TimeSpan.FromSeconds(59))).Find("time");

        Assert.False(fresh.HasAttribute("data-stale"));
        Assert.True(stale.HasAttribute("data-stale"));
        Assert.Equal("1 min ago", stale.FirstElementChild!.TextContent);
        Assert.Equal("2026-08-01 11:59:00 UTC", stale.GetAttribute("title"));
        Assert.Equal("never", Render<AgeText>(p => p.Add(a => a.At, null)).Find(".muted").TextContent);
    }

    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(185, "3 min 5 s")]
    [InlineData(600, "10 min")]
    [InlineData(659, "10 min")]
    [InlineData(3600, "1 h")]
    [InlineData(15000, "4 h 10 min")]
    [InlineData(86399, "23 h 59 min")]
    [InlineData(86400, "1 d")]
    [InlineData(273600, "3 d 4 h")]
    public void Durations_are_said_in_two_units(int seconds, string said) => Assert.Equal(said, DurationText.Of(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("utc", "Europe/Berlin", "2026-08-01 12:00:00 UTC")]
    [InlineData("browser", "Europe/Berlin", "2026-08-01 14:00:00 +02:00")]
    [InlineData("both", "Europe/Berlin", "2026-08-01 14:00:00 +02:00 (2026-08-01 12:00:00 UTC)")]
    [InlineData("both", "Etc/UTC", "2026-08-01 12:00:00 UTC")]
    [InlineData("both", "Not/AZone", "2026-08-01 12:00:00 UTC")]
    public void Times_are_shown_in_the_zone_the_person_wants(string display, string zone, string shown)
    {
        var preferences = Services.GetRequiredService<Preferences>();
        preferences.Load("dark", display);
        preferences.SetZone(zone);

        Assert.Equal(shown, Render<TimeText>(p => p.Add(t => t.At, Time.GetUtcNow())).Find("time").TextContent);
    }

    [Fact]
    public void A_shown_time_follows_a_change_of_zone()
    {
        var time = Render<TimeText>(p => p.Add(t => t.At, Time.GetUtcNow()));

        Services.GetRequiredService<Preferences>().SetZone("Asia/Tokyo");

        time.WaitForAssertion(() => Assert.StartsWith("2026-08-01 21:00:00 +09:00", time.Find("time").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_side_panel_is_closed_by_its_address()
    {
        var panel = Render<SidePanel>(p => p.Add(s => s.Title, "edge-2").Add(s => s.CloseHref, "/hosts").AddChildContent("details"));

        Assert.Equal("/hosts", panel.Find("a[data-close-panel]").GetAttribute("href"));
        Assert.Equal("Close edge-2", panel.Find("a[data-close-panel]").GetAttribute("aria-label"));
    }

    [Fact]
    public void A_skeleton_says_what_is_being_read_and_shows_no_value()
    {
        var skeleton = Render<Skeleton>(p => p.Add(s => s.Label, "Reading the hosts").Add(s => s.Lines, 6));

        Assert.Equal("Reading the hosts", skeleton.Find("[role=status][aria-busy=true]").TextContent.Trim());
        Assert.Equal(6, skeleton.FindAll(".skeleton").Count);
    }

    [Fact]
    public void A_text_to_copy_is_named() =>
        Assert.Equal(("10.0.0.1", "Copy address"), Render<Copyable>(p => p.Add(c => c.Text, "10.0.0.1").Add(c => c.Name, "address")).Find("button") is var b ? (b.GetAttribute("data-copy"), b.TextContent.Trim()) : default);

    [Fact]
    public void Code_is_shown_as_it_is_and_can_be_scrolled_by_keyboard()
    {
        var code = Render<CodeView>(p => p.Add(c => c.Text, "a: <b>\n\tc").Add(c => c.Title, "values"));

        Assert.Equal("a: <b>\n\tc", code.Find("pre code").TextContent);
        Assert.Equal("0", code.Find("pre").GetAttribute("tabindex"));
    }

    [Fact]
    public async Task A_dangerous_act_asks_once_and_wants_the_name_typed()
    {
        var dialogs = Render<MudDialogProvider>();
        var service = Services.GetRequiredService<IDialogService>();
        var asked = await dialogs.InvokeAsync(() => Task.FromResult(ConfirmDialog.AskAsync(service, "Delete cluster edge-ai", "All of it is lost.", "Delete edge-ai", "edge-ai", ["3 hosts restart"])));
        dialogs.WaitForElement(".button-danger");
        Assert.Contains("3 hosts restart", dialogs.Markup, StringComparison.Ordinal);

        await dialogs.Find(".button-danger").ClickAsync(new());
        Assert.False(asked.IsCompleted);
        Assert.Contains("This is not edge-ai.", dialogs.Markup, StringComparison.Ordinal);
        await dialogs.Find("#confirm-name").ChangeAsync(new() { Value = "edge-ai" });
        await dialogs.Find(".button-danger").ClickAsync(new());

        Assert.True(await asked);
    }

    [Fact]
    public async Task Cancelling_does_nothing()
    {
        var dialogs = Render<MudDialogProvider>();
        var service = Services.GetRequiredService<IDialogService>();
        var asked = await dialogs.InvokeAsync(() => Task.FromResult(ConfirmDialog.AskAsync(service, "End session", "It ends.", "End session", destructive: false)));
        dialogs.WaitForElement(".button-primary");

        await dialogs.FindAll("button.button").First(b => b.TextContent.Trim() == "Cancel").ClickAsync(new());

        Assert.False(await asked);
    }
}
