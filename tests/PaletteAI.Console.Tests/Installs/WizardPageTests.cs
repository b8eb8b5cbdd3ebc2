using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Features.Installs;
using PaletteAI.Console.Features.Installs.Steps;
using Error = PaletteAI.Console.Domain.Error;

namespace PaletteAI.Console.Tests.Installs;

public sealed class WizardPageTests : BunitContext
{
    private readonly InstallWorld _world = new();

    public WizardPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        _world.AddTo(Services);
    }

    private BunitNavigationManager Navigation => Services.GetRequiredService<BunitNavigationManager>();

    [Fact]
    public void The_step_is_in_the_url_and_the_rail_shows_where_one_is()
    {
        var page = Open("cluster-config");

        Assert.Equal("Create cluster: Cluster Config", page.Find("h1").TextContent);
        Assert.Equal("step", page.FindAll(".rail-step")[3].GetAttribute("aria-current"));
        Assert.Equal("/cluster/create/review?draft=d1", page.FindAll(".rail-step")[5].GetAttribute("href"));
        Assert.Equal(["cluster-config"], _world.Stored!.VisitedSteps);
    }

    [Fact]
    public void Next_that_cannot_go_on_says_why_beside_itself()
    {
        var page = Open("name");

        page.Find("footer .button-primary").Click();

        page.WaitForAssertion(() => Assert.StartsWith("Cluster name:", page.Find("footer [role=alert]").TextContent.Trim(), StringComparison.Ordinal));
        Assert.Equal("true", page.Find("#field-metadata-name").GetAttribute("aria-invalid"));
        Assert.EndsWith("/cluster/create/name?draft=d1", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_goes_to_the_next_step()
    {
        var page = Open("name");
        page.Find("#field-metadata-name").Change("edge-ai");

        page.Find("footer .button-primary").Click();

        Assert.EndsWith("/cluster/create/cluster-profile?draft=d1", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_typed_is_there_again_on_a_new_page()
    {
        Open("name").Find("#field-metadata-name").Change("Edge AI");

        Assert.Equal("Edge AI", Open("name").Find("#field-metadata-name").GetAttribute("value"));
    }

    [Fact]
    public void A_poll_changes_facts_and_leaves_the_fields_alone()
    {
        _world.Complete();
        var page = Open("node-config");
        _world.Hosts = [_world.Hosts[0], _world.Hosts[1] with { Content = "Syncing" }, _world.Hosts[2]];

        _world.Time.Advance(WizardPage.RefreshEvery);

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-code=content-not-synced]")));
        Assert.Equal("edge-h2", page.Find("#field-spec-nodepools-0-hosts-1-hostname").GetAttribute("value"));
    }

    [Fact]
    public void A_change_elsewhere_offers_both_versions()
    {
        var page = Open("name");
        _world.Stored = _world.Stored! with { Version = 9, Owner = "eve", Spec = _world.Spec with { Name = "theirs" } };

        page.Find("#field-metadata-name").Change("mine");
        Assert.Equal("draft-changed-elsewhere", page.Find("#save-problem .error-panel").GetAttribute("data-code"));
        page.FindAll("#save-problem button")[0].Click();

        page.WaitForAssertion(() => Assert.Equal("theirs", page.Find("#field-metadata-name").GetAttribute("value")));
        Assert.Empty(page.FindAll("#save-problem"));
    }

    [Theory]
    [InlineData("nonsense", "d1", "/cluster/create/name?draft=d1")]
    [InlineData("name", "", "/cluster/create")]
    public void An_address_that_leads_nowhere_leads_somewhere(string slug, string draft, string to)
    {
        Open(slug, draft);

        Assert.EndsWith(to, Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_that_is_gone_is_said_with_a_way_out()
    {
        var page = Open("name", "gone");

        Assert.Equal(DraftErrors.NotFound, page.Find(".error-panel").GetAttribute("data-code"));
        Assert.Equal("/cluster/create", page.Find("#save-problem a").GetAttribute("href"));
    }

    [Fact]
    public async Task Export_stores_first_and_lists_what_was_left_out()
    {
        _world.Gateway.Answer<ExportDraft, ExportedDraft>(_ => new ExportedDraft("edge-ai.install-spec.yaml", "kind: InstallSpec\n", [Finding.Warning("spec.profileConfig.x", "secret-left-out", "The value is a secret and was left out.", "Add it.")]));
        var page = Open("name");

        await page.FindAll("button").Single(b => b.TextContent == "Export install spec").ClickAsync(new());

        Assert.NotNull(page.Find(".exported [data-code=secret-left-out]"));
    }

    [Fact]
    public async Task Review_lists_what_to_accept_and_deploys_only_then()
    {
        var model = await _world.Complete().ModelAsync(InstallStep.Review);
        _world.Gateway.Answer<DeployCluster, DeploymentView>(_ => new Error(ErrorKind.RemoteFailed, "appliance-failed", "It failed."));
        var dialogs = Render<MudDialogProvider>();
        Render<MudPopoverProvider>();
        IReadOnlyList<string> focus = [];
        var review = Render<ReviewStep>(p => p.Add(s => s.Model, model).Add(s => s.Focus, EventCallback.Factory.Create<IReadOnlyList<string>>(this, ids => focus = ids)));

        await Deploy(review).ClickAsync(new());
        Assert.StartsWith("field-accept-default-admin-open", Assert.Single(focus), StringComparison.Ordinal);
        Assert.Contains("Not accepted yet: default-admin-open", review.Find(".deploy-box [role=alert]").TextContent, StringComparison.Ordinal);
        review.Find("[data-code=default-admin-open] input").Change("default-admin");
        Assert.Contains("Type default-admin-open exactly", review.Markup, StringComparison.Ordinal);
        review.Find("[data-code=default-admin-open] input").Change("default-admin-open");
        review.Render();
        foreach (var code in review.FindAll(".findings .finding input[type=checkbox]:not([checked])").Select(i => i.Closest(".finding")!.GetAttribute("data-code")).ToList())
        {
            review.Find($"[data-code={code}] input").Change(true);
            review.Render();
        }

        Assert.Contains("3 hosts", Deploy(review).TextContent, StringComparison.Ordinal);
        var deploying = Deploy(review).ClickAsync(new());
        dialogs.WaitForElement("#confirm-name").Change("edge-ai");
        await dialogs.Find(".button-danger").ClickAsync(new());
        await deploying;

        var sent = (DeployCluster)_world.Gateway.Asked.Single(a => a.Operation is DeployCluster).Operation;
        Assert.Equal((_world.Spec.Name, InstallWorld.DraftId), (sent.Spec.Name, sent.DraftId));
        Assert.Contains("default-admin-open", sent.Accepted);
        Assert.Contains("storage-drive-wiped", sent.Accepted);
        review.WaitForAssertion(() => Assert.Equal("appliance-failed", review.Find(".deploy-box .error-panel").GetAttribute("data-code")));
    }

    [Fact]
    public async Task Review_names_what_to_correct_with_links_to_the_fields()
    {
        var model = await _world.ModelAsync(InstallStep.Review);

        var review = Render<ReviewStep>(p => p.Add(s => s.Model, model));

        Assert.Equal("/cluster/create/name?draft=d1", review.Find("[data-code=cluster-name] a").GetAttribute("href"));
        Assert.Equal(["Edit Name", "Edit Cluster Profile", "Edit Profile Config", "Edit Cluster Config", "Edit Node Config"], review.FindAll(".review-section a").Select(a => a.GetAttribute("aria-label")));
    }

    private static AngleSharp.Dom.IElement Deploy(IRenderedComponent<ReviewStep> review) => review.Find(".deploy-box .button-primary");

    private IRenderedComponent<WizardPage> Open(string slug, string draft = InstallWorld.DraftId)
    {
        Navigation.NavigateTo($"/cluster/create/{slug}{(draft.Length > 0 ? $"?draft={draft}" : "")}");
        return Render<WizardPage>(p => p.Add(w => w.Slug, slug));
    }
}
