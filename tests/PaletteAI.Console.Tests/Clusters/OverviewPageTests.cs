using System.Collections.Immutable;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Operations.Deployments;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Certificates;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Deployments;
using PaletteAI.Console.Features.Clusters;

namespace PaletteAI.Console.Tests.Clusters;

public sealed class OverviewPageTests : BunitContext
{
    private readonly OverviewWorld _world = new();

    public OverviewPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<IOperationGateway>(_world.Gateway);
        Services.AddSingleton<TimeProvider>(_world.Time);
        Services.AddSingleton(DeploymentPace.Real);
        Services.AddScoped<Preferences>();
        Services.AddScoped<BrowserFiles>();
    }

    [Fact]
    public void Without_a_cluster_the_page_teaches_and_leads_to_creation()
    {
        var page = Render<OverviewPage>();

        Assert.Equal("No cluster yet.", page.Find(".page-answer").TextContent.Trim());
        Assert.Equal("/cluster/create", page.Find("a.button-primary").GetAttribute("href"));
        Assert.Contains("30–45 min", page.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void While_deploying_it_shows_the_sentence_a_lane_per_host_and_how_far_each_is()
    {
        _world.Deployment = _world.View(DeploymentPhase.Provisioning, 14, null, _world.Done("h1", "Prepared", 9), _world.Done("h1", "Joined", 2), _world.Done("h2", "Prepared", 8));

        var page = Render<OverviewPage>();

        Assert.Equal("Deploying: joining the cluster on edge-2. 14 of about 35 min, on track.", page.Find(".page-answer").TextContent.Trim());
        Assert.Equal(["", "h1", "h2"], page.FindAll(".lane").Select(l => l.GetAttribute("data-lane")));
        Assert.Equal(["Done", "Running"], page.FindAll(".lane[data-lane=h2] .stage-bar").Select(b => b.GetAttribute("data-state")));
        Assert.Equal("75", page.Find("progress").GetAttribute("value"));
        Assert.Contains("joining the cluster on edge-2", page.Find("dl.facts").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(_world.Gateway.Asked, a => a.Operation is GetCluster);
    }

    [Fact]
    public void A_change_of_the_deployment_shows_without_asking()
    {
        _world.Deployment = _world.View(DeploymentPhase.Provisioning, 14);
        var page = Render<OverviewPage>();

        _world.Views.Writer.TryWrite(_world.View(DeploymentPhase.Provisioning, 14, null, _world.Done("h1", "Prepared", 1), _world.Done("h2", "Prepared", 1)));

        page.WaitForAssertion(() => Assert.Equal("50", page.Find("progress").GetAttribute("value")));
    }

    [Fact]
    public void When_the_deployment_ends_the_cluster_takes_its_place_in_the_background()
    {
        _world.Deployment = _world.View(DeploymentPhase.Provisioning, 36);
        var page = Render<OverviewPage>();
        (_world.Deployment, _world.Cluster) = (_world.View(DeploymentPhase.Running, 36), OverviewWorld.Running);

        _world.Views.Writer.TryWrite(_world.Deployment);

        page.WaitForAssertion(() => Assert.Contains("Reported by the appliance: Running, healthy", page.Find(".page-answer").TextContent, StringComparison.Ordinal));
        Assert.All(_world.Gateway.Asked.Where(a => a.Operation is GetCluster), a => Assert.True(a.Background));
    }

    [Fact]
    public void A_stall_marks_its_lane_and_says_what_it_waits_for()
    {
        _world.Deployment = _world.View(DeploymentPhase.Provisioning, 30, null, _world.Done("h1", "Prepared", 25), _world.Done("h1", "Joined", 20));

        var page = Render<OverviewPage>();

        Assert.Equal("Stalled", page.Find(".lane[data-lane=h2]").GetAttribute("data-trouble"));
        Assert.Contains("preparing the host", page.Find(".lane[data-lane=h2] .lane-note").TextContent, StringComparison.Ordinal);
        Assert.Contains("It waits for preparing the host on edge-2", page.Find(".findings").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_stays_with_its_reason_and_what_to_do()
    {
        _world.Deployment = _world.View(DeploymentPhase.Failed, 20, new Error(ErrorKind.RemoteFailed, "cluster-error", "The appliance reports Error: disk full"));

        var page = Render<OverviewPage>();

        Assert.Contains("disk full", page.Find(".error-panel").TextContent, StringComparison.Ordinal);
        Assert.Contains("Read the stage marked Failed.", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".lane"));
    }

    [Fact]
    public void A_cluster_is_labelled_as_reported_and_hands_out_its_kubeconfig_only_when_asked()
    {
        _world.Cluster = OverviewWorld.Running;

        var page = Render<OverviewPage>();

        Assert.Contains("Reported by the appliance", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        Assert.Contains("export KUBECONFIG=\"$PWD/edge-ai.kubeconfig\"", page.FindAll("code").Select(c => c.TextContent));
        Assert.Contains("ai.example.org:443", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(_world.Gateway.Asked, a => a.Operation is DownloadKubeconfig);
    }

    [Fact]
    public void The_consoles_own_verdict_stands_beside_what_the_appliance_reports()
    {
        _world.Cluster = OverviewWorld.Running;
        var cause = new HealthCause("image-registry-unreachable", CauseWeight.Failing, "", "registry.example.org", null, "The registry cannot be reached.", "Check its name.", ["ui-system/canvas-1"]);
        _world.Health = new HealthReport(Verdict.Failing, null, [cause], [], [], _world.Time.GetUtcNow());

        var page = Render<OverviewPage>();

        Assert.Equal("Failing", page.Find(".page-answer .status").TextContent.Trim());
        Assert.Contains("The registry cannot be reached.", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        Assert.Equal("Failing", page.Find("section[aria-labelledby=verdict-title] p.row .status").TextContent.Trim());
        Assert.Contains("The registry cannot be reached.", page.Find("section[aria-labelledby=verdict-title]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Healthy", page.Find("section[aria-labelledby=state-title]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_downloaded_kubeconfig_goes_to_a_file_and_never_into_the_page()
    {
        _world.Cluster = OverviewWorld.Running;
        var file = new FileDownload("edge-ai.kubeconfig", "application/yaml", new Secret("canary-kubeconfig"));
        _world.Gateway.Answer<DownloadKubeconfig, KubeconfigFile>(_ => new KubeconfigFile(file, "export", "https://10.10.10.100:6443", "v1.32.3"));
        var module = JSInterop.SetupModule("./js/download.js");
        module.Mode = JSRuntimeMode.Loose;
        var page = Render<OverviewPage>();

        await page.FindAll("button").Single(b => b.TextContent == "Download kubeconfig").ClickAsync(new());

        Assert.Equal(["edge-ai.kubeconfig", "canary-kubeconfig"], module.Invocations["saveFile"].Single().Arguments);
        Assert.Contains("https://10.10.10.100:6443 answered with v1.32.3", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-kubeconfig", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kubeconfig_that_is_not_fit_is_explained_instead_of_handed_out()
    {
        _world.Cluster = OverviewWorld.Running;
        _world.Gateway.Answer<DownloadKubeconfig, KubeconfigFile>(_ => new Error(ErrorKind.Refused, "kubeconfig-runs-programs", "It would run a program."));
        var page = Render<OverviewPage>();

        await page.FindAll("button").Single(b => b.TextContent == "Download kubeconfig").ClickAsync(new());

        Assert.Equal("kubeconfig-runs-programs", page.Find(".error-panel").GetAttribute("data-code"));
    }

    [Fact]
    public void An_appliance_that_is_away_is_unknown_and_never_green()
    {
        _world.Away = new Error(ErrorKind.RemoteFailed, "appliance-unreachable", "The appliance does not accept connections.");

        var page = Render<OverviewPage>();

        Assert.Contains("Unknown: the appliance could not be asked.", page.Find(".page-answer").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".status-good"));
        Assert.Equal("appliance-unreachable", page.Find(".error-panel").GetAttribute("data-code"));
    }

    [Fact]
    public void Events_can_be_narrowed_to_warnings()
    {
        _world.Cluster = OverviewWorld.Running;
        _world.Events = [new(_world.Time.GetUtcNow(), "Warning", "BackOff", "image pull", "kubelet", "Pod a"), new(_world.Time.GetUtcNow(), "Normal", "Pulled", "ok", "kubelet", "Pod b")];
        var page = Render<OverviewPage>();
        Assert.Contains("Pulled", page.Markup, StringComparison.Ordinal);

        page.Find("input[type=checkbox]").Change(true);

        Assert.DoesNotContain("Pulled", page.Markup, StringComparison.Ordinal);
        Assert.Contains("BackOff", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_the_page_ends_its_subscription()
    {
        _world.Deployment = _world.View(DeploymentPhase.Provisioning, 1);
        var page = Render<OverviewPage>();
        var watch = (WatchDeployment)_world.Gateway.Asked.Single(a => a.Operation is WatchDeployment).Operation;

        await page.Instance.DisposeAsync();

        Assert.True(watch.PageEnd.IsCancellationRequested);
    }

    [Fact]
    public void Certificates_are_listed_with_what_is_left_and_what_cannot_be_seen()
    {
        _world.Cluster = OverviewWorld.Running;
        var now = _world.Time.GetUtcNow();
        _world.Gateway.Answer<ListCertificates, ImmutableArray<CertificateExpiry>>(_ => Result<ImmutableArray<CertificateExpiry>>.Success(
            [new("API server", "https://10.10.10.100:6443", "CN=x", now.AddDays(20), "", "It stops."), new("Endpoint /ai", "/ai", "", null, "Nobody answers.", ""), new("Endpoint /", "/", "CN=y", now.AddDays(-1), "", "")]));

        var page = Render<OverviewPage>();

        page.WaitForAssertion(() => Assert.Equal(["20 d left", "Unknown", "Expired"], page.FindAll("section[aria-labelledby=certificates-title] tbody .status").Select(s => s.TextContent.Trim())));
        Assert.Contains("Nobody answers.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Namespaces_are_counted_and_lead_to_their_pods()
    {
        _world.Cluster = OverviewWorld.Running;
        var cluster = FactWorld.Fresh(
            ClusterSnapshot.Empty with
            {
                Namespaces = [new NamespaceFacts { Meta = FactMeta.None with { Name = "mural-system" }, Phase = "Active" }, new NamespaceFacts { Meta = FactMeta.None with { Name = "empty" }, Phase = "Terminating" }],
                Pods = [FactWorld.Pod("mural-system", "canvas-0", "edge-1"), FactWorld.Pod("mural-system", "dex-0", "edge-1", "Pending", ContainerState.Waiting)],
            },
            _world.Time.GetUtcNow());
        _world.Gateway.Answer<GetClusterFacts, ClusterSnapshot>(_ => cluster);

        var page = Render<OverviewPage>();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("section[aria-labelledby=namespaces-title] tbody tr").Count));
        var mural = page.FindAll("section[aria-labelledby=namespaces-title] tbody tr")[1];
        Assert.Equal(["2", "1"], mural.QuerySelectorAll("td.number").Select(c => c.TextContent.Trim()));
        Assert.Contains("/cluster/workloads?namespace=mural-system&state=not-well", mural.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
    }
}
