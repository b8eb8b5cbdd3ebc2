using System.Globalization;
using System.Text;
using PaletteAI.Console.Domain.Hosts.Facts;

namespace PaletteAI.Console.Sandbox.Hosts.Machines;

/// <summary>What <see cref="ProbeScript"/> prints on a simulated host.</summary>
internal sealed class ProbeOutput(SimulatedHost host, SimulatedNetwork network, MachineFaults faults)
{
    private static readonly int[] _vipPorts = [22, 443, 6443];
    private static readonly int[] _peerPorts = [22, 6443];
    private readonly StringBuilder _text = new();

    public string Text(string mark, string vip, IReadOnlyList<string> peers)
    {
        if (vip.Length > 0)
        {
            Vip(mark, vip);
        }

        Part(mark, "own-arp", $"arping -D -c 1 -w 1 -I eth0 {host.Address}", $"ARPING {host.Address} from 0.0.0.0 eth0\nSent 1 probes (1 broadcast(s))\nReceived 0 response(s)", 0);
        Part(mark, "latency", "latency", $"100+0 records in\n100+0 records out\n230000 bytes (230 kB, 225 KiB) copied, {(faults.HasSlowDisk ? "3.002 s, 76.6 kB/s" : "0.214 s, 1.1 MB/s")}", 0);
        for (var i = 0; i + 1 < peers.Count; i += 2)
        {
            Peer(mark, peers[i], peers[i + 1]);
        }

        return _text.Append(CultureInfo.InvariantCulture, $"\n{mark} end\n").ToString();
    }

    private void Vip(string mark, string vip)
    {
        var holder = vip == host.Address ? null : network.HolderOf(vip);
        var reply = holder is null ? "" : $"Unicast reply from {vip} [{holder.ToUpperInvariant()}]  0.612ms\n";
        Part(mark, "vip-arp", $"arping -D -c 2 -w 2 -I eth0 {vip}", $"ARPING {vip} from 0.0.0.0 eth0\n{reply}Sent {(holder is null ? 2 : 1)} probes ({(holder is null ? 2 : 1)} broadcast(s))\nReceived {(holder is null ? 0 : 1)} response(s)", holder is null ? 0 : 1);
        Ping(mark, "vip-ping", $"ping -c 2 -i 0.5 -W 1 -q {vip}", vip, 2);
        Part(mark, "vip-neighbour", $"ip neigh show to {vip}", holder is null ? $"{vip} dev eth0 FAILED" : $"{vip} dev eth0 lladdr {holder} REACHABLE", 0);
        foreach (var port in _vipPorts)
        {
            Part(mark, string.Create(CultureInfo.InvariantCulture, $"vip-tcp-{port}"), string.Create(CultureInfo.InvariantCulture, $"tcp {vip} {port}"), network.Answer(vip, port), 0);
        }
    }

    private void Peer(string mark, string peer, string size)
    {
        Ping(mark, $"ping-{peer}", $"ping -c 5 -i 0.2 -W 1 -q {peer}", peer, 5);
        Ping(mark, $"whole-{peer}", $"ping_whole {peer} {size}", peer, 2);
        foreach (var port in _peerPorts)
        {
            Part(mark, string.Create(CultureInfo.InvariantCulture, $"tcp-{peer}-{port}"), string.Create(CultureInfo.InvariantCulture, $"tcp {peer} {port}"), network.Answer(peer, port), 0);
        }
    }

    private void Ping(string mark, string name, string command, string address, int count)
    {
        var answers = address == host.Address || network.HolderOf(address) is not null;
        Part(mark, name, command, PingText(address, count, answers), answers ? 0 : 1);
    }

    /// <summary>What ping prints in the end.</summary>
    internal static string PingText(string address, int count, bool answers) => string.Create(
        CultureInfo.InvariantCulture,
        $"PING {address} ({address}) 56(84) bytes of data.\n\n--- {address} ping statistics ---\n{count} packets transmitted, {(answers ? count : 0)} received, {(answers ? 0 : 100)}% packet loss, time {count * 201}ms\n{(answers ? "rtt min/avg/max/mdev = 0.281/0.334/0.402/0.041 ms" : "")}");

    private void Part(string mark, string name, string command, string output, int code) =>
        _text.Append(CultureInfo.InvariantCulture, $"\n{mark} {name} {command}\n{output}\nrc={code}\n");
}
