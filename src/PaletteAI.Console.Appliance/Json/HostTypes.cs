namespace PaletteAI.Console.Appliance.Json;

internal sealed record MetadataAnswer
{
    public string? Id { get; init; }

    public string? Uid { get; init; }

    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public string? CreationTimestamp { get; init; }

    public string? LastModifiedTimestamp { get; init; }
}

internal sealed record HealthAnswer
{
    public string? Status { get; init; }

    public string? Reason { get; init; }
}

internal sealed record HostAnswer
{
    public MetadataAnswer? Metadata { get; init; }

    public HostSpecAnswer? Spec { get; init; }

    public HostStatusAnswer? Status { get; init; }
}

internal sealed record HostSpecAnswer
{
    public string? ConnectionMode { get; init; }

    public HardwareAnswer? HardwareSpec { get; init; }

    public HostInfoAnswer? HostInfo { get; init; }

    public string? ManagementMode { get; init; }

    public List<NicAnswer?>? NetworkInfo { get; init; }

    public string? NodeRole { get; init; }
}

internal sealed record HostInfoAnswer
{
    public string? HostState { get; init; }

    public bool? SecureBoot { get; init; }
}

internal sealed record HardwareAnswer
{
    public string? ArchType { get; init; }

    public CpuAnswer? Cpu { get; init; }

    public List<DiskAnswer?>? Disks { get; init; }

    public List<GpuAnswer?>? Gpus { get; init; }

    public MemoryAnswer? Memory { get; init; }

    public OsAnswer? Os { get; init; }
}

internal sealed record CpuAnswer
{
    public long? Cores { get; init; }
}

internal sealed record MemoryAnswer
{
    public long? SizeInMB { get; init; }
}

internal sealed record DiskAnswer
{
    public string? Controller { get; init; }

    public string? Vendor { get; init; }

    public long? Size { get; init; }

    public List<PartitionAnswer?>? Partitions { get; init; }
}

internal sealed record PartitionAnswer
{
    public string? FileSystemType { get; init; }

    public string? MountPoint { get; init; }

    public long? TotalSpace { get; init; }

    public long? UsedSpace { get; init; }

    public long? FreeSpace { get; init; }
}

internal sealed record GpuAnswer
{
    public string? Vendor { get; init; }

    public string? Model { get; init; }
}

internal sealed record OsAnswer
{
    public string? Family { get; init; }

    public string? Version { get; init; }

    public string? Kernel { get; init; }

    public string? KernelVersion { get; init; }
}

internal sealed record NicAnswer
{
    public string? NicName { get; init; }

    public string? Ip { get; init; }

    public string? Subnet { get; init; }

    public string? Gateway { get; init; }

    public string? MacAddr { get; init; }

    public List<string?>? Dns { get; init; }

    public bool? IsDefault { get; init; }
}

internal sealed record HostStatusAnswer
{
    public string? AgentVersion { get; init; }

    public DnsAnswer? Dns { get; init; }

    public string? HostName { get; init; }

    public bool? IsClusterPhase { get; init; }

    public NtpAnswer? Ntp { get; init; }
}

internal sealed record DnsAnswer
{
    public List<string?>? Nameservers { get; init; }
}

internal sealed record NtpAnswer
{
    public List<string?>? NtpServers { get; init; }

    public List<string?>? FallbackNtpServers { get; init; }
}

internal sealed record LinkAnswer
{
    public string? Status { get; init; }

    public string? ErrorMessage { get; init; }

    public List<PeerAnswer?>? Peers { get; init; }
}

internal sealed record PeerAnswer
{
    public string? Id { get; init; }

    public string? Ip { get; init; }

    public long? LocalUIPort { get; init; }

    public string? Role { get; init; }

    public string? NodeRole { get; init; }

    public string? Status { get; init; }

    public string? ContentSyncStatus { get; init; }

    public HealthAnswer? Health { get; init; }

    public HostAnswer? Config { get; init; }
}
