using System.Globalization;
using Bunit;
using PaletteAI.Console.Application.Operations.Audit;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Features.Audit;

namespace PaletteAI.Console.Tests.Audit;

public sealed class AuditPageTests : PageContext
{
    private Result<AuditVerification> _seal = new AuditVerification(true, null);
    private Error? _away;
    private int _rows = 3;

    public AuditPageTests()
    {
        Gateway.Answer<ListAudit, IReadOnlyList<AuditEntry>>(l => _away is null
            ? Result<IReadOnlyList<AuditEntry>>.Success([.. Enumerable.Range(1, _rows).Reverse().Where(n => n < (l.BeforeNumber ?? long.MaxValue)).Take(l.Limit).Select(Row)])
            : _away);
        Gateway.Answer<VerifyAudit, AuditVerification>(_ => _seal);
    }

    [Fact]
    public void Rows_say_who_did_what_to_what_from_where_and_how_it_ended()
    {
        var cells = Render<AuditPage>().FindAll("tbody tr")[0].QuerySelectorAll("td").Select(c => c.TextContent.Trim()).ToArray();

        Assert.Equal(["2026-08-01 12:03:00 UTC", "ops", "Deploy cluster", "cluster edge-ai", "Succeeded", "10.0.0.9, browser", "detail 3"], cells);
    }

    [Fact]
    public void An_intact_log_bears_the_mark_and_says_when_it_was_verified()
    {
        var page = Render<AuditPage>();

        page.WaitForAssertion(() => Assert.Equal("Verified", page.Find(".page-answer .status").TextContent.Trim()));
        Assert.Contains("Every row is as it was written.", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_was_changed_is_the_first_thing_said()
    {
        _seal = new AuditVerification(false, 17);

        var page = Render<AuditPage>();

        page.WaitForAssertion(() => Assert.Equal("Not intact", page.Find(".page-answer .status").TextContent.Trim()));
        Assert.Contains("Row 17 was changed or removed", page.Find("[data-code=audit-log-changed]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_cannot_be_verified_bears_no_mark()
    {
        _seal = new Error(ErrorKind.Internal, "fault", "Broken disk.");

        var page = Render<AuditPage>();

        page.WaitForAssertion(() => Assert.Contains("Broken disk.", page.Find(".error-panel").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Verified", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_filter_lives_in_the_address_and_is_what_is_asked()
    {
        Visit("/audit?actor=ops&operation=clusters.deploy&from=2026-08-01&to=2026-08-02&text=edge");

        Render<AuditPage>();

        var asked = Gateway.Asked.Select(a => a.Operation).OfType<ListAudit>().Single();
        Assert.Equal(("ops", "clusters.deploy", "edge"), (asked.Actor, asked.Operation, asked.Text));
        Assert.Equal(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero), asked.From);
        Assert.Equal(new DateTimeOffset(2026, 8, 3, 0, 0, 0, TimeSpan.Zero), asked.To);
    }

    [Fact]
    public void Changing_a_filter_reads_again_and_closes_the_panel()
    {
        Visit("/audit?row=2");
        var page = Render<AuditPage>();
        Assert.Equal("Row 2", page.Find(".side-panel h2").TextContent);

        page.Find("#audit-actor").Change("nobody & more");

        page.WaitForAssertion(() => Assert.Equal("nobody & more", Gateway.Asked.Select(a => a.Operation).OfType<ListAudit>().Last().Actor));
        Assert.Equal("?actor=nobody%20%26%20more", Query);
        Assert.Empty(page.FindAll(".side-panel"));
    }

    [Fact]
    public void A_row_opens_its_details()
    {
        var page = Render<AuditPage>();

        page.FindAll("tbody tr")[0].Click();

        Assert.Equal("?row=3", Query);
        var panel = page.Find(".side-panel").TextContent;
        Assert.Contains("clusters.deploy", panel, StringComparison.Ordinal);
        Assert.Contains("c-3", panel, StringComparison.Ordinal);
    }

    [Fact]
    public void Older_rows_come_on_demand_without_losing_the_newer_ones()
    {
        _rows = 250;
        var page = Render<AuditPage>();
        Assert.Contains("The newest 200 rows.", page.Markup, StringComparison.Ordinal);

        page.FindAll("button").Single(b => b.TextContent == "Show older rows").Click();

        page.WaitForAssertion(() => Assert.Contains("250 rows.", page.Markup, StringComparison.Ordinal));
        Assert.Equal(51, Gateway.Asked.Select(a => a.Operation).OfType<ListAudit>().Last().BeforeNumber);
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent == "Show older rows");
    }

    [Fact]
    public void The_export_holds_the_same_filter()
    {
        Visit("/audit?text=a%26b&to=2026-08-02");

        var link = Render<AuditPage>().Find("a[download]");

        Assert.Equal("/api/v1/audit?limit=1000&text=a%26b&to=2026-08-03T00%3A00%3A00Z", link.GetAttribute("href"));
    }

    [Fact]
    public void An_empty_log_teaches_and_an_empty_result_offers_a_way_back()
    {
        _rows = 0;
        Assert.Contains("Sign-ins, deployments", Render<AuditPage>().Find(".empty").TextContent, StringComparison.Ordinal);
        Visit("/audit?text=zzz");

        var page = Render<AuditPage>();
        page.Find(".empty button").Click();

        Assert.Equal("", Query);
    }

    [Fact]
    public void A_log_that_cannot_be_read_says_what_to_do()
    {
        _away = new Error(ErrorKind.Forbidden, "not-permitted", "This account may not run audit.list.", "Ask for the permission.");

        var page = Render<AuditPage>();

        Assert.Contains("Ask for the permission.", page.Find(".error-panel").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("tbody tr"));
    }

    [Theory]
    [InlineData("2026-13-01")]
    [InlineData("9999-12-31")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void What_is_no_day_filters_nothing(string day) => Assert.True(AuditQuery.Of(null, null, null, day, day).IsEmpty);

    [Fact]
    public void Every_operation_has_words() => Assert.All(AuditWords.Operations, o => Assert.Matches("^[A-Z][a-z0-9 ]+$", o.Label));

    [Theory]
    [InlineData("", "browser", "nobody signed in")]
    [InlineData("", "system", "the console itself")]
    [InlineData("ops", "api", "ops")]
    public void Who_did_it_is_always_said(string actor, string via, string said) => Assert.Equal(said, AuditWords.Actor(Row(1) with { Actor = actor, Via = via }));

    private static AuditEntry Row(int number) => new()
    {
        Number = number,
        At = new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero).AddMinutes(number),
        Actor = "ops",
        Source = "10.0.0.9",
        Via = "browser",
        Operation = "clusters.deploy",
        Subject = "cluster edge-ai",
        Outcome = number % 2 == 0 ? "intent" : "succeeded",
        Detail = "detail " + number.ToString(CultureInfo.InvariantCulture),
        CorrelationId = "c-" + number.ToString(CultureInfo.InvariantCulture),
        Hash = "ab" + number.ToString(CultureInfo.InvariantCulture),
    };
}
