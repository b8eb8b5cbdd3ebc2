using PaletteAI.Console.Sandbox.Deployment;

namespace PaletteAI.Console.Sandbox.Hosts.Machines;

/// <summary>Who is at which address of the simulated network, and what listens there.</summary>
internal sealed class SimulatedNetwork(SimulatedAppliance appliance, MachineFaults faults)
{
    private static readonly int[] _everyHost = [22, SimulatedHost.LocalUiPort];
    private static readonly int[] _controlPlane = [2379, 2380, 6443, 10250, 10257, 10259];
    private static readonly int[] _worker = [10250];

    /// <summary>MAC of whoever has an address; null = nobody.</summary>
    public string? HolderOf(string address) =>
        faults.IsTaken(address) ? "02:00:5e:10:00:99"
        : appliance.Hosts.FirstOrDefault(h => h.Address == address && !appliance.IsRebooting(h)) is { } host ? host.Mac
        : appliance.Progress() is { ApiSince: not null, Plan: { EndpointIsVip: true } plan } && plan.Endpoint == address ? plan.Nodes[0].Host.Mac
        : address is SimulatedHost.NetworkPrefix + "1" or SimulatedHost.NetworkPrefix + "2" ? $"02:00:5e:10:00:0{address[^1]}"
        : null;

    /// <summary>How a TCP connection ends.</summary>
    public string Answer(string address, int port) => HolderOf(address) is null ? "silent" : Ports(address).Contains(port) ? "open" : "refused";

    /// <summary>Ports that are listened on.</summary>
    public IEnumerable<int> Ports(string address)
    {
        var progress = appliance.Progress();
        return appliance.Hosts.FirstOrDefault(h => h.Address == address) is { } host ? _everyHost.Concat(OfNode(progress, host))
            : address == progress?.Plan.Endpoint ? [22, 443, 6443]
            : address == SimulatedHost.NetworkPrefix + "2" ? [53]
            : [];
    }

    /// <summary>Whether a host runs the cluster's services.</summary>
    public static bool HasJoined(Progress? progress, SimulatedHost host) => progress?.Nodes.Any(n => n.Node.Host.Uid == host.Uid) == true;

    private static int[] OfNode(Progress? progress, SimulatedHost host) =>
        !HasJoined(progress, host) ? [] : progress!.Plan.Nodes.Any(n => n.Host.Uid == host.Uid && n.IsControlPlane) ? _controlPlane : _worker;
}
