using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Hosts;

/// <summary>The linked hosts as seen from the one that was asked.</summary>
/// <param name="Hosts">The host that was asked first, then its peers.</param>
/// <param name="LinkState">State of linking; empty when never linked.</param>
/// <param name="LinkError">Why linking failed.</param>
public sealed record HostGroup(ImmutableArray<EdgeHost> Hosts, string LinkState, string LinkError)
{
    /// <summary>The host that was asked.</summary>
    public EdgeHost Current => Hosts[0];

    /// <summary>The host that drives the group.</summary>
    public EdgeHost Leader => Hosts.FirstOrDefault(h => h.Role == HostRole.Leader) ?? Current;

    /// <summary>The leader's name; its id when it has none.</summary>
    public string LeaderName => Leader.Name.Length > 0 ? Leader.Name : Leader.Uid;

    /// <summary>The leader's Local UI; empty when its address is none that can be opened. It comes from the appliance and becomes a link only when it is one.</summary>
    public string LeaderUrl => Uri.CheckHostName(Leader.Address) switch
    {
        UriHostNameType.IPv4 or UriHostNameType.Dns => $"https://{Leader.Address}:{Leader.LocalUiPort}/",
        UriHostNameType.IPv6 => $"https://[{Leader.Address.Trim('[', ']')}]:{Leader.LocalUiPort}/",
        _ => "",
    };

    /// <summary>Whether the host that was asked is the leader.</summary>
    public bool IsLeader => Current.Role == HostRole.Leader;

    /// <summary>Never linked.</summary>
    public bool IsSingleNode => Hosts.Length == 1;

    /// <summary>
    /// Puts them together. The host that answers counts as the leader unless exactly one peer says that it is and no cluster is there:
    /// once there is a cluster, every control-plane host calls itself a leader.
    /// </summary>
    public static HostGroup Of(EdgeHost current, LinkStatus link)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(link);
        var elsewhere = !current.InCluster && link.Peers.Count(p => p.Role == HostRole.Leader) == 1;
        return elsewhere
            ? new HostGroup([current with { Role = HostRole.Linked }, .. link.Peers], link.Status, link.ErrorMessage)
            : new HostGroup([current, .. link.Peers.Select(p => p with { Role = HostRole.Linked })], link.Status, link.ErrorMessage);
    }
}
