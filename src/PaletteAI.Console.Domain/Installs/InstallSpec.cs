using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>
/// What the operator wants installed: the document of the wizard, the command line and the API (kind <c>InstallSpec</c>).
/// It holds text as typed, also when it is not valid yet: validation reports, it never alters.
/// </summary>
public sealed record InstallSpec
{
    /// <summary>The only apiVersion there is.</summary>
    public const string ApiVersion = "console.palette.ai/v1alpha1";

    /// <summary>The kind.</summary>
    public const string Kind = "InstallSpec";

    /// <summary>Cluster name as typed.</summary>
    public string Name { get; init; } = "";

    /// <summary>Cluster tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The cluster profile imported from the appliance's archive.</summary>
    public ProfileReference Profile { get; init; } = new("", "");

    /// <summary>Values of profile variables by variable name. A variable left out takes the profile's default.</summary>
    public ImmutableSortedDictionary<string, ConfigValue> ProfileConfig { get; init; } = ImmutableSortedDictionary.Create<string, ConfigValue>(StringComparer.Ordinal);

    /// <summary>Cluster-wide settings.</summary>
    public ClusterSettings Cluster { get; init; } = new();

    /// <summary>Node pools in the operator's order.</summary>
    public ImmutableArray<NodePool> NodePools { get; init; } = [];
}

/// <summary>Name and version of a cluster profile.</summary>
public sealed record ProfileReference(string Name, string Version);

/// <summary>What kind of scalar a profile value was written as.</summary>
public enum ConfigValueKind
{
    /// <summary>Text, or a form field.</summary>
    Text,

    /// <summary>A number in the document.</summary>
    Number,

    /// <summary>true or false in the document.</summary>
    Boolean,

    /// <summary>A reference to an environment variable (<c>{fromEnv: NAME}</c>).</summary>
    FromEnvironment,

    /// <summary>A reference to a file (<c>{fromFile: PATH}</c>).</summary>
    FromFile,
}

/// <summary>A profile variable's value. The appliance takes every value as text; <see cref="Kind"/> keeps how it was written.</summary>
/// <param name="Kind">How it was written.</param>
/// <param name="Text">Canonical text of the scalar, or the reference's NAME or PATH.</param>
public sealed record ConfigValue(ConfigValueKind Kind, string Text)
{
    /// <summary>Whether this is a reference to a secret kept elsewhere.</summary>
    public bool IsReference => Kind is ConfigValueKind.FromEnvironment or ConfigValueKind.FromFile;

    /// <summary>A text value.</summary>
    public static ConfigValue OfText(string text) => new(ConfigValueKind.Text, text);

    /// <summary>A boolean value.</summary>
    public static ConfigValue OfBoolean(bool value) => new(ConfigValueKind.Boolean, value ? "true" : "false");
}

/// <summary>Settings of the cluster as a whole.</summary>
public sealed record ClusterSettings
{
    /// <summary>Virtual IP address of the control plane; empty when <see cref="DnsName"/> is used.</summary>
    public string Vip { get; init; } = "";

    /// <summary>A DNS name instead of a VIP (the appliance's type DDNS); empty when a VIP is used.</summary>
    public string DnsName { get; init; } = "";

    /// <summary>NTP servers as typed, one per entry.</summary>
    public ImmutableArray<string> NtpServers { get; init; } = [];

    /// <summary>SSH public keys in authorized_keys form, one per entry.</summary>
    public ImmutableArray<string> SshKeys { get; init; } = [];
}

/// <summary>What a pool's nodes are for.</summary>
public enum PoolRole
{
    /// <summary>Runs the Kubernetes control plane.</summary>
    ControlPlane,

    /// <summary>Runs workloads only.</summary>
    Worker,
}

/// <summary>A group of hosts with the same role, labels and taints.</summary>
public sealed record NodePool
{
    /// <summary>Default name of the control-plane pool.</summary>
    public const string ControlPlanePoolName = "control-plane-pool";

    /// <summary>Default name of the worker pool.</summary>
    public const string WorkerPoolName = "worker-pool";

    /// <summary>Pool name as typed, at most 62 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Role of every host in the pool.</summary>
    public PoolRole Role { get; init; }

    /// <summary>Control plane only: workloads may run here.</summary>
    public bool AllowWorkers { get; init; }

    /// <summary><c>amd64</c> or <c>arm64</c>, as typed.</summary>
    public string Architecture { get; init; } = "amd64";

    /// <summary>Additional node labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Taints in the operator's order.</summary>
    public ImmutableArray<Taint> Taints { get; init; } = [];

    /// <summary>Hosts in the operator's order.</summary>
    public ImmutableArray<PoolHost> Hosts { get; init; } = [];
}

/// <summary>A node taint. Effects: NoSchedule, PreferNoSchedule, NoExecute (exact case).</summary>
public sealed record Taint(string Key, string Value, string Effect);

/// <summary>A host's place in a pool.</summary>
/// <param name="Uid">The edge host's id as the appliance reports it.</param>
/// <param name="HostName">Node name; empty keeps the host's own.</param>
/// <param name="Nic">A NIC's name, or <see cref="AutoNic"/>.</param>
public sealed record PoolHost(string Uid, string HostName, string Nic)
{
    /// <summary>The appliance chooses the NIC; sent as no network entry.</summary>
    public const string AutoNic = "Auto";
}
