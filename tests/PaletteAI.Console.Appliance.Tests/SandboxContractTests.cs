using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Deployments;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Sandbox;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Appliance.Tests;

/// <summary>
/// The client against the simulated appliance. Recorded-shape rule: every field a page reads is filled at the stage where it is shown.
/// </summary>
public sealed class SandboxContractTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("contract-").FullName;
    private readonly ManualTime _time = new(TimeProvider.System.GetUtcNow());
    private ApplianceSandbox _sandbox = null!;
    private Harness _harness = null!;
    private SignInGrant _grant = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ApplianceSandbox.StartAsync(
            new SandboxOptions { DataFolder = _folder, Password = new Secret("right one"), TimeScale = 1 }, _time, NullLoggerFactory.Instance, Ct);
        _harness = new Harness(_sandbox.ApplianceUrl, _sandbox.CertificateSha256, _time);
        _grant = (await _harness.SignIn.SignInAsync(_sandbox.UserName, new Secret("right one"), Ct)).Require();
    }

    public async ValueTask DisposeAsync()
    {
        await _harness.DisposeAsync();
        await _sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Signing_in_renewing_and_signing_out_work_as_the_port_says()
    {
        Assert.InRange(_grant.ExpiresAt, _time.GetUtcNow().AddMinutes(119), _time.GetUtcNow().AddMinutes(121));
        _time.Advance(TimeSpan.FromMinutes(60));
        var renewed = (await _harness.SignIn.RenewAsync(_sandbox.UserName, _grant.Token, Ct)).Require();
        Assert.NotEqual(_grant.Token, renewed.Token);
        Assert.True((await _harness.Appliance.GetSettingsAsync(_grant.Token, Ct)).IsSuccess);

        Assert.True((await _harness.SignIn.SignOutAsync(_grant.Token, Ct)).IsSuccess);
        Assert.Equal("appliance-session-ended", (await _harness.Appliance.GetSettingsAsync(_grant.Token, Ct)).Error?.Code);
        Assert.True((await _harness.Appliance.GetSettingsAsync(renewed.Token, Ct)).IsSuccess);
    }

    [Fact]
    public async Task A_wrong_password_is_that_until_the_account_is_locked()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("wrong-credentials", (await _harness.SignIn.SignInAsync(_sandbox.UserName, new Secret("wrong"), Ct)).Error?.Code);
        }

        Assert.Equal("appliance-locked", (await _harness.SignIn.SignInAsync(_sandbox.UserName, new Secret("right one"), Ct)).Error?.Code);
    }

    [Fact]
    public async Task Before_a_cluster_hosts_archive_and_settings_have_what_pages_show()
    {
        var settings = (await _harness.Appliance.GetSettingsAsync(_grant.Token, Ct)).Require();
        var current = (await _harness.Appliance.GetCurrentHostAsync(_grant.Token, Ct)).Require();
        var link = (await _harness.Appliance.GetLinkStatusAsync(_grant.Token, Ct)).Require();
        var archive = (await _harness.Appliance.GetArchiveAsync(_grant.Token, Ct)).Require();

        Assert.NotEmpty(settings.InstallationMode);
        Assert.Equal("local", settings.ManagementMode);
        foreach (var host in new[] { current }.Concat(link.Peers))
        {
            AssertFilled(host.Uid, host.Name, host.HostName, host.Address, host.Architecture, host.AgentVersion, host.Status, host.ConnectionMode, host.ManagementMode);
            Assert.True(host.Hardware is { CpuCores: > 0, MemoryMiB: > 0, Disks.Length: > 0 });
            AssertFilled(host.OperatingSystem!.Family, host.OperatingSystem.Version, host.OperatingSystem.Kernel, host.OperatingSystem.KernelVersion);
            Assert.All(host.Nics, n => AssertFilled(n.Name, n.Ip, n.Gateway, n.Mac));
            Assert.All(host.Nics, n => Assert.Equal(24, n.PrefixLength));
        }
        Assert.Equal(2, link.Peers.Length);
        Assert.All(link.Peers, p => Assert.Equal(("Ready", "Synced", "Healthy"), (p.Status, p.Content, p.Health)));
        AssertFilled(archive.UploadPath);
        var profile = Assert.Single(archive.Profiles);
        AssertFilled(profile.Uid, profile.Name, profile.Version, profile.Type, profile.Description);
        Assert.All(profile.Packs, p => AssertFilled(p.Name, p.Version));
        Assert.All(profile.Variables, v => AssertFilled(v.Name, v.DisplayName));
        var none = await _harness.Appliance.GetClusterAsync(_grant.Token, Ct);
        Assert.Null(none.Error);
        Assert.Null(none.Value);
    }

    [Fact]
    public async Task A_deployment_reports_its_stages_refuses_connections_while_it_restarts_and_ends_running()
    {
        await CreateAsync();
        var started = _time.GetUtcNow();
        var milestones = new Dictionary<string, Milestone>(StringComparer.Ordinal);
        var refused = 0;
        var percent = 0;
        ClusterDetails? cluster = null;
        for (var half = 0; half < 100 && cluster?.State != "Running"; half++)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            var details = await _harness.Appliance.GetClusterAsync(_grant.Token, Ct);
            if (!details.IsSuccess && details.Error is { } error)
            {
                Assert.Equal("appliance-unreachable", error.Code);
                refused++;
                continue;
            }
            cluster = details.Value;
            var lifecycle = (await _harness.Appliance.GetLifecycleEventsAsync(_grant.Token, Ct)).Require();
            foreach (var milestone in MilestoneReader.Read(lifecycle, Hosts, cluster?.CreatedAt, started, _time.GetUtcNow()))
            {
                milestones.TryAdd(milestone.Key, milestone);
            }
            var timeline = DeploymentTimeline.Build(Course(started, lifecycle, milestones.Values), _time.GetUtcNow(), DeploymentPace.Real);
            Assert.InRange(timeline.Percent, percent, 99);
            Assert.All(timeline.Lanes, l => Assert.NotEmpty(l.Stages));
            Assert.NotEmpty(timeline.WaitsFor);
            percent = timeline.Percent;
        }

        Assert.InRange(refused, 1, 20);
        Assert.Equal(99, percent);
        Assert.Contains(milestones.Values, m => m.Lane == "edge-3" && m.State == MilestoneState.Done);
        AssertFilled(cluster!.Name, cluster.Uid, cluster.Health, cluster.KubernetesVersion, cluster.Vip);
        Assert.NotNull(cluster.CreatedAt);
        Assert.Equal(3, cluster.Nodes.Length);
        Assert.All(cluster.Nodes, n => AssertFilled(n.Name, n.Pool, n.Ip, n.Architecture, n.KubernetesVersion, n.State, n.Health, n.Age));
        Assert.All(cluster.Services, s => AssertFilled(s.Name, s.Host));
        Assert.All((await _harness.Appliance.GetApplicationsAsync(_grant.Token, Ct)).Require(), a => AssertFilled(a.Profile, a.Name, a.Version, a.Layer, a.Status));
        Assert.All((await _harness.Appliance.GetClusterEventsAsync(_grant.Token, "", Ct)).Require(), e => AssertFilled(e.Severity, e.Reason, e.Message, e.Source, e.Involved));
    }

    private static PlannedHost[] Hosts { get; } = [.. Enumerable.Range(1, 3).Select(i => new PlannedHost($"edge-{i}", $"edge-{i}", "control-plane-pool", true))];

    private static DeploymentCourse Course(DateTimeOffset started, LifecycleEvents lifecycle, IEnumerable<Milestone> milestones) => new()
    {
        ClusterName = "edge-ai",
        State = CourseState.Deploying,
        StartedAt = started,
        Hosts = [.. Hosts],
        ExpectedOrder = lifecycle.ExpectedOrder,
        Milestones = [.. milestones],
    };

    private async Task CreateAsync()
    {
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "edge-ai" },
            ["spec"] = new JsonObject
            {
                ["cloudConfig"] = new JsonObject
                {
                    ["spec"] = new JsonObject
                    {
                        ["clusterConfig"] = new JsonObject { ["controlPlaneEndpoint"] = new JsonObject { ["host"] = "10.10.10.100", ["type"] = "VIP" } },
                        ["machinePoolConfig"] = new JsonArray(new JsonObject
                        {
                            ["name"] = "control-plane-pool",
                            ["isControlPlane"] = true,
                            ["useControlPlaneAsWorker"] = true,
                            ["hosts"] = new JsonArray([.. Hosts.Select(h => new JsonObject { ["hostUid"] = h.Uid, ["hostName"] = h.Name })]),
                        }),
                    },
                },
            },
        };
        Assert.Null((await _harness.Appliance.CreateClusterAsync(_grant.Token, body.ToJsonString(), Ct)).Error);
    }

    private static void AssertFilled(params string[] texts) => Assert.All(texts, t => Assert.NotEqual("", t));
}
