using System.Text;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Features.Installs;

namespace PaletteAI.Console.Tests.Installs;

public sealed class CreateClusterPageTests : BunitContext
{
    private readonly InstallWorld _world = new();
    private IReadOnlyList<DraftSummary> _drafts = [];

    public CreateClusterPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        _world.AddTo(Services);
        _world.Gateway.Answer<ListDrafts, IReadOnlyList<DraftSummary>>(_ => Result<IReadOnlyList<DraftSummary>>.Success(_drafts));
        _world.Gateway.Answer<CreateDraft, DraftView>(_ => _world.Stored!);
    }

    private string Uri => Services.GetRequiredService<BunitNavigationManager>().Uri;

    [Fact]
    public void When_nothing_is_missing_it_says_so_and_starts_a_draft()
    {
        var page = Render<CreateClusterPage>();
        Assert.Equal("Ready: 3 linked hosts.", page.Find(".page-answer").TextContent.Trim());

        page.Find(".button-primary").Click();

        Assert.EndsWith("/cluster/create/name?draft=d1", Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named_before_step_one_and_goes_away_by_itself()
    {
        _world.Hosts = [_world.Hosts[0], _world.Hosts[1] with { Content = "Syncing" }, _world.Hosts[2]];
        var page = Render<CreateClusterPage>();
        Assert.Equal("Not ready yet: one thing is missing.", page.Find(".page-answer").TextContent.Trim());
        Assert.Contains("Content is Syncing, not Synced.", page.Markup, StringComparison.Ordinal);
        _world.Hosts = [.. Enumerable.Range(1, 3).Select(InstallWorld.Host)];

        _world.Time.Advance(WizardPage.RefreshEvery);

        page.WaitForAssertion(() => Assert.Equal("Ready: 3 linked hosts.", page.Find(".page-answer").TextContent.Trim()));
    }

    [Fact]
    public void A_linked_host_names_the_leader_and_leads_there()
    {
        _world.Hosts = [InstallWorld.Host(2), InstallWorld.Host(1), InstallWorld.Host(3)];

        var page = Render<CreateClusterPage>();

        Assert.Contains("the leader, edge-1", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        Assert.Equal("https://10.10.10.11:5080/", page.Find("a.button-primary").GetAttribute("href"));
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent == "Start a new draft");
    }

    [Fact]
    public void With_a_cluster_there_the_page_leads_to_it()
    {
        _world.Cluster = new ClusterDetails { Name = "older" };

        var page = Render<CreateClusterPage>();

        Assert.Equal("The appliance already has a cluster named older.", page.Find(".page-answer").TextContent.Trim());
        Assert.Equal("/cluster", page.Find("a.button-primary").GetAttribute("href"));
    }

    [Fact]
    public void An_appliance_that_is_away_is_unknown()
    {
        _world.Away = new Error(ErrorKind.RemoteFailed, "appliance-unreachable", "The appliance does not accept connections.");

        var page = Render<CreateClusterPage>();

        Assert.StartsWith("Unknown", page.Find(".page-answer").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("appliance-unreachable", page.Find(".error-panel").GetAttribute("data-code"));
    }

    [Fact]
    public void Drafts_go_on_where_they_were_left()
    {
        _drafts = [new("x1", "", "ops", _world.Time.GetUtcNow(), ""), new("x2", "edge-ai", "ops", _world.Time.GetUtcNow(), "node-config")];

        var page = Render<CreateClusterPage>();

        Assert.Equal(
            [("Continue draft without a name", "/cluster/create/name?draft=x1"), ("Continue edge-ai", "/cluster/create/node-config?draft=x2")],
            page.FindAll(".draft a").Select(a => (a.TextContent, a.GetAttribute("href")!)));
    }

    [Fact]
    public void A_pasted_spec_becomes_a_draft()
    {
        _world.Gateway.Answer<ImportDraft, ImportedDraft>(i => Encoding.UTF8.GetString(i.Content.Span) == "kind: InstallSpec" ? new ImportedDraft(_world.Stored!, []) : throw new InvalidOperationException());
        var page = Render<CreateClusterPage>();

        page.Find("#spec-text").Change("kind: InstallSpec");
        page.FindAll("button").Single(b => b.TextContent == "Import pasted text").Click();

        Assert.EndsWith("/cluster/create/name?draft=d1", Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_refused_with_every_finding()
    {
        _world.Gateway.Answer<ImportDraft, ImportedDraft>(_ => Error.FromFindings([Finding.Error("kind", "wrong-kind", "This is not a document of kind InstallSpec.", "Give another file.")]));
        var page = Render<CreateClusterPage>();

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("kind: Inventory", "inventory.yaml"));

        page.WaitForAssertion(() => Assert.NotNull(page.Find(".error-panel [data-code=wrong-kind]")));
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused_before_it_is_read()
    {
        var page = Render<CreateClusterPage>();

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(new byte[ImportDraft.LargestFile + 1], "big.yaml"));

        page.WaitForAssertion(() => Assert.Contains("Nothing was read.", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(_world.Gateway.Asked, a => a.Operation is ImportDraft);
    }
}
