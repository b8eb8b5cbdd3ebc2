using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Audit;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Application.Operations.Hosts;
using PaletteAI.Console.Application.Operations.Profiles;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Application.Tests.Operations;

/// <summary>Hosts, archive, readiness, kubeconfig and the audit log through the door.</summary>
public sealed class ReadingTests : IAsyncLifetime
{
    private static readonly Error _away = new(ErrorKind.RemoteFailed, "appliance-unreachable", "It reboots.");
    private readonly Door _door = new();
    private Caller _ops = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _door.Appliance.Current = Host("edge-1") with { Role = HostRole.Leader };
        _ops = await _door.EnterAsync();
    }

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task The_list_of_hosts_begins_with_the_one_that_was_asked_and_says_when()
    {
        _door.Appliance.Peers = [Host("edge-2"), Host("edge-3")];

        var list = (await _door.RunAsync(new ListHosts(), _ops)).Require();

        Assert.Equal(["edge-1", "edge-2", "edge-3"], list.Hosts.Select(h => h.Uid));
        Assert.Equal((true, "edge-1", _door.Time.GetUtcNow()), (list.IsLeader, list.LeaderName, list.TakenAt));
    }

    [Fact]
    public async Task A_linked_host_names_its_leader()
    {
        _door.Appliance.Peers = [Host("edge-2") with { Role = HostRole.Leader, Address = "10.10.10.12" }];

        var list = (await _door.RunAsync(new ListHosts(), _ops)).Require();

        Assert.Equal((false, "edge-2", "https://10.10.10.12:5080/"), (list.IsLeader, list.LeaderName, list.LeaderUrl));
    }

    [Fact]
    public async Task Half_a_list_of_hosts_is_none()
    {
        _door.Appliance.Away = _away;

        Assert.Equal("appliance-unreachable", (await _door.RunAsync(new ListHosts(), _ops)).Error?.Code);
        Assert.Equal("appliance-unreachable", (await _door.RunAsync(new GetCurrentHost(), _ops)).Error?.Code);
        Assert.Equal("appliance-unreachable", (await _door.RunAsync(new GetArchive(), _ops)).Error?.Code);
    }

    [Fact]
    public async Task The_archive_is_the_appliances()
    {
        _door.Appliance.Archive = new ProfileArchive("/archive", [PaletteAiProfile.Profile], true);

        Assert.Equal(PaletteAiProfile.Profile.Name, (await _door.RunAsync(new GetArchive(), _ops)).Require().Profiles[0].Name);
    }

    [Fact]
    public async Task Readiness_names_a_cluster_that_is_there_and_keeps_facts_for_a_moment()
    {
        Assert.DoesNotContain((await ReadinessAsync()).Readiness.Group, f => f.Code == "other-cluster-exists");
        _door.Appliance.Has("older", _door.Time.GetUtcNow());

        Assert.DoesNotContain((await ReadinessAsync()).Readiness.Group, f => f.Code == "other-cluster-exists");
        Assert.Contains((await ReadinessAsync(fresh: true)).Readiness.Group, f => f.Code == "other-cluster-exists");
    }

    [Fact]
    public async Task Readiness_says_what_could_not_be_read_and_a_dead_sign_in_is_a_refusal()
    {
        _door.Appliance.Away = _away;
        Assert.Contains((await ReadinessAsync(fresh: true)).Facts.Problems, p => p.Code == "appliance-unreachable");

        _door.Appliance.Away = new Error(ErrorKind.Unauthenticated, "appliance-session-ended", "401");
        Assert.Equal(ErrorKind.Unauthenticated, (await _door.RunAsync(new GetReadiness(true), _ops)).Error?.Kind);
    }

    [Fact]
    public async Task What_one_session_read_is_not_shown_to_another()
    {
        await ReadinessAsync(fresh: true);
        var asked = _door.Appliance.Tokens.Count;
        await _door.RunAsync(new GetReadiness(), await _door.EnterAsync("other", "s2"));

        Assert.Equal("token-of-s2", _door.Appliance.Tokens[asked]);
    }

    [Fact]
    public async Task A_kubeconfig_is_read_and_its_server_dialled_before_it_is_offered()
    {
        Assert.Equal("no-cluster", await RefusalAsync());
        _door.Appliance.Has("edge ai/../x", _door.Time.GetUtcNow());
        Assert.Equal("kubeconfig-not-there-yet", await RefusalAsync());
        _door.Appliance.Kubeconfig = new Secret("Canary: kubeconfig");
        _door.Clusters.Summary = new Error(ErrorKind.Invalid, "kubeconfig-runs-programs", "It runs a program.");
        Assert.Equal("kubeconfig-runs-programs", await RefusalAsync());
        Assert.Equal(0, _door.Clusters.Dialled);
        _door.Clusters.Summary = new KubeconfigSummary("c", "edge-ai", "https://10.10.10.100:6443", "admin", null);
        _door.Clusters.Version = new Error(ErrorKind.RemoteFailed, "cluster-unreachable", "Nothing listens there.");
        Assert.Equal("cluster-unreachable", await RefusalAsync());
        _door.Clusters.Version = new ClusterVersion("v1.33.5", "linux/amd64");

        var file = (await _door.RunAsync(new DownloadKubeconfig(), _ops)).Require();

        Assert.Equal(("edgeai..x.kubeconfig", "v1.33.5"), (file.File.FileName, file.ServerVersion));
        Assert.Equal("Canary: kubeconfig", file.File.Content.Reveal());
        Assert.Equal(["refused", "refused", "refused", "failed", "succeeded"], _door.Audit.Rows.Select(r => r.Outcome));
        Assert.DoesNotContain("Canary", string.Join('\n', _door.Audit.Rows) + string.Join('\n', _door.Log.All) + file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_log_is_listed_newest_first_page_by_page_and_filtered()
    {
        for (var i = 0; i < 5; i++)
        {
            await _door.RunAsync(new DeleteDraft($"d{i}"), _ops);
        }

        var page = (await _door.RunAsync(new ListAudit { Limit = 3 }, _ops)).Require();
        var next = (await _door.RunAsync(new ListAudit { Limit = 3, BeforeNumber = page[^1].Number }, _ops)).Require();

        Assert.Equal([10L, 9, 8], page.Select(r => r.Number));
        Assert.Equal([7L, 6, 5], next.Select(r => r.Number));
        Assert.Equal(2, (await _door.RunAsync(new ListAudit { Text = "draft d3" }, _ops)).Require().Count);
        Assert.Empty((await _door.RunAsync(new ListAudit { Actor = "other", Operation = " " }, _ops)).Require());
        Assert.Equal("limit-out-of-range", (await _door.RunAsync(new ListAudit { Limit = 0 }, _ops)).Error?.Code);
        Assert.Equal(10, _door.Audit.Rows.Count);
    }

    [Fact]
    public async Task A_broken_seal_is_named_by_its_row()
    {
        Assert.True((await _door.RunAsync(new VerifyAudit(), _ops)).Require().Intact);
        _door.Audit.BrokenLink = 7;

        Assert.Equal(new AuditVerification(false, 7), (await _door.RunAsync(new VerifyAudit(), _ops)).Require());
    }

    private async Task<ReadinessReport> ReadinessAsync(bool fresh = false) => (await _door.RunAsync(new GetReadiness(fresh), _ops)).Require();

    private async Task<string?> RefusalAsync() => (await _door.RunAsync(new DownloadKubeconfig(), _ops)).Error?.Code;

    private static EdgeHost Host(string uid) => new() { Uid = uid, Name = uid, Architecture = "amd64", Status = "Ready", Content = "Synced", Health = "Healthy" };
}
