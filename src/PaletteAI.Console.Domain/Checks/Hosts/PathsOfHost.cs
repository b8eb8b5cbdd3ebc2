using System.Globalization;
using PaletteAI.Console.Domain.Hosts.Facts;

namespace PaletteAI.Console.Domain.Checks.Hosts;

/// <summary>The ways from a host to all others.</summary>
internal static class PathsOfHost
{
    private static readonly TimeSpan _controlPlaneLimit = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _workerLimit = TimeSpan.FromMilliseconds(1000);
    private const double WorkerLoss = 0.1;

    public static HostOutcome Reach(HostUnderTest host, HostCheckFacts all) => Each(
        host, all, p => p.Ports.Values.All(a => a == PortAnswer.Unknown) && p.Loss is null,
        p => p.Loss is 1 && !p.Ports.Values.Any(Answers) ? $"{NameOf(p, all)} does not answer at all"
            : p.Ports.Where(a => a.Value == PortAnswer.Silent).Select(a => $"port {a.Key} of {NameOf(p, all)} stays silent, as behind a firewall").FirstOrDefault(),
        "Every other host answers.");

    public static HostOutcome Loss(HostUnderTest host, HostCheckFacts all) => Each(
        host, all, p => p.Loss is null,
        p => p.Loss > (Both(host, p, all) ? 0 : WorkerLoss) ? string.Create(CultureInfo.InvariantCulture, $"{p.Loss:P0} of the packets to {NameOf(p, all)} are lost") : null,
        "No packets are lost.");

    public static HostOutcome Latency(HostUnderTest host, HostCheckFacts all) => Each(
        host, all, p => p.RoundTrip is null,
        p => p.RoundTrip > (Both(host, p, all) ? _controlPlaneLimit : _workerLimit) ? string.Create(CultureInfo.InvariantCulture, $"{NameOf(p, all)} is {p.RoundTrip!.Value.TotalMilliseconds:0.#} ms away") : null,
        "The other hosts are near enough.");

    public static HostOutcome Mtu(HostUnderTest host, HostCheckFacts all) => Each(
        host, all, p => p.WholePacketsPass is null || p.Loss is null or 1,
        p => p.WholePacketsPass == false ? $"full packets to {NameOf(p, all)} do not pass" : null,
        "Full packets pass to every other host.");

    private static HostOutcome Each(HostUnderTest host, HostCheckFacts all, Func<PeerProbe, bool> isUnknown, Func<PeerProbe, string?> wrong, string passed)
    {
        if (all.Hosts.Length < 2)
        {
            return HostOutcome.None("There is no other host.");
        }

        if (host.Probes is not { Peers.IsEmpty: false } probes)
        {
            return HostOutcome.Pending("The ways to the other hosts were not tried.");
        }

        var problems = probes.Peers.Where(p => !isUnknown(p)).Select(wrong).OfType<string>().ToList();
        return problems.Count > 0 ? HostOutcome.Wrong($"From {host.Name}: {string.Join("; ", problems)}.")
            : probes.Peers.Any(isUnknown) ? HostOutcome.Pending("Not every other host could be tried.")
            : HostOutcome.Pass(passed);
    }

    private static bool Answers(PortAnswer answer) => answer is PortAnswer.Open or PortAnswer.Refused;

    private static bool Both(HostUnderTest host, PeerProbe peer, HostCheckFacts all) =>
        host.IsControlPlane != false && all.Hosts.FirstOrDefault(h => h.Address == peer.Address)?.IsControlPlane != false;

    private static string NameOf(PeerProbe peer, HostCheckFacts all) => all.Hosts.FirstOrDefault(h => h.Address == peer.Address)?.Name ?? peer.Address;
}
