using PaletteAI.Console.Application.Operations.Hosts;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Features.Hosts;
using PaletteAI.Console.Tests.Clusters;

namespace PaletteAI.Console.Tests.Hosts;

public sealed class HostsViewModelTests
{
    private readonly ScriptedGateway _gateway = new();
    private Result<HostList> _answer = HostsWorld.Three;

    public HostsViewModelTests() => _gateway.Answer<ListHosts, HostList>(_ => _answer);

    [Fact]
    public async Task Three_good_hosts_are_ready()
    {
        var model = await LoadAsync(HostsWorld.Three);

        Assert.Equal("All 3 hosts are linked and ready for a cluster.", model.Answer());
        Assert.Equal("edge-1 at 10.10.10.11 is the leader of 3 linked hosts.", model.WhoAmI());
        Assert.Empty(model.Missing);
        Assert.Equal(["edge-2", "edge-3"], model.Followers.Select(h => h.Name));
    }

    [Fact]
    public async Task A_host_that_is_not_ready_is_named_with_each_reason()
    {
        var bad = HostsWorld.Host("edge-3", 13) with { Content = "Syncing", Health = "Unhealthy", HealthReason = "disk is full" };

        var model = await LoadAsync(HostsWorld.List(HostsWorld.Leader, HostsWorld.Host("edge-2", 12), bad));

        Assert.Equal("2 of 3 hosts are ready. Not ready: edge-3.", model.Answer());
        Assert.Equal(["content-not-synced", "host-not-healthy"], model.Missing.Select(m => m.Code));
        Assert.All(model.Missing, m => Assert.StartsWith("edge-3: ", m.Message, StringComparison.Ordinal));
        Assert.Contains("disk is full", model.Verdict(bad), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_good_hosts_are_one_too_few()
    {
        var model = await LoadAsync(HostsWorld.List(HostsWorld.Leader, HostsWorld.Host("edge-2", 12)));

        Assert.Contains("at least three", model.Answer(), StringComparison.Ordinal);
        Assert.Equal("two-hosts", Assert.Single(model.Missing).Code);
    }

    [Fact]
    public async Task One_host_alone_is_a_single_node_appliance()
    {
        var model = await LoadAsync(HostsWorld.List(HostsWorld.Leader));

        Assert.Equal("edge-1 at 10.10.10.11 is the only host of this appliance.", model.WhoAmI());
        Assert.Equal("edge-1 stands alone and is ready for a single-node cluster.", model.Answer());
        Assert.Empty(model.Followers);
        Assert.Equal("single-node", Assert.Single(model.WorthKnowing).Code);
    }

    [Fact]
    public async Task A_linked_host_names_its_leader()
    {
        var model = await LoadAsync(HostsWorld.List(HostsWorld.Host("edge-2", 12), HostsWorld.Leader));

        Assert.Equal("edge-2 at 10.10.10.12 is linked to edge-1, which drives the group.", model.WhoAmI());
        Assert.Equal("edge-1", model.Leader!.Name);
    }

    [Fact]
    public async Task With_a_cluster_nothing_is_missing_any_more()
    {
        var hosts = HostsWorld.Three.Hosts.Select(h => h with { InCluster = true, Status = "In-Use", NodeRole = "controlplane" }).ToArray();

        var model = await LoadAsync(HostsWorld.List(hosts));

        Assert.True(model.HasCluster);
        Assert.Equal("All 3 hosts are in the cluster.", model.Answer());
        Assert.Equal("In the cluster: control plane.", model.Verdict(hosts[1]));
    }

    [Fact]
    public async Task What_was_read_stays_when_the_appliance_goes_away_and_nothing_is_claimed_before()
    {
        var away = new Error(ErrorKind.RemoteFailed, "appliance-unreachable", "Away.");
        _answer = away;
        var model = new HostsViewModel(_gateway);
        await model.LoadAsync(false, TestContext.Current.CancellationToken);
        Assert.Equal("Unknown: the appliance could not be asked.", model.Answer());
        Assert.Equal("Unknown: the appliance could not be asked.", model.WhoAmI());
        _answer = HostsWorld.Three;
        await model.LoadAsync(true, TestContext.Current.CancellationToken);
        _answer = away;

        await model.LoadAsync(true, TestContext.Current.CancellationToken);

        Assert.Equal("appliance-unreachable", model.Problem!.Code);
        Assert.Equal(3, model.List!.Hosts.Length);
    }

    [Theory]
    [InlineData("synced", KitStatus.Passed, "Synced")]
    [InlineData("Pending", KitStatus.InProgress, "Pending")]
    [InlineData("Failed", KitStatus.Failed, "Failed")]
    [InlineData("Sideways", KitStatus.Unknown, "Sideways")]
    [InlineData("", KitStatus.Unknown, "Not reported")]
    public void A_word_nobody_knows_is_never_drawn_as_good(string reported, KitStatus status, string word) =>
        Assert.Equal(new HostWord(status, word), HostLook.Content(HostsWorld.Leader with { Content = reported }));

    [Fact]
    public void Disks_are_listed_by_partition_and_say_how_full_they_are()
    {
        var rows = DiskRow.Of(HostsWorld.Leader.Hardware!.Disks);

        Assert.Equal(["/", "no partitions"], rows.Select(r => r.MountPoint));
        Assert.Equal("90 of 100 GB (90 %)", rows[0].UsedText);
        Assert.Null(rows[1].UsedPercent);
        Assert.Equal(2, rows.Select(r => r.Key).Distinct().Count());
        Assert.Empty(DiskRow.Of([]));
    }

    [Fact]
    public void Partitions_of_unknown_size_say_nothing_about_use() =>
        Assert.Equal("", Assert.Single(DiskRow.Of([new HostDisk("c", "v", 10, [new HostPartition("ext4", "", 0, 5, 0)])])).UsedText);

    private async Task<HostsViewModel> LoadAsync(HostList list)
    {
        _answer = list;
        var model = new HostsViewModel(_gateway);
        await model.LoadAsync(false, TestContext.Current.CancellationToken);
        return model;
    }
}
