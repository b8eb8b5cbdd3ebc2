using System.Collections.Immutable;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Hosts.Addresses;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Installs.Rules;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Domain.Checks.Install;

internal static class NetworkChecks
{
    // kubeadm gives each node a /24 (IPv6: /64) of the pods' network and refuses networks that differ by more than 16 bits from it.
    private const int MostNodeBits = 16;
    private const int MostServiceHostBits = 20;
    private const int LeastServiceAddresses = 10;

    private static readonly (string Network, string What)[] _unusable =
    [
        ("127.0.0.0/8", "loopback"), ("::1/128", "loopback"), ("169.254.0.0/16", "link-local"), ("fe80::/10", "link-local"),
        ("224.0.0.0/4", "multicast"), ("ff00::/8", "multicast"), ("240.0.0.0/4", "reserved"), ("0.0.0.0/8", "reserved"),
    ];

    public static CheckOutcome Sizes(InstallSpec spec, InstallFacts facts)
    {
        if (Ranges(spec, facts) is not { } ranges)
        {
            return CheckOutcome.Pending("The pod and service networks are not known.");
        }

        var nodes = spec.NodePools.Sum(p => p.Hosts.Length);
        var pods = ranges.Pods?.Nets.Where(n => !FitsPods(n, nodes)).Select(n => Finding.Error(
            ranges.Pods.Path, "pod-cidr-size", $"The pod network {n} does not fit: every node takes a /{NodeMask(n)} of it, and it may be no wider than /{NodeMask(n) - MostNodeBits}.", "Use a network such as 100.64.0.0/18."));
        var services = ranges.Services?.Nets.Where(n => n.Size < LeastServiceAddresses || n.Network.Bits - n.Prefix > MostServiceHostBits).Select(n => Finding.Error(
            ranges.Services.Path, "service-cidr-size", $"The service network {n} must have at least {LeastServiceAddresses} addresses and at most {MostServiceHostBits} host bits.", "Use a network such as 100.64.64.0/18."));
        return CheckOutcome.Of(
            [.. Malformed(spec, facts), .. Families(ranges.Pods), .. Families(ranges.Services), .. Unusable(ranges.Pods), .. Unusable(ranges.Services), .. pods ?? [], .. services ?? []],
            "Pod and service networks have a workable size.");
    }

    public static CheckOutcome Disjoint(InstallSpec spec, InstallFacts facts)
    {
        if (Ranges(spec, facts) is not { Pods: { } pods, Services: { } services })
        {
            return CheckOutcome.Pending("The pod and service networks are not both known.");
        }

        var findings = from service in services.Nets
                       from pod in pods.Nets
                       where pod.Overlaps(service)
                       select Finding.Error(services.Path, "cidrs-overlap", $"The service network {service} overlaps the pod network {pod}; traffic would go astray.", "Choose networks that share no address.");
        return CheckOutcome.Of(findings, $"Pod network {pods} and service network {services} are apart.");
    }

    public static CheckOutcome AgainstHosts(InstallSpec spec, InstallFacts facts)
    {
        if (facts.Inventory is not { } inventory || Ranges(spec, facts) is not { } ranges)
        {
            return CheckOutcome.Pending("The hosts' networks are not known.");
        }

        var findings = from range in new[] { ranges.Pods, ranges.Services }
                       where range is not null
                       from cidr in range.Nets
                       from host in inventory.Hosts
                       from network in host.Networks
                       where IpText.TryParse(network.Ip, out _)
                       let net = NetworkOf(network)
                       where net.Overlaps(cidr)
                       group $"{host.Uid} ({network.Nic} {network.Ip})" by (range.Path, Range: cidr, Net: net) into hosts
                       select Finding.Error(hosts.Key.Path, "cidr-overlaps-hosts", $"{hosts.Key.Range} overlaps {hosts.Key.Net}, the network of {string.Join(", ", hosts)}; the cluster could not reach the hosts.", "Choose a network the hosts are not in.");
        return CheckOutcome.Of(findings.DistinctBy(f => (f.Path, f.Message)), "Pod and service networks are apart from the hosts' networks.");
    }

    public static CheckOutcome Endpoint(InstallSpec spec, InstallFacts facts)
    {
        var (vip, dns) = (spec.Cluster.Vip, spec.Cluster.DnsName);
        if (vip.Length > 0 && dns.Length > 0)
        {
            return CheckOutcome.Of([Finding.Error(SpecPaths.DnsName, "vip-and-dns-name", "Both a VIP and a DNS name are given; the control plane has one endpoint.", "Remove one of them.")], "");
        }

        if (vip.Length == 0 && dns.Length == 0)
        {
            return CheckOutcome.Of([Finding.Error(SpecPaths.Vip, "required", "The cluster needs a virtual IP address (VIP).", "Type a free address in the hosts' network, or choose a DNS name instead.")], "");
        }

        return dns.Length == 0
            ? CheckOutcome.Pass($"The control plane is reached at {vip}.")
            : CheckOutcome.Of(
                IpText.TryParse(dns, out _) ? [Finding.Error(SpecPaths.DnsName, "dns-name-is-address", $"{dns} is an address, not a DNS name.", "Give it as VIP.")]
                : DnsNames.Check(dns) is { } problem ? [Finding.Error(SpecPaths.DnsName, "dns-name", $"The DNS name {problem}.", DnsNames.Check(dns.ToLowerInvariant()) is null ? $"Write {dns.ToLowerInvariant()}." : "Write a name such as cluster.example.org.")]
                : [],
                $"The control plane is reached at {dns}.");
    }

    public static CheckOutcome Vip(InstallSpec spec, InstallFacts facts)
    {
        if (spec.Cluster.Vip.Length == 0)
        {
            return CheckOutcome.None("No VIP is used.");
        }

        var ranges = Ranges(spec, facts);
        var problem = VipRules.Check(new VipQuestion(spec.Cluster.Vip, Hosts(spec, facts.Inventory))
        {
            PodCidr = ranges?.Pods?.ToString() ?? "",
            ServiceCidr = ranges?.Services?.ToString() ?? "",
            Gateways = [.. Networks(facts.Inventory).Select(n => n.Gateway).Where(g => g.Length > 0)],
            DnsOrNtp = [.. Networks(facts.Inventory).SelectMany(n => n.Dns ?? []), .. spec.Cluster.NtpServers.Select(s => NtpServers.Check(s).Normalized)],
        });
        if (problem is not null)
        {
            return CheckOutcome.Of([Finding.Error(SpecPaths.Vip, problem.Code, problem.Message, problem.Fix)], "");
        }

        var doubts = VipDoubts.Of(spec.Cluster.Vip, Networks(facts.Inventory)).ToImmutableArray();
        return doubts.Length > 0 ? CheckOutcome.Of(doubts, "") : Unknown(spec, facts.Inventory) is { } unknown ? CheckOutcome.Pending($"{spec.Cluster.Vip} {unknown}")
            : CheckOutcome.Pass($"{spec.Cluster.Vip} fits the network of every control-plane host.");
    }

    private static string? Unknown(InstallSpec spec, Inventory? inventory) => inventory switch
    {
        null => "is an address; whether it fits the hosts' network is not known.",
        _ when Planes(spec).Any(p => inventory.Hosts.FirstOrDefault(h => h.Uid == p.Key) is { } host && NicOf(host, p.Value) is null) => "may fit; which network card the hosts will use is not known.",
        _ when Networks(inventory).Any(n => n.Gateway.Length == 0 || n.Dns is null) => "fits the hosts' network; gateways and DNS servers are not all known.",
        _ => null,
    };

    private static Dictionary<string, string> Planes(InstallSpec spec) =>
        spec.NodePools.Where(p => p.Role == PoolRole.ControlPlane).SelectMany(p => p.Hosts).GroupBy(h => h.Uid, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Nic, StringComparer.Ordinal);

    private static ImmutableArray<VipHost> Hosts(InstallSpec spec, Inventory? inventory)
    {
        var planes = Planes(spec);
        return
        [
            .. (inventory?.Hosts ?? []).SelectMany(h => h.Networks.Select(n => new VipHost(h.Uid, n.Ip, n.Prefix, planes.TryGetValue(h.Uid, out var nic) && IsChosen(spec, h, n, nic)))),
        ];
    }

    // Where it is not known which card is used, the VIP is judged by the networks it would fit, if there is one: a doubt, no refusal.
    private static bool IsChosen(InstallSpec spec, InventoryHost host, InventoryNetwork network, string nic)
    {
        if (NicOf(host, nic) is { } chosen)
        {
            return network.Nic == chosen;
        }

        return !IpText.TryParse(spec.Cluster.Vip, out var vip) || NetworkOf(network).Contains(vip) || !host.Networks.Any(n => NetworkOf(n).Contains(vip));
    }

    // With Auto the appliance takes the NIC of the default route; null where several are there and none is known to carry it.
    private static string? NicOf(InventoryHost host, string nic) =>
        nic is not (PoolHost.AutoNic or "") ? nic
        : host.Networks.FirstOrDefault(n => n.IsDefault == true)?.Nic
            ?? (host.Networks.Select(n => n.Nic).Distinct().Take(2).ToList() is [var only] ? only : null);

    private static IEnumerable<InventoryNetwork> Networks(Inventory? inventory) => (inventory?.Hosts ?? []).SelectMany(h => h.Networks);

    private static Cidr NetworkOf(InventoryNetwork network) => IpText.TryParse(network.Ip, out var ip) ? Cidr.Of(ip, network.Prefix) : default;

    private static int NodeMask(Cidr net) => net.Network.IsV6 ? 64 : 24;

    private static bool FitsPods(Cidr net, int nodes)
    {
        var bits = NodeMask(net) - net.Prefix;
        return bits is >= 0 and <= MostNodeBits && 1 << bits >= nodes;
    }

    // A profile may declare them as plain text; what the profile calls a network is judged with its variable.
    private static IEnumerable<Finding> Malformed(InstallSpec spec, InstallFacts facts) =>
        from role in new[] { ProfileRole.PodCidr, ProfileRole.ServiceCidr }
        let value = ResolvedConfig.Of(facts.Profile!, spec).Find(role)
        where value is { IsDefault: false, IsSecretElsewhere: false, Value.Length: > 0, Variable.Format: not VariableFormat.Ipv4Cidr } && !Cidr.TryParseList(value.Value, out _)
        select Finding.Error(SpecPaths.Variable(value.Variable.Name), "cidr-malformed", $"{ProfileRoles.DisplayName(role)} is not a network without host bits.", "Write it as 100.64.0.0/18.");

    private static IEnumerable<Finding> Families(Range? range) =>
        range is not null && range.Nets.GroupBy(n => n.Network.IsV6).Any(g => g.Count() > 1)
            ? [Finding.Error(range.Path, "cidr-family-twice", $"{range} has two networks of one family; a dual-stack cluster has one of each.", "Keep one IPv4 and one IPv6 network.")]
            : [];

    private static IEnumerable<Finding> Unusable(Range? range) =>
        from net in range?.Nets ?? []
        let hit = _unusable.FirstOrDefault(u => Cidr.TryParse(u.Network, out var bad) && bad.Overlaps(net))
        where hit.What is not null
        select Finding.Error(range!.Path, "cidr-special", $"{net} holds {hit.What} addresses, which cannot be reached as pods or services.", "Use a network such as 100.64.0.0/18.");

    private sealed record Range(ImmutableArray<Cidr> Nets, string Path)
    {
        public override string ToString() => string.Join(',', Nets);
    }

    private sealed record PodAndService(Range? Pods, Range? Services);

    private static PodAndService? Ranges(InstallSpec spec, InstallFacts facts)
    {
        if (facts.Profile is not { } profile)
        {
            return null;
        }

        var resolved = ResolvedConfig.Of(profile, spec);
        return new PodAndService(RangeOf(resolved.Find(ProfileRole.PodCidr)), RangeOf(resolved.Find(ProfileRole.ServiceCidr)));
    }

    private static Range? RangeOf(ResolvedValue? value) =>
        value is not null && Cidr.TryParseList(value.Value, out var nets) ? new Range(nets, SpecPaths.Variable(value.Variable.Name)) : null;
}
