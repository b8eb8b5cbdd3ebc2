using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Hosts;

/// <summary>Makes an inventory out of what the appliance reports.</summary>
public static class HostInventory
{
    /// <summary>The inventory; null when no host is known. Networks whose prefix could not be read are left out: rules on them are pending.</summary>
    public static Inventory? Of(IReadOnlyList<EdgeHost> hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        return hosts.Count == 0 ? null : new Inventory([.. hosts.Select(Host)]);
    }

    private static InventoryHost Host(EdgeHost host) => new()
    {
        Uid = host.Uid,
        Role = host.Role,
        Architecture = host.Architecture,
        Status = host.Status,
        Content = host.Content,
        Health = host.Health,
        Networks = [.. host.Nics.Where(n => n.Ip.Length > 0 && n.PrefixLength is not null).Select(Network)],
    };

    private static InventoryNetwork Network(HostNic nic) =>
        new(nic.Name, nic.Ip, nic.PrefixLength ?? 0, nic.Gateway, nic.Dns.IsDefaultOrEmpty ? null : nic.Dns, nic.IsDefault);
}
