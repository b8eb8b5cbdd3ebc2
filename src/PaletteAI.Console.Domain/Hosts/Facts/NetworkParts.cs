using System.Collections.Immutable;
using System.Globalization;
using PaletteAI.Console.Domain.Hosts.Addresses;

namespace PaletteAI.Console.Domain.Hosts.Facts;

/// <summary>NICs, addresses, routes, ports, resolv.conf. Both iproute2 and busybox print these forms.</summary>
internal static class NetworkParts
{
    private const string Loopback = "lo";

    public static ImmutableArray<NicFacts> Nics(string nics, string addresses)
    {
        var byNic = FactReader.Lines(addresses).Select(Address).OfType<(string Nic, AddressFacts Address)>().ToLookup(a => a.Nic, a => a.Address, StringComparer.Ordinal);
        return
        [
            .. FactReader.Lines(nics).Select(FactReader.Words).Where(w => w.Length == 6 && w[0] != Loopback)
                .Select(w => new NicFacts(w[0], w[1], Number(w[2]), w[3] is "up" or "unknown", w[4] == "physical", [.. byNic[w[0]]])),
        ];
    }

    public static ImmutableArray<RouteFacts> Routes(string v4, string v6)
    {
        var routes = FactReader.Lines(v4).Concat(FactReader.Lines(v6)).Select(Route).OfType<RouteFacts>().ToImmutableArray();
        return routes.IsEmpty ? default : routes;
    }

    public static DnsFacts? Dns(FactSection section)
    {
        // An empty file is a finding of its own; no part at all means that it was not read.
        if (section.Command.Length == 0)
        {
            return null;
        }

        var lines = FactReader.Lines(section.Output).Select(FactReader.Words).ToArray();
        return new DnsFacts([.. lines.Where(w => w is ["nameserver", _, ..]).Select(w => w[1])], [.. lines.Where(w => w[0] is "search" or "domain").SelectMany(w => w[1..])]);
    }

    // "0100007F:1F90", "00000000000000000000000001000000:0277": words of the address in the machine's order.
    public static ImmutableArray<int> Ports(string text)
    {
        var ports = FactReader.Lines(text).Select(l => l.Split(':')).Where(p => p.Length == 2 && !IsLoopback(p[0]))
            .Select(p => int.TryParse(p[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port) ? port : 0).Where(p => p > 0).Distinct().Order().ToImmutableArray();
        return text.Length == 0 ? default : ports;
    }

    private static bool IsLoopback(string hex) =>
        hex.Length == 8 ? hex.EndsWith("7F", StringComparison.Ordinal) : hex is "00000000000000000000000001000000" or "0000000000000000FFFF00000100007F";

    // 2: eth0    inet 10.1.1.5/24 brd 10.1.1.255 scope global dynamic eth0\       valid_lft 86000sec preferred_lft 86000sec
    private static (string Nic, AddressFacts Address)? Address(string line)
    {
        var words = FactReader.Words(line.Replace('\\', ' '));
        if (words.Length < 4 || words[2] is not ("inet" or "inet6"))
        {
            return null;
        }

        // A point-to-point address has no prefix.
        var parts = words[3].Split('/');
        if (!IpText.TryParse(parts[0], out var ip) || (ip.IsV6 && ip.IsIn("fe80::/10")))
        {
            return null;
        }

        var lease = Array.IndexOf(words, "valid_lft") is var at && at >= 0 && at + 1 < words.Length && words[at + 1].EndsWith("sec", StringComparison.Ordinal) ? (long?)Number(words[at + 1][..^3]) : null;
        return (words[1].TrimEnd(':'), new AddressFacts(parts[0], parts.Length == 2 ? Number(parts[1]) : ip.Bits, words.Contains("dynamic"), lease));
    }

    // default via 10.1.1.1 dev eth0 proto dhcp metric 100 / 10.1.1.0/24 dev eth0 proto kernel scope link src 10.1.1.5
    private static RouteFacts? Route(string line)
    {
        var words = FactReader.Words(line);
        if (words.Length < 3 || words[0] is "unreachable" or "blackhole" or "prohibit" or "broadcast" or "local" or "multicast")
        {
            return null;
        }

        var network = words[0] == "default" || words[0].Contains('/', StringComparison.Ordinal) ? words[0] : words[0] + (words[0].Contains(':', StringComparison.Ordinal) ? "/128" : "/32");
        return new RouteFacts(network, After(words, "via"), After(words, "dev"));
    }

    private static string After(string[] words, string word) => Array.IndexOf(words, word) is var at && at >= 0 && at + 1 < words.Length ? words[at + 1] : "";

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
