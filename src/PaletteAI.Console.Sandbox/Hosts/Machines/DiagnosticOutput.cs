using System.Globalization;
using System.Net;
using System.Text;
using PaletteAI.Console.Domain.Hosts.Diagnostics;

namespace PaletteAI.Console.Sandbox.Hosts.Machines;

/// <summary>What <see cref="DiagnosticScript"/> and <see cref="LogScript"/> print on a simulated host.</summary>
internal sealed class DiagnosticOutput(SimulatedHost host, SimulatedAppliance appliance, SimulatedNetwork network)
{
    public SandboxOutput Run(string kind, string target, string port)
    {
        var address = AddressOf(target);
        return kind switch
        {
            "dns" => Dns(target, address),
            _ when address is null => kind == "port" ? new SandboxOutput(1, "no such name\n", "") : new SandboxOutput(2, $"ping: {target}: Name or service not known\n", ""),
            "ping" => Ping(address),
            "port" => Port(address, int.Parse(port, CultureInfo.InvariantCulture)),
            _ => new SandboxOutput(64, "", ""),
        };
    }

    /// <summary>A few lines of each unit. One holds a token, as real logs now and then do.</summary>
    public static string Logs(SimulatedHost host, string mark, DateTimeOffset now)
    {
        var stamp = now.UtcDateTime.ToString("MMM dd HH:mm:ss", CultureInfo.InvariantCulture);
        (string Name, string Command, string Text)[] parts =
        [
            ("date", "date -u", now.UtcDateTime.ToString("ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture)),
            ("failed-units", "t systemctl --failed --no-pager --plain", "0 loaded units listed."),
            ("addresses", "ip addr show", $"2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500\n    link/ether {host.Mac}\n    inet {host.Address}/24"),
            ("unit-stylus-agent", "j stylus-agent", $"{stamp} {host.Uid} stylus-agent[812]: level=info msg=\"agent started\"\n{stamp} {host.Uid} stylus-agent[812]: level=info msg=\"registered\" token=simulated-Zm9vYmFy-0001"),
            ("unit-spectro-containerd", "j spectro-containerd", $"{stamp} {host.Uid} containerd[640]: level=info msg=\"containerd successfully booted in 0.041s\""),
        ];
        var text = new StringBuilder();
        foreach (var (name, command, output) in parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{mark} {name} {command}\n{output}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n{mark} end\n").ToString();
    }

    private static SandboxOutput Dns(string target, string? address) => new(
        address is null ? 2 : 0, (address is null ? "" : $"{address.PadRight(15)} STREAM {target}\n{address.PadRight(15)} DGRAM\n") + "nameserver 10.10.10.2\nsearch example.test\n", "");

    private SandboxOutput Ping(string address)
    {
        var answers = address == host.Address || network.HolderOf(address) is not null;
        return new SandboxOutput(answers ? 0 : 1, ProbeOutput.PingText(address, 5, answers) + "\n", "");
    }

    private SandboxOutput Port(string address, int port)
    {
        var answer = network.Answer(address, port);
        return new SandboxOutput(answer == "open" ? 0 : answer == "refused" ? 1 : 124, answer + "\n", "");
    }

    private string? AddressOf(string target) =>
        IPAddress.TryParse(target, out _) ? target : appliance.Hosts.FirstOrDefault(h => h.Uid == target)?.Address ?? appliance.Resolve(target)?.ToString();
}
