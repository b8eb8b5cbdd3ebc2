using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Features.Settings;

namespace PaletteAI.Console.Tests.Settings;

public sealed class SettingsPageTests : PageContext
{
    private readonly List<SessionView> _sessions;
    private Result<ApplianceCertificateView> _certificate;

    public SettingsPageTests()
    {
        Services.AddSingleton(new ConsoleFacts { ApplianceName = "appliance", Version = "0.1.0", CertificateSha256 = "AA:BB", ApplianceUrl = "https://10.0.0.1:5081", DataFolder = "/var/lib/palette-console" });
        _certificate = View("CC:DD", "CC:DD");
        _sessions = [Session("mine", "browser", true), Session("other", "command-line", false)];
        Gateway.Answer<ShowCertificate, ApplianceCertificateView>(_ => _certificate);
        Gateway.Answer<ListSessions, IReadOnlyList<SessionView>>(_ => Result<IReadOnlyList<SessionView>>.Success([.. _sessions]));
        Gateway.Answer<EndSession, Unit>(e => _sessions.RemoveAll(s => s.Name == e.Name) > 0 ? Unit.Value : new Error(ErrorKind.NotFound, "session-not-found", "No such session."));
    }

    [Fact]
    public void It_says_whom_it_trusts_since_when_and_who_decided_that()
    {
        var page = Render<SettingsPage>();

        Assert.Equal("The appliance presents the accepted certificate. You are signed in 2 times.", page.Find(".page-answer").TextContent.Trim());
        var facts = page.Find("section[aria-labelledby=appliance-title] dl").TextContent;
        foreach (var fact in new[] { "https://10.0.0.1:5081", "CC:DD", "by ops", "2026-07-01", "CN=edge-1", "Accepted" })
        {
            Assert.Contains(fact, facts, StringComparison.Ordinal);
        }
        var copies = page.FindAll("[data-copy]").Select(b => b.GetAttribute("data-copy"));
        Assert.Superset(new HashSet<string?> { "AA:BB", "CC:DD", "/var/lib/palette-console" }, copies.ToHashSet());
    }

    [Fact]
    public void Another_certificate_than_the_accepted_one_is_not_green()
    {
        _certificate = View("EE:FF", "CC:DD");

        var page = Render<SettingsPage>();

        Assert.Equal("The appliance presents another certificate than the accepted one.", page.Find(".page-answer").TextContent.Trim());
        Assert.Equal("Not the accepted one", page.Find(".status-failing").TextContent.Trim());
        Assert.Contains("CC:DD", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_appliance_that_is_away_leaves_the_rest_of_the_page_usable()
    {
        _certificate = new Error(ErrorKind.RemoteFailed, "appliance-unreachable", "Away.", "Wait a minute.");

        var page = Render<SettingsPage>();

        Assert.Contains("Wait a minute.", page.Find(".error-panel").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public async Task Another_session_ends_after_one_question()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = Render<SettingsPage>();
        var end = Assert.Single(page.FindAll("tbody button.button"));

        var asked = end.ClickAsync(new());
        dialogs.WaitForElement(".button-danger");
        Assert.DoesNotContain(Gateway.Asked, a => a.Operation is EndSession);
        await dialogs.Find(".button-danger").ClickAsync(new());
        await asked;

        Assert.Equal("other", Gateway.Asked.Select(a => a.Operation).OfType<EndSession>().Single().Name);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Contains("signed in here only", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_ended_meanwhile_is_said()
    {
        var model = new SettingsViewModel(Gateway);

        await model.EndAsync(Session("gone", "browser", false), Xunit.TestContext.Current.CancellationToken);

        Assert.Equal("session-not-found", model.SessionsProblem!.Code);
        Assert.Equal(2, model.Sessions!.Count);
    }

    private static ApplianceCertificateView View(string presented, string accepted) =>
        new("10.0.0.1:5081", presented, "CN=edge-1", new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero), accepted, "ops") { AcceptedAt = new DateTimeOffset(2026, 7, 1, 8, 0, 0, TimeSpan.Zero) };

    private SessionView Session(string name, string kind, bool current) =>
        new(name, kind, "10.0.0.9", Time.GetUtcNow().AddHours(-1), Time.GetUtcNow(), Time.GetUtcNow().AddMinutes(30), current);
}
