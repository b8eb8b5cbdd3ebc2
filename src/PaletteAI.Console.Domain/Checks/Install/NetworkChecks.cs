using System.Collections.Immutable;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Hosts.Addresses;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Installs.Rules;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Domain.Checks.Install;

internal static class NetworkChecks
{
    // kubeadm gives each node a /24 of the pods' network and refuses networks that differ by more than 16 bits from it.
    private const int NodeMask = 24;
    private const int WidestPodPrefix = NodeMask - 16;
    private const int WidestServicePrefix = 12;
    private const int NarrowestServicePrefix = 28;

    public static CheckOutcome Sizes(InstallSpec spec, InstallFacts facts)
    {
        if (Ranges(spec, facts) is not { } ranges)
        {
            return CheckOutcome.Pending("The pod and service networks are not known.");
        }

        var findings = new List<Finding>();
        var nodes = spec.NodePools.Sum(p => p.Hosts.Length);
        if (ranges.Pods is { } pods && (pods.Net.Prefix is < WidestPodPrefix or > NodeMask || (1 << (NodeMask - pods.Net.Prefix)) < nodes))
        {
            findings.Add(Finding.Error(pods.Path, "pod-cidr-size", $"The pod network {pods.Net} does not fit: every node takes a /{NodeMask} of it, and it may be no wider than /{WidestPodPrefix}.", "Use a network such as 100.64.0.0/18."));
        }

        if (ranges.Services is { } services && services.Net.Prefix is < WidestServicePrefix or > NarrowestServicePrefix)
        {
            findings.Add(Finding.Error(services.Path, "service-cidr-size", $"The service network {services.Net} must have at least 10 addresses and at most 20 host bits.", "Use a network such as 100.64.64.0/18."));
        }

        return CheckOutcome.Of(findings, "Pod and service networks have a workable size.");
    }

    public static CheckOutcome Disjoint(InstallSpec spec, InstallFacts facts)
    {
        if (Ranges(spec, facts) is not { Pods: { } pods, Services: { } services })
        {
            return CheckOutcome.Pending("The pod and service networks are not both known.");
        }

        return CheckOutcome.Of(
            pods.Net.Overlaps(services.Net) ? [Finding.Error(services.Path, "cidrs-overlap", $"The service network {services.Net} overlaps the pod network {pods.Net}; traffic would go astray.", "Choose networks that share no address.")] : [],
            $"Pod network {pods.Net} and service network {services.Net} are apart.");
    }

    public static CheckOutcome AgainstHosts(InstallSpec spec, InstallFacts facts)
    {
        if (facts.Inventory is not { } inventory || Ranges(spec, facts) is not { } ranges)
        {
            return CheckOutcome.Pending("The hosts' networks are not known.");
        }

        var findings = from range in new[] { ranges.Pods, ranges.Services }
                       where range is not null
                       from host in inventory.Hosts
                       from network in host.Networks
                       where IpText.TryParse(network.Ip, out _)
                       let net = NetworkOf(network)
                       where net.Overlaps(range.Net)
                       select Finding.Error(range.Path, "cidr-overlaps-hosts", $"{range.Net} overlaps {net}, the network of {host.Uid} ({network.Nic} {network.Ip}); the cluster could not reach the hosts.", "Choose a network the hosts are not in.");
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
            PodCidr = ranges?.Pods?.Net.ToString() ?? "",
            ServiceCidr = ranges?.Services?.Net.ToString() ?? "",
            Gateways = [.. Networks(facts.Inventory).Select(n => n.Gateway).Where(g => g.Length > 0)],
            DnsOrNtp = [.. Networks(facts.Inventory).SelectMany(n => n.Dns ?? []), .. spec.Cluster.NtpServers.Select(s => NtpServers.Check(s).Normalized)],
        });
        if (problem is not null)
        {
            return CheckOutcome.Of([Finding.Error(SpecPaths.Vip, problem.Code, problem.Message, problem.Fix)], "");
        }

        return facts.Inventory is null ? CheckOutcome.Pending($"{spec.Cluster.Vip} is an address; whether it fits the hosts' network is not known.")
            : Networks(facts.Inventory).Any(n => n.Gateway.Length == 0 || n.Dns is null) ? CheckOutcome.Pending($"{spec.Cluster.Vip} fits the hosts' network; gateways and DNS servers are not all known.")
            : CheckOutcome.Pass($"{spec.Cluster.Vip} fits the network of every control-plane host.");
    }

    private static ImmutableArray<VipHost> Hosts(InstallSpec spec, Inventory? inventory)
    {
        var planes = spec.NodePools.Where(p => p.Role == PoolRole.ControlPlane).SelectMany(p => p.Hosts).GroupBy(h => h.Uid).ToDictionary(g => g.Key, g => g.First().Nic, StringComparer.Ordinal);
        return
        [
            .. (inventory?.Hosts ?? []).SelectMany(h => h.Networks.Select(n => new VipHost(h.Uid, n.Ip, n.Prefix, planes.TryGetValue(h.Uid, out var nic) && IsChosen(h, n, nic)))),
        ];
    }

    // With Auto the appliance takes the NIC of the default route; where that is not reported, the first one.
    private static bool IsChosen(InventoryHost host, InventoryNetwork network, string nic) =>
        nic is not (PoolHost.AutoNic or "") ? network.Nic == nic
        : host.Networks.Any(n => n.IsDefault == true) ? host.Networks.First(n => n.IsDefault == true).Nic == network.Nic
        : host.Networks[0].Nic == network.Nic;

    private static IEnumerable<InventoryNetwork> Networks(Inventory? inventory) => (inventory?.Hosts ?? []).SelectMany(h => h.Networks);

    private static Cidr NetworkOf(InventoryNetwork network) => IpText.TryParse(network.Ip, out var ip) ? Cidr.Of(ip, network.Prefix) : default;

    private sealed record Range(Cidr Net, string Path);

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
        value is not null && Cidr.TryParse(value.Value, out var cidr) ? new Range(cidr, SpecPaths.Variable(value.Variable.Name)) : null;
}
