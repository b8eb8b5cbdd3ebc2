using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Hosts.Addresses;

namespace PaletteAI.Console.Domain.Checks.Install;

/// <summary>What may be a slip in a VIP that breaks no rule: warnings.</summary>
internal static class VipDoubts
{
    // Ports an operator may have typed behind an IPv6 address: 2001:db8::20:6443 is one address.
    private static readonly string[] _ports = ["22", "80", "443", "5080", "5081", "6443", "8443"];

    public static IEnumerable<Finding> Of(string text, IEnumerable<InventoryNetwork> networks)
    {
        if (!IpText.TryParse(text, out var vip))
        {
            yield break;
        }

        if (vip.IsV6 && _ports.Contains(text[(text.LastIndexOf(':') + 1)..]) && text.Split(':').Length > 3)
        {
            yield return Finding.Warning(SpecPaths.Vip, "vip-looks-like-port", $"{text} is read as one address, its last part included; that part looks like a port.", "Leave the port out, unless it is part of the address.");
        }

        if (networks.Any(n => n.Gateway.Length == 0 && IpText.TryParse(n.Ip, out var ip) && !ip.IsV6 && Cidr.Of(ip, n.Prefix) is { Prefix: < 31 } net && net.Contains(vip) && vip.Value == net.Network.Value + 1))
        {
            yield return Finding.Warning(SpecPaths.Vip, "vip-first-address", $"{text} is the first address of its network, which usually is the gateway; the gateway is not known here.", "Make sure that no router has it.");
        }
    }
}
