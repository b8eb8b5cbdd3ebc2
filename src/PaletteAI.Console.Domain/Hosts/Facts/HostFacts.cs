using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Hosts.Facts;

/// <summary>What a host says of itself. Whatever is null, empty or default is not known.</summary>
public sealed record HostFacts
{
    /// <summary>When it was gathered, by the console's clock.</summary>
    public DateTimeOffset TakenAt { get; init; }

    /// <summary>Whether it comes from recorded output.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>User the facts were gathered as is root.</summary>
    public bool AsRoot { get; init; }

    /// <summary>Host name.</summary>
    public string HostName { get; init; } = "";

    /// <summary>machine-id.</summary>
    public string MachineId { get; init; } = "";

    /// <summary>Operating system.</summary>
    public OsFacts Os { get; init; } = new("", "", "");

    /// <summary>Kernel release, e.g. <c>6.1.0-18-amd64</c>.</summary>
    public string Kernel { get; init; } = "";

    /// <summary><c>amd64</c>, <c>arm64</c>, or as uname says.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>CPU.</summary>
    public CpuFacts? Cpu { get; init; }

    /// <summary>Memory.</summary>
    public MemoryFacts? Memory { get; init; }

    /// <summary>Disks; default = not known.</summary>
    public ImmutableArray<DiskFacts> Disks { get; init; }

    /// <summary>File systems of the folders that matter.</summary>
    public ImmutableArray<SpaceFacts> Space { get; init; } = [];

    /// <summary>GPUs.</summary>
    public ImmutableArray<string> Gpus { get; init; } = [];

    /// <summary>1 or 2; 0 = not known.</summary>
    public int CgroupVersion { get; init; }

    /// <summary>NICs with their addresses, loopback left out.</summary>
    public ImmutableArray<NicFacts> Nics { get; init; } = [];

    /// <summary>Routes of the main table; default = not known.</summary>
    public ImmutableArray<RouteFacts> Routes { get; init; }

    /// <summary>resolv.conf; null = could not be read.</summary>
    public DnsFacts? Dns { get; init; }

    /// <summary>Clock and its synchronisation.</summary>
    public ClockFacts Clock { get; init; } = new(null, null, null, "");

    /// <summary>TCP ports somebody listens on other than on loopback; default = not known.</summary>
    public ImmutableArray<int> ListeningPorts { get; init; }

    /// <summary>Active services among those that matter.</summary>
    public ImmutableArray<string> Services { get; init; } = [];

    /// <summary>Container runtime and version; empty = none.</summary>
    public string ContainerRuntime { get; init; } = "";

    /// <summary>kubelet version; empty = none.</summary>
    public string Kubelet { get; init; } = "";

    /// <summary>Content folders.</summary>
    public ImmutableArray<ContentFacts> Content { get; init; } = [];

    /// <summary>uefi or bios.</summary>
    public string Firmware { get; init; } = "";

    /// <summary>Secure boot; null = not known.</summary>
    public bool? SecureBoot { get; init; }

    /// <summary>Hypervisor; empty = not known, none = hardware.</summary>
    public string Virtualization { get; init; } = "";

    /// <summary>Kernel settings.</summary>
    public ImmutableSortedDictionary<string, string> Sysctls { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Time since boot.</summary>
    public TimeSpan? Uptime { get; init; }

    /// <summary>The commands and outputs behind the facts, by part.</summary>
    public ImmutableSortedDictionary<string, FactSection> Evidence { get; init; } = ImmutableSortedDictionary.Create<string, FactSection>(StringComparer.Ordinal);

    /// <summary>All addresses, loopback left out.</summary>
    public IEnumerable<AddressFacts> Addresses => Nics.SelectMany(n => n.Addresses);
}

/// <summary>Operating system.</summary>
/// <param name="Id">ID of os-release.</param>
/// <param name="Version">VERSION_ID.</param>
/// <param name="Name">PRETTY_NAME.</param>
public sealed record OsFacts(string Id, string Version, string Name);

/// <summary>CPU.</summary>
/// <param name="Level">x86-64 level, 1 to 4; 0 = another architecture or not known.</param>
public sealed record CpuFacts(int Cores, string Model, int Level);

/// <summary>Memory in KiB.</summary>
public sealed record MemoryFacts(long TotalKiB, long AvailableKiB, long SwapKiB);

/// <summary>A disk.</summary>
/// <param name="Name">e.g. sda.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Model">Model; may be empty.</param>
/// <param name="IsReadOnly">Cannot be written.</param>
/// <param name="IsRemovable">USB sticks and the like.</param>
/// <param name="Holds">What is on it: partitions, file systems, mount points; empty = nothing.</param>
public sealed record DiskFacts(string Name, long Bytes, string Model, bool IsReadOnly, bool IsRemovable, ImmutableArray<string> Holds);

/// <summary>A mounted file system.</summary>
public sealed record SpaceFacts(string MountPoint, long TotalKiB, long FreeKiB);

/// <summary>A NIC.</summary>
public sealed record NicFacts(string Name, string Mac, int Mtu, bool IsUp, bool IsPhysical, ImmutableArray<AddressFacts> Addresses);

/// <summary>An address of a NIC.</summary>
/// <param name="IsDynamic">Leased, not set by hand.</param>
/// <param name="LeaseSeconds">What is left of the lease; null when it has none.</param>
public sealed record AddressFacts(string Ip, int Prefix, bool IsDynamic, long? LeaseSeconds);

/// <summary>A route.</summary>
/// <param name="Network">CIDR, or <c>default</c>.</param>
/// <param name="Gateway">Gateway; empty = on the link.</param>
/// <param name="Nic">NIC.</param>
public sealed record RouteFacts(string Network, string Gateway, string Nic);

/// <summary>Name resolution.</summary>
public sealed record DnsFacts(ImmutableArray<string> Servers, ImmutableArray<string> Search);

/// <summary>Clock.</summary>
/// <param name="Offset">The host's clock ahead of the console's.</param>
/// <param name="Uncertainty">Half of what the round trip leaves open.</param>
/// <param name="IsSynchronized">Whether it follows a time source.</param>
/// <param name="Service">Time service that is active; empty = none seen.</param>
public sealed record ClockFacts(TimeSpan? Offset, TimeSpan? Uncertainty, bool? IsSynchronized, string Service);

/// <summary>A content folder.</summary>
/// <param name="EmptyFiles">Files without a byte.</param>
public sealed record ContentFacts(string Folder, int Files, int EmptyFiles, long KiB);
