using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Hosts;

/// <summary>A host's part in the link group.</summary>
public enum HostRole
{
    /// <summary>The host whose Local UI drives the group.</summary>
    Leader,

    /// <summary>Linked to a leader.</summary>
    Linked,
}

/// <summary>An edge host as the appliance reports it. Every text may be empty: the API fixes almost no required field.</summary>
public sealed record EdgeHost
{
    /// <summary>Host id.</summary>
    public required string Uid { get; init; }

    /// <summary>Name shown to people; falls back to the host name, then to the id.</summary>
    public string Name { get; init; } = "";

    /// <summary>Operating system host name.</summary>
    public string HostName { get; init; } = "";

    /// <summary>Leader or linked.</summary>
    public HostRole Role { get; init; }

    /// <summary>Address other hosts and people reach it by.</summary>
    public string Address { get; init; } = "";

    /// <summary>Local UI's port on the host.</summary>
    public int LocalUiPort { get; init; } = 5080;

    /// <summary>Link status as free text; Ready and In-Use are known.</summary>
    public string Status { get; init; } = "";

    /// <summary>Content sync status as free text; Synced is known.</summary>
    public string Content { get; init; } = "";

    /// <summary>Healthy, Unhealthy, or empty when not reported.</summary>
    public string Health { get; init; } = "";

    /// <summary>Why it is not healthy, in the appliance's words.</summary>
    public string HealthReason { get; init; } = "";

    /// <summary><c>amd64</c>, <c>arm64</c> or empty.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>Hardware; null when not reported.</summary>
    public HostHardware? Hardware { get; init; }

    /// <summary>Operating system; null when not reported.</summary>
    public HostOperatingSystem? OperatingSystem { get; init; }

    /// <summary>Network interfaces.</summary>
    public ImmutableArray<HostNic> Nics { get; init; } = [];

    /// <summary>Agent version.</summary>
    public string AgentVersion { get; init; } = "";

    /// <summary>init, controlplane, worker or unknown.</summary>
    public string NodeRole { get; init; } = "";

    /// <summary>connected or airgap.</summary>
    public string ConnectionMode { get; init; } = "";

    /// <summary>central or local.</summary>
    public string ManagementMode { get; init; } = "";

    /// <summary>Whether the host is part of a cluster.</summary>
    public bool InCluster { get; init; }

    /// <summary>Configured DNS servers.</summary>
    public ImmutableArray<string> DnsServers { get; init; } = [];

    /// <summary>Configured NTP servers.</summary>
    public ImmutableArray<string> NtpServers { get; init; } = [];

    /// <summary>Secure boot; null when not reported.</summary>
    public bool? SecureBoot { get; init; }
}

/// <summary>CPU, memory, disks, GPUs of a host.</summary>
/// <param name="CpuCores">Logical cores.</param>
/// <param name="MemoryMiB">Memory in MiB.</param>
/// <param name="Disks">Disks in the appliance's order.</param>
/// <param name="Gpus">GPU models.</param>
public sealed record HostHardware(int CpuCores, long MemoryMiB, ImmutableArray<HostDisk> Disks, ImmutableArray<HostGpu> Gpus);

/// <summary>A disk.</summary>
/// <param name="SizeGB">Size in GB as reported.</param>
public sealed record HostDisk(string Controller, string Vendor, int SizeGB, ImmutableArray<HostPartition> Partitions);

/// <summary>A partition; sizes in GB as reported.</summary>
public sealed record HostPartition(string FileSystem, string MountPoint, int TotalGB, int UsedGB, int FreeGB);

/// <summary>A GPU.</summary>
public sealed record HostGpu(string Vendor, string Model);

/// <summary>Operating system of a host.</summary>
public sealed record HostOperatingSystem(string Family, string Version, string Kernel, string KernelVersion);

/// <summary>A network interface of a host.</summary>
/// <param name="Name">NIC name, e.g. eth0.</param>
/// <param name="Ip">Address without prefix; empty when it has none.</param>
/// <param name="PrefixLength">Prefix length; null when it could not be read.</param>
/// <param name="Gateway">Gateway; empty when none is known.</param>
/// <param name="Mac">MAC address.</param>
/// <param name="Dns">DNS servers.</param>
/// <param name="IsDefault">Carries the default route; null when not reported.</param>
public sealed record HostNic(string Name, string Ip, int? PrefixLength, string Gateway, string Mac, ImmutableArray<string> Dns, bool? IsDefault);

/// <summary>The state of linking as the leader reports it.</summary>
/// <param name="Status">Pending, InProgress, Completed, Failed, or empty when never linked.</param>
/// <param name="ErrorMessage">Why it failed.</param>
/// <param name="Peers">All other hosts of the group.</param>
public sealed record LinkStatus(string Status, string ErrorMessage, ImmutableArray<EdgeHost> Peers);
