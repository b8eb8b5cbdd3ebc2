using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Deployment;
using PaletteAI.Console.Sandbox.Hosts;

namespace PaletteAI.Console.Sandbox.Api;

/// <summary>A host as the Local Management API describes it.</summary>
internal static class HostView
{
    private const long GiB = 1L << 30;
    private const string AgentVersion = "4.9.14";

    public static JsonObject Of(SimulatedHost host, Progress? progress, double timeScale, DateTimeOffset born)
    {
        var node = progress?.Plan.Nodes.FirstOrDefault(n => n.Host.Uid == host.Uid);
        var name = node is not null && progress!.Done("HostPrepared", host.Uid) is not null ? node.Name : host.Uid;
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["id"] = host.Uid,
                ["name"] = name,
                ["labels"] = new JsonObject { ["simulated"] = "true", ["sandbox-time-scale"] = timeScale.ToString(System.Globalization.CultureInfo.InvariantCulture) },
                ["creationTimestamp"] = Times.Text(born),
            },
            ["spec"] = Spec(host, node, progress),
            ["status"] = new JsonObject
            {
                ["agentVersion"] = AgentVersion,
                ["configurationStatus"] = "configured",
                ["hostName"] = name,
                ["isClusterPhase"] = node is not null,
                ["dns"] = new JsonObject { ["nameservers"] = new JsonArray(SimulatedHost.NetworkPrefix + "2"), ["searchDomains"] = new JsonArray(), ["options"] = new JsonArray() },
                ["ntp"] = new JsonObject { ["ntpServers"] = new JsonArray([.. (progress?.Plan.NtpServers ?? []).Select(s => (JsonNode)s)]), ["fallbackNtpServers"] = new JsonArray("ntp.ubuntu.com"), ["pollIntervalMinSec"] = "32", ["pollIntervalMaxSec"] = "2048" },
            },
        };
    }

    public static JsonObject Peer(SimulatedHost host, Progress? progress, double timeScale, DateTimeOffset born)
    {
        var inCluster = progress?.Plan.Nodes.Any(n => n.Host.Uid == host.Uid) == true;
        var away = progress?.IsRebooting(host.Uid) == true;
        return new JsonObject
        {
            ["id"] = host.Uid,
            ["ip"] = host.Address,
            ["localUIPort"] = "5080",
            ["role"] = "follower",
            ["nodeRole"] = NodeRole(host, progress),
            ["status"] = inCluster ? "In-Use" : "Ready",
            ["contentSyncStatus"] = "Synced",
            ["health"] = away
                ? new JsonObject { ["status"] = "Unhealthy", ["reason"] = "host is restarting" }
                : new JsonObject { ["status"] = "Healthy", ["reason"] = "" },
            ["config"] = Of(host, progress, timeScale, born),
        };
    }

    private static JsonObject Spec(SimulatedHost host, PlannedNode? node, Progress? progress)
    {
        var facts = RecordedFacts.Instance;
        return new JsonObject
        {
            ["connectionMode"] = "airgap",
            ["managementMode"] = "local",
            ["nodeRole"] = NodeRole(host, progress),
            ["hostInfo"] = new JsonObject { ["hostState"] = node is null ? "ready" : "in-use", ["hostType"] = "edge-native", ["secureBoot"] = false },
            ["hardwareSpec"] = new JsonObject
            {
                ["archType"] = "amd64",
                ["cpu"] = new JsonObject { ["cores"] = facts.Cores },
                ["memory"] = new JsonObject { ["sizeInMB"] = facts.MemoryMiB },
                ["disks"] = new JsonArray([.. facts.Disks.Select(Disk)]),
                ["gpus"] = new JsonArray(new JsonObject { ["vendor"] = facts.GpuVendor, ["model"] = facts.GpuModel, ["addresses"] = new JsonObject { ["gpu0"] = facts.GpuAddress } }),
                ["os"] = new JsonObject { ["family"] = facts.OsFamily, ["version"] = facts.OsVersion, ["kernel"] = facts.Kernel, ["kernelVersion"] = facts.KernelVersion },
            },
            ["networkInfo"] = new JsonArray(new JsonObject
            {
                ["nicName"] = "eth0",
                ["ip"] = host.Address,
                ["subnet"] = "255.255.255.0",
                ["gateway"] = SimulatedHost.NetworkPrefix + "1",
                ["dns"] = new JsonArray(SimulatedHost.NetworkPrefix + "2"),
                ["macAddr"] = host.Mac,
                ["isDefault"] = true,
            }),
        };
    }

    private static string NodeRole(SimulatedHost host, Progress? progress) => progress?.Plan.Nodes.FirstOrDefault(n => n.Host.Uid == host.Uid) switch
    {
        null => "unknown",
        { IsControlPlane: true, Host.IsLeader: true } => "init",
        { IsControlPlane: true } => "controlplane",
        _ => "worker",
    };

    private static JsonNode Disk(RecordedDisk disk) => new JsonObject
    {
        ["controller"] = $"{disk.Transport} /dev/{disk.Name}",
        ["vendor"] = disk.Vendor,
        ["size"] = disk.Size / GiB,
        ["partitions"] = new JsonArray([.. disk.Partitions.Select(p => new JsonObject
        {
            ["fileSystemType"] = p.FileSystem,
            ["mountPoint"] = p.MountPoint,
            ["totalSpace"] = p.Size / GiB,
            ["usedSpace"] = p.Used / GiB,
            ["freeSpace"] = p.Free / GiB,
        })]),
    };
}
