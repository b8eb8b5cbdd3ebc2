using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PaletteAI.Console.Domain.Hosts.Facts;

namespace PaletteAI.Console.Sandbox.Hosts.Machines;

/// <summary>What <see cref="FactScript"/> prints on a simulated host: recorded output, and what the simulation knows better.</summary>
internal sealed partial class FactOutput(SimulatedHost host, SimulatedAppliance appliance, SimulatedNetwork network, TimeProvider time)
{
    private static readonly Dictionary<string, string> _recorded = Recorded();

    public string Text(string mark)
    {
        var text = new StringBuilder();
        foreach (Match part in Parts().Matches(FactScript.Text))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{mark} {part.Groups["name"].Value} {part.Groups["command"].Value}\n{Output(part.Groups["name"].Value)}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n{mark} end\n").ToString();
    }

    private string Output(string part)
    {
        var progress = appliance.Progress();
        var joined = SimulatedNetwork.HasJoined(progress, host);
        return part switch
        {
            "clock-begin" or "clock-end" => Clock(),
            "os" => RecordedFacts.Text("os-release.txt"),
            "kernel" => RecordedFacts.Text("uname.txt").Split(' ') is var words ? $"{words[0]} {words[1]} {words[^1]}" : "",
            "cpu-count" => RecordedFacts.Text("nproc.txt"),
            "memory" => RecordedFacts.Text("meminfo.txt"),
            "disks" => RecordedFacts.Text("lsblk.json"),
            "gpu-names" => RecordedFacts.Text("lspci.txt"),
            "services" => string.Join('\n', new[] { "spectro-containerd", "systemd-timesyncd" }.Concat(joined ? ["kubelet"] : [])),
            "ports" => string.Join('\n', network.Ports(host.Address).Select(p => string.Create(CultureInfo.InvariantCulture, $"00000000:{p:X4}"))),
            "kubelet" => joined ? $"Kubernetes {Api.ClusterView.KubernetesVersion}" : "",
            "uptime" => string.Create(CultureInfo.InvariantCulture, $"{(time.GetUtcNow() - appliance.Born).TotalSeconds + 260_000:0.00} 0.00"),
            _ => Filled(_recorded.GetValueOrDefault(part, "")),
        };
    }

    private string Filled(string text) => text.Replace("{name}", host.Uid, StringComparison.Ordinal).Replace("{address}", host.Address, StringComparison.Ordinal)
        .Replace("{mac}", host.Mac, StringComparison.Ordinal).Replace("{machine}", MachineId(host.Uid), StringComparison.Ordinal);

    // A machine-id has 32 digits.
    private static string MachineId(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];

    private string Clock()
    {
        var ticks = time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        return string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerSecond}.{ticks % TimeSpan.TicksPerSecond * 100:D9}");
    }

    private static Dictionary<string, string> Recorded() =>
        ("\n" + RecordedFacts.Text("facts.txt")).Split("\n# ").Skip(1).Select(p => p.Split('\n', 2)).ToDictionary(p => p[0].Trim(), p => p.Length == 2 ? p[1] : "", StringComparer.Ordinal);

    // The lines that run the parts, so that names and commands are the script's own.
    [GeneratedRegex(@"^\s*s (?<name>[a-z0-9-]+) (?<command>.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
