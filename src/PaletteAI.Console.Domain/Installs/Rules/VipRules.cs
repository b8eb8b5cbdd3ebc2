using System.Collections.Immutable;
using PaletteAI.Console.Domain.Hosts.Addresses;

namespace PaletteAI.Console.Domain.Installs.Rules;

/// <summary>A host's address as the VIP rules need it.</summary>
/// <param name="Name">What people call the host.</param>
/// <param name="Ip">Address.</param>
/// <param name="Prefix">Prefix length.</param>
/// <param name="IsControlPlane">Whether the host is meant for the control plane.</param>
public sealed record VipHost(string Name, string Ip, int Prefix, bool IsControlPlane);

/// <summary>What is known around a VIP. Empty lists mean unknown.</summary>
public sealed record VipQuestion(string Vip, ImmutableArray<VipHost> Hosts)
{
    /// <summary>Pod network; empty = unknown.</summary>
    public string PodCidr { get; init; } = "";

    /// <summary>Service network; empty = unknown.</summary>
    public string ServiceCidr { get; init; } = "";

    /// <summary>Gateways of the hosts.</summary>
    public ImmutableArray<string> Gateways { get; init; } = [];

    /// <summary>DNS and NTP servers, addresses only.</summary>
    public ImmutableArray<string> DnsOrNtp { get; init; } = [];

    /// <summary>Addresses that answer in the hosts' network.</summary>
    public ImmutableArray<string> Answering { get; init; } = [];
}

/// <summary>Why a VIP is refused.</summary>
/// <param name="Code">Stable kebab-case code.</param>
/// <param name="Message">Sentence.</param>
/// <param name="Fix">Sentence.</param>
public sealed record VipProblem(string Code, string Message, string Fix);

/// <summary>Every VIP rule that needs no probe.</summary>
public static class VipRules
{
    private const string FreeAddress = "Choose a free address in the hosts' network that no device and no DHCP range uses.";

    private static readonly (string Network, string Code, string What)[] _special =
    [
        ("0.0.0.0/32", "unspecified", "the unspecified address"), ("0.0.0.0/8", "reserved", "in a reserved range"), ("::/128", "unspecified", "the unspecified address"),
        ("127.0.0.0/8", "loopback", "a loopback address"), ("::1/128", "loopback", "a loopback address"),
        ("169.254.0.0/16", "link-local", "a link-local address"), ("fe80::/10", "link-local", "a link-local address"),
        ("224.0.0.0/4", "multicast", "a multicast address"), ("ff00::/8", "multicast", "a multicast address"),
        ("240.0.0.0/4", "reserved", "in a reserved range"), ("::ffff:0:0/96", "ipv4-mapped-ipv6", "an IPv4 address written as IPv6"),
    ];

    /// <summary>The first rule the VIP breaks; null when none.</summary>
    public static VipProblem? Check(VipQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Shape(question.Vip, out var vip) ?? Special(vip) ?? Hosts(question, vip) ?? Neighbours(question, vip) ?? Networks(question, vip);
    }

    private static VipProblem? Shape(string text, out IpText vip)
    {
        vip = default;
        return text switch
        {
            "" => new("required", "The cluster needs a virtual IP address.", FreeAddress),
            _ when text.Contains('%', StringComparison.Ordinal) => new("has-zone-id", "A zone after % is local to one host.", "Leave the zone out."),
            _ when text.Contains('/', StringComparison.Ordinal) && IpText.TryParse(text[..text.IndexOf('/', StringComparison.Ordinal)], out _) => new("has-prefix-length", "The VIP is one address, not a network.", "Leave out the part from / on."),
            _ when text.StartsWith("::ffff:", StringComparison.OrdinalIgnoreCase) && IpText.TryParse(text[7..], out _) => new("ipv4-mapped-ipv6", "This is an IPv4 address written as IPv6.", "Write it as IPv4."),
            _ when !IpText.TryParse(text, out vip) => new("not-an-ip", "This is not an IP address.", "Write four numbers from 0 to 255 without leading zeros, for example 10.10.10.100."),
            _ => null,
        };
    }

    private static VipProblem? Special(IpText vip)
    {
        if (!vip.IsV6 && vip.Value == 0xFFFFFFFFu)
        {
            return new("reserved", $"{vip} is the limited broadcast address.", FreeAddress);
        }

        var hit = _special.FirstOrDefault(s => vip.IsIn(s.Network));
        return hit.Code is null ? null : new(hit.Code, $"{vip} is {hit.What}; no cluster can be reached there.", FreeAddress);
    }

    private static VipProblem? Hosts(VipQuestion question, IpText vip)
    {
        var hosts = question.Hosts.Select(h => (Host: h, Ok: IpText.TryParse(h.Ip, out var ip), Ip: ip)).Where(h => h.Ok).ToList();
        if (hosts.FirstOrDefault(h => h.Ip == vip) is { Ok: true } taken)
        {
            return new("equals-host-ip", $"{vip} is the address of {taken.Host.Name}; two holders of one address break the network.", FreeAddress);
        }

        var all = hosts.Where(h => h.Host.IsControlPlane).Select(h => (h.Host, Net: Cidr.Of(h.Ip, h.Host.Prefix))).ToList();
        // A dual-stack host stands here once per family.
        var planes = all.Where(p => p.Net.Network.IsV6 == vip.IsV6).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        if (planes.Count == 0)
        {
            return new("family-mismatch", $"{vip} is {(vip.IsV6 ? "IPv6" : "IPv4")}, but the hosts' network is {(vip.IsV6 ? "IPv4" : "IPv6")}.", "Use the family of the hosts' network.");
        }

        var outside = planes.Where(p => !p.Net.Contains(vip)).ToList();
        return outside.Count == planes.Count
                ? new("outside-host-subnet", $"{vip} is outside {string.Join(", ", planes.Select(p => p.Net).Distinct())}, the network of the control-plane hosts; nobody would answer for it there.", $"Choose a free address in {planes[0].Net}.")
            : outside.Count > 0
                ? new("not-in-subnet-of-every-control-plane-host", $"{vip} is not in the network of {string.Join(", ", outside.Select(p => p.Host.Name))}; the VIP could not move there.", "Put all control-plane hosts into one network.")
            : planes.Select(p => Edge(p.Net, vip)).FirstOrDefault(p => p is not null);
    }

    private static VipProblem? Edge(Cidr net, IpText vip) => vip switch
    {
        _ when net.Prefix >= net.Network.Bits - 1 => new("outside-host-subnet", $"The network {net} has no room for a VIP beside the hosts.", "Use a larger network for the hosts."),
        _ when vip == net.Network => vip.IsV6
            ? new("ipv6-subnet-router-anycast", $"{vip} is the router anycast address of {net}.", FreeAddress)
            : new("network-address", $"{vip} is the network address of {net}.", FreeAddress),
        _ when vip == net.Last && !vip.IsV6 => new("broadcast-address", $"{vip} is the broadcast address of {net}.", FreeAddress),
        _ => null,
    };

    private static VipProblem? Neighbours(VipQuestion question, IpText vip) =>
        Holds(question.Gateways, vip) ? new("equals-gateway", $"{vip} is the hosts' gateway; the hosts would lose their way out.", FreeAddress)
        : Holds(question.DnsOrNtp, vip) ? new("equals-dns-or-ntp-server", $"{vip} is a DNS or NTP server of the hosts.", FreeAddress)
        : Holds(question.Answering, vip) ? new("already-in-use", $"{vip} already answers in the hosts' network.", FreeAddress)
        : null;

    private static VipProblem? Networks(VipQuestion question, IpText vip) =>
        Inside(question.PodCidr, vip) is { } pods ? new("inside-pod-cidr", $"{vip} is inside the pod network {pods}.", FreeAddress)
        : Inside(question.ServiceCidr, vip) is { } services ? new("inside-service-cidr", $"{vip} is inside the service network {services}.", FreeAddress)
        : null;

    // Dual-stack clusters have a pair, separated by a comma.
    private static string? Inside(string cidrs, IpText vip) =>
        cidrs.Split(',').FirstOrDefault(c => Cidr.TryParseAny(c.Trim(), out var cidr, out _) && cidr.Contains(vip));

    private static bool Holds(ImmutableArray<string> texts, IpText vip) => texts.Any(t => IpText.TryParse(t, out var ip) && ip == vip);
}
