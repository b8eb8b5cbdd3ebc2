using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PaletteAI.Console.Domain.Hosts.Facts;

/// <summary>What became of a TCP connection.</summary>
public enum PortAnswer
{
    /// <summary>Not tried, or not understood.</summary>
    Unknown,

    /// <summary>Accepted.</summary>
    Open,

    /// <summary>Refused: somebody is there and listens on another port.</summary>
    Refused,

    /// <summary>No answer: nobody, or a firewall.</summary>
    Silent,

    /// <summary>The network says that there is no way or nobody.</summary>
    Unreachable,
}

/// <summary>What a host found out about others.</summary>
/// <param name="TakenAt">When.</param>
/// <param name="Vip">The VIP as seen from here; null = not asked.</param>
/// <param name="Peers">The other hosts as seen from here.</param>
/// <param name="OwnAddressHolders">MAC addresses of others that claim this host's address; default = not known.</param>
/// <param name="SyncedWrite">Mean time of a small write that is on the disk; null = not known.</param>
public sealed record HostProbes(
    DateTimeOffset TakenAt, VipProbe? Vip, ImmutableArray<PeerProbe> Peers, ImmutableArray<string> OwnAddressHolders, TimeSpan? SyncedWrite)
{
    /// <summary>The commands and outputs, by part.</summary>
    public ImmutableSortedDictionary<string, FactSection> Evidence { get; init; } = ImmutableSortedDictionary.Create<string, FactSection>(StringComparer.Ordinal);
}

/// <summary>The VIP as one host sees it.</summary>
/// <param name="Holders">MAC addresses that answered ARP; default = nobody could be asked that way.</param>
/// <param name="Neighbour">What the host's neighbour table says after a ping: a MAC, empty = nobody; null = not known.</param>
/// <param name="Pinged">Whether it answered ping; null = not known.</param>
/// <param name="Ports">TCP.</param>
public sealed record VipProbe(ImmutableArray<string> Holders, string? Neighbour, bool? Pinged, ImmutableSortedDictionary<int, PortAnswer> Ports)
{
    /// <summary>Signs of a holder, as ends of a sentence.</summary>
    public IEnumerable<string> Signs =>
        (Holders.IsDefault ? [] : Holders.Select(h => $"{h} answers ARP"))
        .Concat(Neighbour is { Length: > 0 } mac && (Holders.IsDefault || !Holders.Contains(mac, StringComparer.OrdinalIgnoreCase)) ? [$"the neighbour table has {mac}"] : [])
        .Concat(Pinged == true ? ["it answers ping"] : [])
        .Concat(Ports.Where(p => p.Value is PortAnswer.Open or PortAnswer.Refused).Select(p => p.Value == PortAnswer.Open ? $"port {p.Key} is open" : $"port {p.Key} is refused"));

    /// <summary>Whether ARP or the neighbour table could be asked: silence on higher layers alone proves nothing.</summary>
    public bool IsConclusive => !Holders.IsDefault || Neighbour is not null;
}

/// <summary>Another host as one host sees it.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Loss">Share of lost packets, 0 to 1; null = not known.</param>
/// <param name="RoundTrip">Mean round trip; null = none came back.</param>
/// <param name="WholePacketsPass">Whether packets of the NIC's full size pass; null = not known.</param>
/// <param name="Ports">TCP.</param>
public sealed record PeerProbe(string Address, double? Loss, TimeSpan? RoundTrip, bool? WholePacketsPass, ImmutableSortedDictionary<int, PortAnswer> Ports);

/// <summary>Makes findings of what <see cref="ProbeScript"/> printed.</summary>
public static partial class ProbeReader
{
    // As many as ProbeScript writes.
    private const int LatencyWrites = 100;

    // Beyond this a program prints nonsense.
    private const double MostNumber = 1e9;
    private static readonly int[] _vipPorts = [22, 443, 6443];
    private static readonly int[] _peerPorts = [22, 6443];

    /// <summary>The findings.</summary>
    /// <param name="sections">What was printed.</param>
    /// <param name="hasVip">Whether a VIP was asked for.</param>
    /// <param name="peers">Addresses of the peers asked for.</param>
    /// <param name="takenAt">When.</param>
    public static HostProbes Read(FactSections sections, bool hasVip, IReadOnlyList<string> peers, DateTimeOffset takenAt)
    {
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(peers);
        var names = _vipPorts.Select(p => $"vip-tcp-{p}").Concat(["vip-arp", "vip-ping", "vip-neighbour", "own-arp", "latency"])
            .Concat(peers.SelectMany(p => new[] { $"ping-{p}", $"whole-{p}" }.Concat(_peerPorts.Select(n => $"tcp-{p}-{n}"))));
        return new HostProbes(
            takenAt, hasVip ? Vip(sections) : null, [.. peers.Select(p => Peer(sections, p))], Holders(sections["own-arp"].Output), Latency(sections["latency"].Output))
        {
            Evidence = names.Where(n => sections[n].Command.Length > 0).ToImmutableSortedDictionary(n => n, n => sections[n], StringComparer.Ordinal),
        };
    }

    private static VipProbe Vip(FactSections sections) => new(
        Holders(sections["vip-arp"].Output), Neighbour(sections["vip-neighbour"].Output), Received(sections["vip-ping"].Output) is { } loss ? loss < 1 : null,
        Ports(_vipPorts, p => sections[$"vip-tcp-{p}"].Output));

    private static PeerProbe Peer(FactSections sections, string peer) => new(
        peer, Received(sections[$"ping-{peer}"].Output), RoundTrip(sections[$"ping-{peer}"].Output), Received(sections[$"whole-{peer}"].Output) is { } loss ? loss < 1 : null,
        Ports(_peerPorts, p => sections[$"tcp-{peer}-{p}"].Output));

    // iputils: "Unicast reply from 10.1.1.9 [02:42:0A:01:01:09]  0.6ms"; exit codes are not the same everywhere, the count is.
    private static ImmutableArray<string> Holders(string text) =>
        SentArp().IsMatch(text) ? [.. ArpReply().Matches(text).Select(m => m.Groups[1].Value.ToLowerInvariant()).Distinct()] : default;

    private static string? Neighbour(string text) =>
        !text.Contains("rc=0", StringComparison.Ordinal) ? null : LinkAddress().Match(text) is { Success: true } mac ? mac.Groups[1].Value.ToLowerInvariant() : "";

    private static double? Received(string text) =>
        Number(LossPercent().Match(text)) / 100;

    // iputils "rtt min/avg/max/mdev = 0.03/0.04/…", busybox "round-trip min/avg/max = 0.1/0.2/…".
    private static TimeSpan? RoundTrip(string text) =>
        Number(Rtt().Match(text)) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    private static TimeSpan? Latency(string text) =>
        Number(Copied().Match(text)) is { } seconds ? TimeSpan.FromSeconds(seconds / LatencyWrites) : null;

    private static double? Number(Match match) =>
        match.Success && double.TryParse(match.Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < MostNumber ? number : null;

    private static ImmutableSortedDictionary<int, PortAnswer> Ports(int[] ports, Func<int, string> output) =>
        ports.ToImmutableSortedDictionary(p => p, p => FactReader.FirstLine(output(p)) switch
        {
            "open" => PortAnswer.Open,
            "refused" => PortAnswer.Refused,
            "silent" => PortAnswer.Silent,
            "unreachable" => PortAnswer.Unreachable,
            _ => PortAnswer.Unknown,
        });

    [GeneratedRegex(@"^Sent \d+ probe", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex SentArp();

    [GeneratedRegex(@"reply from \S+ \[([0-9A-Fa-f:]{17})\]", RegexOptions.CultureInvariant)]
    private static partial Regex ArpReply();

    [GeneratedRegex(@"lladdr ([0-9A-Fa-f:]{17})(?!.*FAILED)", RegexOptions.CultureInvariant)]
    private static partial Regex LinkAddress();

    [GeneratedRegex(@"([0-9.]+)% packet loss", RegexOptions.CultureInvariant)]
    private static partial Regex LossPercent();

    [GeneratedRegex(@"(?:rtt|round-trip) min/avg/max\S* = [0-9.]+/([0-9.]+)/", RegexOptions.CultureInvariant)]
    private static partial Regex Rtt();

    [GeneratedRegex(@"copied, ([0-9.e+-]+) s", RegexOptions.CultureInvariant)]
    private static partial Regex Copied();
}
