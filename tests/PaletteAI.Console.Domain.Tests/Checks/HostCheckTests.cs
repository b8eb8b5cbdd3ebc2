using System.Collections.Immutable;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Hosts.Facts;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Domain.Tests.Checks;

public sealed class HostCheckTests
{
    private static readonly DateTimeOffset _now = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_facts_nothing_passes()
    {
        var report = HostCheckReport.Evaluate(new HostCheckFacts([new HostUnderTest("a", "10.1.1.1"), new HostUnderTest("b", "10.1.1.2")], null, null), _now);
        Assert.DoesNotContain(report.Results, r => r.Status is CheckStatus.Passed or CheckStatus.Failed);
        Assert.All(report.Results, r => Assert.NotEmpty(r.Message));
    }

    [Fact]
    public void A_good_pair_of_hosts_passes_everything_that_concerns_it()
    {
        var report = Evaluate(Host("a", 1), Host("b", 2));
        Assert.All(report.Results, r => Assert.True(r.Status is CheckStatus.Passed or CheckStatus.NotApplicable or CheckStatus.Pending, $"{r.Id}: {r.Message}"));
        Assert.All(report.Results.Where(r => r.Status == CheckStatus.Passed), r => Assert.Equal("", r.Fix));
        Assert.Equal(["pod-service-cidr-vs-routes"], report.Results.Where(r => r.Status == CheckStatus.Pending).Select(r => r.Id).Distinct());
    }

    public static TheoryData<string, Func<HostUnderTest, HostUnderTest>> Faults => new()
    {
        { "hostname-valid", h => Facts(h, f => f with { HostName = "Edge_1" }) },
        { "hostname-unique", h => Facts(h, f => f with { HostName = "b" }) },
        { "machine-id-unique", h => Facts(h, f => f with { MachineId = "b" }) },
        { "architecture-fits", h => Facts(h, f => f with { Architecture = "arm64" }) },
        { "cpu", h => Facts(h, f => f with { Cpu = new CpuFacts(4, "", 3) }) },
        { "cpu-features", h => Facts(h, f => f with { Cpu = new CpuFacts(8, "", 1) }) },
        { "memory", h => Facts(h, f => f with { Memory = new MemoryFacts(8_000_000, 0, 0) }) },
        { "disk-size", h => Facts(h, f => f with { Disks = [f.Disks[0] with { Bytes = 20_000_000_000 }, f.Disks[1] with { Bytes = 20_000_000_000 }] }) },
        { "second-disk-empty", h => Facts(h, f => f with { Disks = [f.Disks[0], f.Disks[1] with { Holds = ["xfs"] }] }) },
        { "second-disk-empty", h => Facts(h, f => f with { Disks = [f.Disks[0]] }) },
        { "disk-free-vs-content", h => Facts(h, f => f with { Space = [new SpaceFacts("/", 500_000_000, 1_000_000)] }) },
        { "disk-free-vs-content", h => Facts(h, f => f with { Content = [new ContentFacts("/opt", 10, 0, 900_000_000)] }) },
        { "content-synced-nonzero-blobs", h => Facts(h, f => f with { Content = [new ContentFacts("/opt", 10, 1, 100)] }) },
        { "kernel-vs-kubernetes-version", h => Facts(h, f => f with { Kernel = "4.18.0-553.el8_10.x86_64" }) },
        { "cgroup-version", h => Facts(h, f => f with { CgroupVersion = 1 }) },
        { "ports-free", h => Facts(h, f => f with { ListeningPorts = [22, 6443] }) },
        { "no-other-kubernetes", h => Facts(h, f => f with { Services = ["k3s"] }) },
        { "inotify-limits", h => Facts(h, f => f with { Sysctls = f.Sysctls.SetItem("fs.inotify.max_user_instances", "128") }) },
        { "default-route", h => Facts(h, f => f with { Routes = [f.Routes[1]] }) },
        { "resolv-conf", h => Facts(h, f => f with { Dns = new DnsFacts([], []) }) },
        { "resolv-conf", h => Facts(h, f => f with { Dns = new DnsFacts(["127.0.0.1"], []) }) },
        { "ip-stable", h => Facts(h, f => f with { Nics = [f.Nics[0] with { Addresses = [new AddressFacts(h.Address, 24, true, 60)] }] }) },
        { "subnets-not-overlapping", h => Facts(h, f => f with { Nics = [f.Nics[0], f.Nics[0] with { Name = "eth1", Addresses = [new AddressFacts("10.1.1.77", 25, false, null)] }] }) },
        { "ntp-synced", h => Facts(h, f => f with { Clock = f.Clock with { IsSynchronized = false } }) },
        { "clock-skew", h => Facts(h, f => f with { Clock = f.Clock with { Offset = TimeSpan.FromSeconds(-90) } }) },
        { "vip-not-a-host-address", h => Facts(h, f => f with { Nics = [f.Nics[0] with { Addresses = [.. f.Nics[0].Addresses, new AddressFacts("10.1.1.100", 32, false, null)] }] }) },
        { "vip-in-network", h => Facts(h, f => f with { Nics = [f.Nics[0] with { Addresses = [new AddressFacts(h.Address, 28, false, null)] }] }) },
        { "vip-not-a-service-of-network", h => Facts(h, f => f with { Dns = new DnsFacts(["10.1.1.100"], []) }) },
        { "ip-collision", h => Probes(h, p => p with { OwnAddressHolders = ["02:00:00:00:00:99"] }) },
        { "etcd-write-latency", h => Probes(h, p => p with { SyncedWrite = TimeSpan.FromMilliseconds(25) }) },
        { "vip-free", h => Probes(h, p => p with { Vip = p.Vip! with { Holders = ["02:00:00:00:00:99"] } }) },
        { "vip-free", h => Probes(h, p => p with { Vip = p.Vip! with { Neighbour = "02:00:00:00:00:99" } }) },
        { "vip-free", h => Probes(h, p => p with { Vip = p.Vip! with { Pinged = true } }) },
        { "vip-free", h => Probes(h, p => p with { Vip = p.Vip! with { Ports = p.Vip.Ports.SetItem(443, PortAnswer.Refused) } }) },
        { "packet-loss", h => Peer(h, p => p with { Loss = 0.2 }) },
        { "latency-between-hosts", h => Peer(h, p => p with { RoundTrip = TimeSpan.FromMilliseconds(140) }) },
        { "mtu-between-hosts", h => Peer(h, p => p with { WholePacketsPass = false }) },
        { "hosts-reach-each-other", h => Peer(h, p => p with { Ports = p.Ports.SetItem(6443, PortAnswer.Silent) }) },
        { "sudo-works-noninteractive", h => h with { HasRoot = false, RootProblem = "no." } },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_seen_by_its_check(string id, Func<HostUnderTest, HostUnderTest> fault)
    {
        var row = Evaluate(fault(Host("a", 1)), Host("b", 2)).Results.Single(r => r.Id == id && r.Host == "a");
        var severity = HostCheckTable.All.Single(c => c.Id == id).Severity;
        Assert.Equal(severity == Severity.Error ? CheckStatus.Failed : CheckStatus.Warning, row.Status);
        Assert.Equal(severity == Severity.Error, row.Blocks);
        Assert.NotEmpty(row.Fix);
    }

    [Fact]
    public void A_clock_read_over_a_slow_link_is_not_called_wrong()
    {
        var slow = Facts(Host("a", 1), f => f with { Clock = f.Clock with { Offset = TimeSpan.FromSeconds(8), Uncertainty = TimeSpan.FromSeconds(4) } });
        Assert.Equal(CheckStatus.Passed, Evaluate(slow, Host("b", 2)).Results.Single(r => r.Id == "clock-skew" && r.Host == "a").Status);
    }

    [Fact]
    public void Silence_on_higher_layers_alone_does_not_make_the_vip_free()
    {
        var blind = Probes(Host("a", 1), p => p with { Vip = p.Vip! with { Holders = default, Neighbour = null } });
        Assert.Equal(CheckStatus.Pending, Evaluate(blind, Host("b", 2)).Results.Single(r => r.Id == "vip-free" && r.Host == "a").Status);
    }

    [Fact]
    public void A_problem_of_the_connection_is_a_row_under_its_own_code()
    {
        var lost = new HostUnderTest("b", "10.1.1.2") { Problem = new Error(ErrorKind.RemoteFailed, "host-key-changed", "Changed.", "Look.") };
        var rows = Evaluate(Host("a", 1), lost).Results;
        Assert.True(rows.Single(r => r.Id == "host-key-changed").Blocks);
        Assert.Equal(CheckStatus.Failed, rows.Single(r => r.Id == "host-key-pinned" && r.Host == "b").Status);
        Assert.Equal(CheckStatus.Pending, rows.Single(r => r.Id == "machine-id-unique" && r.Host == "a").Status);
    }

    private static HostCheckReport Evaluate(params HostUnderTest[] hosts) =>
        HostCheckReport.Evaluate(new HostCheckFacts([.. hosts], new InstallSpec { Cluster = new ClusterSettings { Vip = "10.1.1.100" } }, null), _now);

    private static HostUnderTest Facts(HostUnderTest host, Func<HostFacts, HostFacts> change) => host with { Facts = change(host.Facts!) };

    private static HostUnderTest Probes(HostUnderTest host, Func<HostProbes, HostProbes> change) => host with { Probes = change(host.Probes!) };

    private static HostUnderTest Peer(HostUnderTest host, Func<PeerProbe, PeerProbe> change) => Probes(host, p => p with { Peers = [change(p.Peers[0])] });

    private static HostUnderTest Host(string name, int number) => new(name, $"10.1.1.{number}")
    {
        Inventory = new InventoryHost { Uid = name, Role = HostRole.Linked, Architecture = "amd64" },
        KeyIsPinned = true,
        HasRoot = true,
        Facts = new HostFacts
        {
            TakenAt = _now,
            AsRoot = true,
            HostName = name,
            MachineId = name,
            Kernel = "6.1.0-18-amd64",
            Architecture = "amd64",
            Cpu = new CpuFacts(16, "", 3),
            Memory = new MemoryFacts(33_000_000, 30_000_000, 0),
            Disks = [new DiskFacts("sda", 480_000_000_000, "", false, false, ["gpt", "sda1 ext4 /"]), new DiskFacts("sdb", 960_000_000_000, "", false, false, [])],
            Space = [new SpaceFacts("/", 450_000_000, 400_000_000)],
            CgroupVersion = 2,
            Nics = [new NicFacts("eth0", $"02:00:00:00:00:0{number}", 1500, true, true, [new AddressFacts($"10.1.1.{number}", 24, false, null)])],
            Routes = [new RouteFacts("default", "10.1.1.254", "eth0"), new RouteFacts("10.1.1.0/24", "", "eth0")],
            Dns = new DnsFacts(["10.1.1.253"], []),
            Clock = new ClockFacts(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(10), true, "chronyd"),
            ListeningPorts = [22],
            Firmware = "uefi",
            Sysctls = ImmutableSortedDictionary.CreateRange<string, string>(StringComparer.Ordinal, [new("fs.inotify.max_user_instances", "1024"), new("fs.inotify.max_user_watches", "65536")]),
        },
        Probes = new HostProbes(
            _now, new VipProbe([], "", false, ImmutableSortedDictionary.CreateRange<int, PortAnswer>([new(22, PortAnswer.Unreachable), new(443, PortAnswer.Unreachable), new(6443, PortAnswer.Unreachable)])),
            [new PeerProbe($"10.1.1.{3 - number}", 0, TimeSpan.FromMilliseconds(0.3), true, ImmutableSortedDictionary.CreateRange<int, PortAnswer>([new(22, PortAnswer.Open), new(6443, PortAnswer.Refused)]))],
            [], TimeSpan.FromMilliseconds(1)),
    };
}
