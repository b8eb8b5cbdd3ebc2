using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PaletteAI.Console.Sandbox.Hosts;

/// <summary>A partition; bytes.</summary>
internal sealed record RecordedPartition(string FileSystem, string MountPoint, long Size, long Used, long Free);

/// <summary>A disk; bytes.</summary>
internal sealed record RecordedDisk(string Name, string Transport, string Vendor, long Size, IReadOnlyList<RecordedPartition> Partitions);

/// <summary>Facts of a simulated host, parsed from output recorded on a real host (the files in <c>Recorded/</c>).</summary>
internal sealed partial record RecordedFacts(
    int Cores, long MemoryMiB, IReadOnlyList<RecordedDisk> Disks, string GpuVendor, string GpuModel, string GpuAddress,
    string OsFamily, string OsVersion, string Kernel, string KernelVersion)
{
    public static RecordedFacts Instance { get; } = Parse();

    private static RecordedFacts Parse()
    {
        var release = Text("os-release.txt").Split('\n').Select(l => l.Split('=', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1].Trim('"'));
        var uname = Text("uname.txt").Split(' ');
        var gpu = Gpu().Match(Text("lspci.txt"));
        return new RecordedFacts(
            int.Parse(Text("nproc.txt"), CultureInfo.InvariantCulture),
            long.Parse(Memory().Match(Text("meminfo.txt")).Groups[1].Value, CultureInfo.InvariantCulture) / 1024,
            DisksOf(Text("lsblk.json")),
            gpu.Groups["vendor"].Value, gpu.Groups["model"].Value, gpu.Groups["address"].Value,
            release["ID"], release["VERSION_ID"], uname[0], uname[1]);
    }

    private static List<RecordedDisk> DisksOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("blockdevices").EnumerateArray().Select(d => new RecordedDisk(
            d.GetProperty("name").GetString()!, d.GetProperty("tran").GetString()!, d.GetProperty("vendor").GetString()!.Trim(), d.GetProperty("size").GetInt64(),
            d.TryGetProperty("children", out var parts)
                ? [.. parts.EnumerateArray().Select(p => new RecordedPartition(p.GetProperty("fstype").GetString()!, p.GetProperty("mountpoint").GetString()!, p.GetProperty("size").GetInt64(), p.GetProperty("fsused").GetInt64(), p.GetProperty("fsavail").GetInt64()))]
                : []))];
    }

    public static string Text(string name)
    {
        using var stream = typeof(RecordedFacts).Assembly.GetManifestResourceStream($"Recorded.{name}")
            ?? throw new InvalidOperationException($"The recorded output {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Trim();
    }

    [GeneratedRegex(@"^MemTotal:\s+(\d+) kB", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Memory();

    [GeneratedRegex(@"^(?<address>\S+) [^:]+: (?<vendor>NVIDIA|Advanced Micro Devices|Intel)[^\[]*\[(?<model>[^\]]+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Gpu();
}
