using System.Collections.Immutable;
using PaletteAI.Console.Appliance.Json;
using PaletteAI.Console.Domain.Hosts;

namespace PaletteAI.Console.Appliance.Mapping;

internal static class HostMapping
{
    /// <summary>Local UI's usual port.</summary>
    private const int UsualPort = 5080;

    /// <summary>The host that answered.</summary>
    /// <param name="answer">What it said.</param>
    /// <param name="url">Where it was reached: its address when it reports none.</param>
    public static EdgeHost Current(HostAnswer answer, Uri? url)
    {
        var host = Host(answer, "", HostRole.Leader);
        return host with
        {
            Address = host.Address.Length > 0 ? host.Address : url?.Host ?? "",
            LocalUiPort = url?.Port ?? UsualPort,
        };
    }

    public static LinkStatus Link(LinkAnswer answer) => new(
        answer.Status ?? "", answer.ErrorMessage ?? "", [.. Read.Items(answer.Peers).Select(Peer)]);

    private static EdgeHost Peer(PeerAnswer peer)
    {
        // The role is free text; whatever names the leader is one.
        var role = (peer.Role ?? "").Contains("leader", StringComparison.OrdinalIgnoreCase) ? HostRole.Leader : HostRole.Linked;
        var host = Host(peer.Config ?? new HostAnswer(), peer.Id ?? "", role);
        return host with
        {
            Address = Read.Address(peer.Ip) is { Length: > 0 } ip ? ip : host.Address,
            LocalUiPort = peer.LocalUIPort is > 0 and <= 65535 ? (int)peer.LocalUIPort : UsualPort,
            Status = peer.Status ?? "",
            Content = peer.ContentSyncStatus ?? "",
            Health = peer.Health?.Status ?? "",
            HealthReason = peer.Health?.Reason ?? "",
            NodeRole = peer.NodeRole ?? host.NodeRole,
        };
    }

    private static EdgeHost Host(HostAnswer answer, string uid, HostRole role)
    {
        var hostName = answer.Status?.HostName ?? "";
        var id = FirstNonEmpty(uid, answer.Metadata?.Id, answer.Metadata?.Uid, answer.Metadata?.Name, hostName);
        ImmutableArray<HostNic> nics = [.. Read.Items(answer.Spec?.NetworkInfo).Select(Nic)];
        return new EdgeHost
        {
            Uid = id,
            Name = FirstNonEmpty(answer.Metadata?.Name, hostName, id),
            HostName = hostName,
            Role = role,
            Address = (nics.FirstOrDefault(n => n.IsDefault == true && n.Ip.Length > 0) ?? nics.FirstOrDefault(n => n.Ip.Length > 0))?.Ip ?? "",
            Status = answer.Spec?.HostInfo?.HostState ?? "",
            Architecture = answer.Spec?.HardwareSpec?.ArchType ?? "",
            Hardware = Hardware(answer.Spec?.HardwareSpec),
            OperatingSystem = answer.Spec?.HardwareSpec?.Os is { } os
                ? new HostOperatingSystem(os.Family ?? "", os.Version ?? "", os.Kernel ?? "", os.KernelVersion ?? "")
                : null,
            Nics = nics,
            AgentVersion = answer.Status?.AgentVersion ?? "",
            NodeRole = answer.Spec?.NodeRole ?? "",
            ConnectionMode = answer.Spec?.ConnectionMode ?? "",
            ManagementMode = answer.Spec?.ManagementMode ?? "",
            InCluster = answer.Status?.IsClusterPhase == true,
            DnsServers = Read.Texts(answer.Status?.Dns?.Nameservers),
            NtpServers = Read.Texts(answer.Status?.Ntp?.NtpServers) is { Length: > 0 } set ? set : Read.Texts(answer.Status?.Ntp?.FallbackNtpServers),
            SecureBoot = answer.Spec?.HostInfo?.SecureBoot,
        };
    }

    private static HostHardware? Hardware(HardwareAnswer? answer) => answer is null ? null : new HostHardware(
        Read.Count(answer.Cpu?.Cores),
        Read.MemoryMiB(answer.Memory?.SizeInMB),
        [.. Read.Items(answer.Disks).Select(Disk)],
        [.. Read.Items(answer.Gpus).Select(g => new HostGpu(g.Vendor ?? "", g.Model ?? ""))]);

    private static HostDisk Disk(DiskAnswer disk) => new(
        disk.Controller ?? "", disk.Vendor ?? "", Read.Count(disk.Size),
        [.. Read.Items(disk.Partitions).Select(p => new HostPartition(
            p.FileSystemType ?? "", p.MountPoint ?? "", Read.Count(p.TotalSpace), Read.Count(p.UsedSpace), Read.Count(p.FreeSpace)))]);

    private static HostNic Nic(NicAnswer nic) => new(
        nic.NicName ?? "", Read.Address(nic.Ip), Read.Prefix(nic.Subnet, nic.Ip), nic.Gateway ?? "", nic.MacAddr ?? "", Read.Texts(nic.Dns), nic.IsDefault);

    private static string FirstNonEmpty(params string?[] texts) => texts.FirstOrDefault(t => !string.IsNullOrEmpty(t)) ?? "";
}
