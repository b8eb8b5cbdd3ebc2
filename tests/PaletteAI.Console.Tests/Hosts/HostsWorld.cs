using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations.Hosts;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Tests.Hosts;

/// <summary>Hosts as an appliance reports them.</summary>
internal static class HostsWorld
{
    public static DateTimeOffset At { get; } = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    public static EdgeHost Leader { get; } = Host("edge-1", 11) with { Role = HostRole.Leader, Status = "ready", Content = "", Health = "" };

    public static EdgeHost Host(string name, int number) => new()
    {
        Uid = name + "-uid",
        Name = name,
        HostName = name,
        Role = HostRole.Linked,
        Address = $"10.10.10.{number}",
        Status = "Ready",
        Content = "Synced",
        Health = "Healthy",
        Architecture = "amd64",
        Hardware = new HostHardware(16, 64300, [new HostDisk("nvme /dev/nvme0n1", "ACME", 894, [new HostPartition("ext4", "/", 100, 90, 10)]), new HostDisk("sata /dev/sdb", "", 1788, [])], [new HostGpu("NVIDIA", "L4")]),
        OperatingSystem = new HostOperatingSystem("ubuntu", "22.04", "Linux", "5.15.0"),
        Nics = [new HostNic("eth0", $"10.10.10.{number}", 24, "10.10.10.1", "52:54:00:0a:0a:0b", ["10.10.10.2"], true)],
        AgentVersion = "4.9.14",
        ConnectionMode = "airgap",
        ManagementMode = "local",
        NodeRole = "unknown",
        NtpServers = ["ntp.example.org"],
        SecureBoot = false,
    };

    public static HostList List(params ReadOnlySpan<EdgeHost> hosts)
    {
        ImmutableArray<EdgeHost> all = [.. hosts];
        var leader = all.FirstOrDefault(h => h.Role == HostRole.Leader) ?? all[0];
        return new HostList
        {
            Hosts = all,
            LinkState = "Completed",
            LinkError = "",
            IsLeader = all[0].Role == HostRole.Leader,
            LeaderName = leader.Name,
            LeaderUrl = $"https://{leader.Address}:5080/",
            Readiness = CreateReadiness.Of(all),
            TakenAt = At,
        };
    }

    public static HostList Three { get; } = List(Leader, Host("edge-2", 12), Host("edge-3", 13));
}
