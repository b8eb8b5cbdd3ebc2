using PaletteAI.Console.Domain.Hosts.Addresses;
using PaletteAI.Console.Domain.Hosts.Facts;

namespace PaletteAI.Console.Domain.Checks.Hosts;

/// <summary>The VIP as each host sees it.</summary>
internal static class VipOfHost
{
    private const string NotUsed = "No VIP is used.";

    public static HostOutcome NotOwn(HostUnderTest host, HostCheckFacts all) => WithVip(host, all, (vip, facts) => HostOutcome.Of(
        facts.Nics.FirstOrDefault(n => n.Addresses.Any(a => IpText.TryParse(a.Ip, out var ip) && ip == vip)) is { } nic ? $"{vip} is an address of {host.Name} ({nic.Name})." : null,
        $"{host.Name} does not have the address {vip}."));

    public static HostOutcome InNetwork(HostUnderTest host, HostCheckFacts all) => WithVip(host, all, (vip, facts) =>
        host.IsControlPlane == false ? HostOutcome.None("The host is a worker and never holds the VIP.")
        : facts.Nics.FirstOrDefault(n => n.Addresses.Any(a => NetworkOfHost.NetOf(a) is { } net && net.Contains(vip))) is { } nic ? HostOutcome.Pass($"{vip} is in the network of {nic.Name}.")
        : HostOutcome.Wrong($"{host.Name} has no address in a network that contains {vip}."));

    public static HostOutcome NotGateway(HostUnderTest host, HostCheckFacts all) => WithVip(host, all, (vip, facts) => HostOutcome.Of(
        !facts.Routes.IsDefault && facts.Routes.Any(r => Is(r.Gateway, vip)) ? $"{vip} is a gateway of {host.Name}."
        : facts.Dns?.Servers.Any(s => Is(s, vip)) == true ? $"{vip} is a DNS server of {host.Name}."
        : null,
        $"{vip} is neither gateway nor DNS server of {host.Name}."));

    public static HostOutcome Free(HostUnderTest host, HostCheckFacts all)
    {
        if (all.Spec is { Cluster.Vip: "" })
        {
            return HostOutcome.None(NotUsed);
        }

        if (all.Spec is not { Cluster.Vip: var vip } || host.Probes?.Vip is not { } probe || (host.ProbedVip is { } probed && probed != vip))
        {
            return HostOutcome.Pending("The VIP was not looked for from this host.");
        }

        if (host.Inventory?.Status == "In-Use")
        {
            return HostOutcome.None("The host is part of a cluster, which holds the VIP.");
        }

        var signs = probe.Signs.ToList();
        return signs.Count > 0 ? HostOutcome.Wrong($"From {host.Name}, {vip} is in use: {string.Join(", ", signs)}.")
            : !probe.IsConclusive ? HostOutcome.Pending($"{host.Name} could not ask by ARP who has {vip}.")
            : HostOutcome.Pass($"From {host.Name}, nobody answers for {vip}.");
    }

    private static HostOutcome WithVip(HostUnderTest host, HostCheckFacts all, Func<IpText, HostFacts, HostOutcome> judge) =>
        all.Spec is { Cluster.Vip: "" } ? HostOutcome.None(NotUsed)
        : all.Spec is not { } spec || !IpText.TryParse(spec.Cluster.Vip, out var vip) ? HostOutcome.Pending("The VIP is not known.")
        : host.Facts is not { Nics.IsEmpty: false } facts ? HostOutcome.Pending(AccessOfHost.NotAsked)
        : judge(vip, facts);

    private static bool Is(string text, IpText vip) => IpText.TryParse(text, out var ip) && ip == vip;
}
