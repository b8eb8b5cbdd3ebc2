using PaletteAI.Console.Domain.Hosts.Addresses;
using PaletteAI.Console.Domain.Hosts.Facts;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Domain.Checks.Hosts;

/// <summary>The host's own network.</summary>
internal static class NetworkOfHost
{
    private const string Default = "default";

    public static HostOutcome DefaultRoute(HostUnderTest host, HostCheckFacts all)
    {
        if (host.Facts is not { Nics.IsEmpty: false } facts)
        {
            return HostOutcome.Pending("The routes are not known.");
        }

        var route = facts.Routes.IsDefault ? null : facts.Routes.FirstOrDefault(r => r.Network == Default);
        return HostOutcome.Of(route is null ? "The host has no default route." : null, route is { Gateway.Length: > 0 } ? $"The default route goes to {route.Gateway}." : $"The default route goes out by {route?.Nic}.");
    }

    public static HostOutcome ResolvConf(HostUnderTest host, HostCheckFacts all) => host.Facts?.Dns switch
    {
        null => HostOutcome.Pending("resolv.conf is not known."),
        { Servers.IsEmpty: true } => HostOutcome.Wrong("resolv.conf names no server."),
        // 127.0.0.53 is systemd-resolved, for which the kubelet uses the file behind it.
        { Servers: var servers } when servers.All(s => s == "127.0.0.53") => HostOutcome.Pass("systemd-resolved answers DNS."),
        { Servers: var servers } when servers.FirstOrDefault(IsLoopback) is { } own && own != "127.0.0.53" => HostOutcome.Wrong($"resolv.conf names {own}, the host itself."),
        { Servers: var servers } when servers.Length > 3 => HostOutcome.Wrong($"resolv.conf names {servers.Length} servers; only the first three are asked."),
        { Servers: var servers } => HostOutcome.Pass($"DNS servers are {string.Join(", ", servers)}."),
    };

    public static HostOutcome StableAddress(HostUnderTest host, HostCheckFacts all)
    {
        if (host.Facts is not { Nics.IsEmpty: false } facts)
        {
            return HostOutcome.Pending("The addresses are not known.");
        }

        var leased = facts.Addresses.Where(a => a.IsDynamic && a.Ip == host.Address).ToList();
        return HostOutcome.Of(leased.Count > 0 ? $"{host.Address} is a lease that can end ({leased[0].LeaseSeconds ?? 0} s left)." : null, "The address is not leased.");
    }

    public static HostOutcome OwnNetworks(HostUnderTest host, HostCheckFacts all)
    {
        if (host.Facts is not { Nics.IsEmpty: false } facts)
        {
            return HostOutcome.Pending("The addresses are not known.");
        }

        var nets = facts.Nics.Where(n => n.IsUp).SelectMany(n => n.Addresses.Select(a => (n.Name, Net: NetOf(a)))).Where(n => n.Net is not null && n.Net.Value.Prefix < n.Net.Value.Network.Bits).ToList();
        var clash = nets.SelectMany((a, i) => nets.Skip(i + 1).Where(b => b.Name != a.Name && a.Net!.Value.Overlaps(b.Net!.Value)).Select(b => $"{a.Name} ({a.Net}) and {b.Name} ({b.Net})")).FirstOrDefault();
        return HostOutcome.Of(clash is null ? null : $"{clash} share a network.", "No two NICs share a network.");
    }

    public static HostOutcome ClusterNetworks(HostUnderTest host, HostCheckFacts all)
    {
        if (host.Facts is not { Routes.IsDefault: false } facts)
        {
            return HostOutcome.Pending("The routes are not known.");
        }

        var cluster = ClusterNets(all).ToList();
        if (cluster.Count == 0)
        {
            return HostOutcome.Pending("The networks of pods and services are not known.");
        }

        var own = facts.Routes.Where(r => r.Network != Default).Select(r => (What: $"the route {r.Network} by {r.Nic}", Net: Read(r.Network)))
            .Concat(facts.Addresses.Select(a => (What: $"the address {a.Ip}", Net: NetOf(a)))).Where(n => n.Net is not null);
        var clash = own.SelectMany(o => cluster.Where(c => c.Net.Overlaps(o.Net!.Value)).Select(c => $"{c.What} {c.Net} shares addresses with {o.What}")).FirstOrDefault();
        return HostOutcome.Of(clash is null ? null : clash + ".", "No route of the host leads into the cluster's networks.");
    }

    public static HostOutcome Collision(HostUnderTest host, HostCheckFacts all)
    {
        if (host.Probes is not { OwnAddressHolders.IsDefault: false } probes)
        {
            return HostOutcome.Pending("Nobody could be asked by ARP.");
        }

        var own = host.Facts?.Nics.Select(n => n.Mac.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal) ?? [];
        var others = probes.OwnAddressHolders.Where(m => !own.Contains(m)).ToList();
        return HostOutcome.Of(others.Count > 0 ? $"{string.Join(", ", others)} answers for {host.Address} as well." : null, $"Nobody else answers for {host.Address}.");
    }

    /// <summary>Networks of pods and services as the spec resolves them.</summary>
    public static IEnumerable<(string What, Cidr Net)> ClusterNets(HostCheckFacts all)
    {
        if (all is not { Spec: { } spec, Profile: { } profile })
        {
            yield break;
        }

        var resolved = ResolvedConfig.Of(profile, spec);
        foreach (var (what, role) in new[] { ("The pod network", ProfileRole.PodCidr), ("The service network", ProfileRole.ServiceCidr) })
        {
            if (resolved.Find(role) is { } value && Cidr.TryParse(value.Value, out var net))
            {
                yield return (what, net);
            }
        }
    }

    public static Cidr? NetOf(AddressFacts address) => IpText.TryParse(address.Ip, out var ip) ? Cidr.Of(ip, address.Prefix) : null;

    private static Cidr? Read(string network) => Cidr.TryParseAny(network, out var cidr, out _) ? cidr : null;

    private static bool IsLoopback(string server) => IpText.TryParse(server, out var ip) && (ip.IsV6 ? ip.IsIn("::1/128") : ip.IsIn("127.0.0.0/8"));
}
