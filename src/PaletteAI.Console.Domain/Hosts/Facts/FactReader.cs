using System.Collections.Immutable;
using System.Globalization;

namespace PaletteAI.Console.Domain.Hosts.Facts;

/// <summary>When a script was sent and came back, by the console's clock.</summary>
public sealed record RoundTrip(DateTimeOffset SentAt, DateTimeOffset BackAt);

/// <summary>Makes facts of what <see cref="FactScript"/> printed.</summary>
public static class FactReader
{
    private const int ShownCharacters = 4000;

    // A hundred years.
    private const double MostSeconds = 3e9;

    private static readonly string[] _parts =
    [
        "user", "os", "kernel", "hostname", "machine-id", "cpu-count", "cpu-info", "memory", "disks", "space", "gpus", "cgroup", "nics", "addresses",
        "routes", "dns", "ntp", "services", "ports", "runtime", "kubelet", "content", "firmware", "secure-boot", "virtual", "sysctls", "clock-begin",
    ];

    /// <summary>The facts. What a part does not say stays unknown.</summary>
    public static HostFacts Read(FactSections sections, RoundTrip trip)
    {
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(trip);
        var kernel = Words(sections["kernel"].Output);
        var os = OsRelease(sections["os"].Output);
        return new HostFacts
        {
            TakenAt = trip.BackAt,
            AsRoot = sections["user"].Output.Trim() == "0",
            HostName = FirstLine(sections["hostname"].Output),
            MachineId = FirstLine(sections["machine-id"].Output),
            Os = new OsFacts(os.GetValueOrDefault("ID", ""), os.GetValueOrDefault("VERSION_ID", ""), os.GetValueOrDefault("PRETTY_NAME", "")),
            Kernel = kernel.Length > 1 ? kernel[1] : "",
            Architecture = kernel.Length > 2 ? ArchitectureOf(kernel[^1]) : "",
            Cpu = HardwareParts.Cpu(sections["cpu-count"].Output, sections["cpu-info"].Output),
            Memory = HardwareParts.Memory(sections["memory"].Output),
            Disks = HardwareParts.Disks(sections["disks"].Output),
            Space = HardwareParts.Space(sections["space"].Output),
            Gpus = HardwareParts.Gpus(sections["gpus"].Output, sections["gpu-names"].Output),
            CgroupVersion = FirstLine(sections["cgroup"].Output) switch { "cgroup2fs" => 2, "tmpfs" or "cgroup" => 1, _ => 0 },
            Nics = NetworkParts.Nics(sections["nics"].Output, sections["addresses"].Output),
            Routes = NetworkParts.Routes(sections["routes"].Output, sections["routes6"].Output),
            Dns = NetworkParts.Dns(sections["dns"]),
            ListeningPorts = NetworkParts.Ports(sections["ports"].Output),
            Clock = ClockParts.Clock(sections, trip),
            Services = [.. Lines(sections["services"].Output)],
            ContainerRuntime = Versions.Containerd(sections["runtime"].Output),
            Kubelet = Versions.Kubelet(sections["kubelet"].Output),
            Content = HardwareParts.Content(sections["content"].Output),
            Firmware = FirstLine(sections["firmware"].Output),
            SecureBoot = HardwareParts.SecureBoot(sections["secure-boot"].Output, sections["firmware"].Output),
            Virtualization = FirstLine(sections["virtual"].Output),
            Sysctls = Lines(sections["sysctls"].Output).Select(l => l.Split('=', 2)).Where(p => p.Length == 2).DistinctBy(p => p[0])
                .ToImmutableSortedDictionary(p => p[0].Replace('/', '.'), p => p[1].Trim(), StringComparer.Ordinal),
            Uptime = double.TryParse(Words(sections["uptime"].Output).FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < MostSeconds ? TimeSpan.FromSeconds(seconds) : null,
            Evidence = _parts.ToImmutableSortedDictionary(p => p, p => Shown(sections[p]), StringComparer.Ordinal),
        };
    }

    internal static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal static string[] Words(string line) => line.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);

    internal static string FirstLine(string text) => Lines(text).FirstOrDefault() ?? "";

    private static FactSection Shown(FactSection section) =>
        section.Output.Length <= ShownCharacters ? section : section with { Output = section.Output[..ShownCharacters] + "…" };

    private static Dictionary<string, string> OsRelease(string text) =>
        Lines(text).Where(l => !l.StartsWith('#')).Select(l => l.Split('=', 2)).Where(p => p.Length == 2)
            .GroupBy(p => p[0], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last()[1].Trim('"', '\''), StringComparer.Ordinal);

    private static string ArchitectureOf(string machine) => machine switch { "x86_64" => "amd64", "aarch64" => "arm64", _ => machine };
}

/// <summary>Versions as programs print them.</summary>
internal static class Versions
{
    // "containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+deb12u1", "containerd containerd.io 1.7.22 7f7f…"
    public static string Containerd(string text) => FactReader.Words(FactReader.FirstLine(text)) is ["containerd", _, var version, ..] ? $"containerd {version.TrimStart('v')}" : "";

    // "Kubernetes v1.30.4"
    public static string Kubelet(string text) => FactReader.Words(FactReader.FirstLine(text)) is ["Kubernetes", var version, ..] ? version : "";
}
