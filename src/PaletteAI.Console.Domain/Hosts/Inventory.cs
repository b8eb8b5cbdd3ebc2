using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Hosts;

/// <summary>What rules need to know of the hosts (kind <c>Inventory</c>); from the appliance or from a file.</summary>
/// <param name="Hosts">All linked hosts, the leader included.</param>
public sealed record Inventory(ImmutableArray<InventoryHost> Hosts)
{
    /// <summary>The kind.</summary>
    public const string Kind = "Inventory";
}

/// <summary>A host of an inventory.</summary>
public sealed record InventoryHost
{
    /// <summary>Host id, unique in the inventory.</summary>
    public required string Uid { get; init; }

    /// <summary>Leader or linked.</summary>
    public required HostRole Role { get; init; }

    /// <summary>amd64 or arm64.</summary>
    public required string Architecture { get; init; }

    /// <summary>Free text; Ready and In-Use are known. Empty = not reported.</summary>
    public string Status { get; init; } = "";

    /// <summary>Free text; Synced is known. Empty = not reported.</summary>
    public string Content { get; init; } = "";

    /// <summary>Healthy or Unhealthy. Empty = not reported.</summary>
    public string Health { get; init; } = "";

    /// <summary>At least one network.</summary>
    public ImmutableArray<InventoryNetwork> Networks { get; init; } = [];
}

/// <summary>A host's address in a network.</summary>
/// <param name="Nic">NIC name.</param>
/// <param name="Ip">Address.</param>
/// <param name="Prefix">Prefix length.</param>
/// <param name="Gateway">Gateway; empty = not known (rules that need it are pending).</param>
/// <param name="Dns">DNS servers; default = not known.</param>
/// <param name="IsDefault">Carries the default route; null = not known.</param>
public sealed record InventoryNetwork(string Nic, string Ip, int Prefix, string Gateway, ImmutableArray<string>? Dns, bool? IsDefault);
