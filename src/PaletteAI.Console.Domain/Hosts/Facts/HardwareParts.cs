using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Hosts.Facts;

/// <summary>CPU, memory, disks and the like.</summary>
internal static class HardwareParts
{
    // psABI levels: each needs all of the ones before.
    private static readonly string[][] _levels =
    [
        ["cx16", "lahf_lm", "popcnt", "sse4_1", "sse4_2", "ssse3"],
        ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe", "xsave"],
        ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"],
    ];

    public static CpuFacts? Cpu(string count, string info)
    {
        if (!int.TryParse(count.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var cores) || cores == 0)
        {
            return null;
        }

        var fields = FactReader.Lines(info).Select(l => l.Split(':', 2)).Where(p => p.Length == 2).GroupBy(p => p[0].Trim(), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First()[1].Trim(), StringComparer.Ordinal);
        var flags = fields.TryGetValue("flags", out var text) ? FactReader.Words(text).ToHashSet(StringComparer.Ordinal) : null;
        return new CpuFacts(cores, fields.GetValueOrDefault("model name", ""), flags is null ? 0 : 1 + _levels.TakeWhile(l => l.All(flags.Contains)).Count());
    }

    public static MemoryFacts? Memory(string text)
    {
        var fields = FactReader.Lines(text).Select(FactReader.Words).Where(w => w.Length >= 2).GroupBy(w => w[0].TrimEnd(':'), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => long.TryParse(g.First()[1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0, StringComparer.Ordinal);
        return fields.TryGetValue("MemTotal", out var total) ? new MemoryFacts(total, fields.GetValueOrDefault("MemAvailable"), fields.GetValueOrDefault("SwapTotal")) : null;
    }

    public static ImmutableArray<DiskFacts> Disks(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("blockdevices", out var devices) && devices.ValueKind == JsonValueKind.Array
                ? [.. devices.EnumerateArray().Where(d => Field(d, "type") == "disk" && Number(d, "size") > 0).Select(Disk)]
                : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    public static ImmutableArray<SpaceFacts> Space(string text) =>
        [.. FactReader.Lines(text).Select(FactReader.Words).Where(w => w.Length >= 6 && IsNumber(w[1]) && IsNumber(w[3]))
            .Select(w => new SpaceFacts(string.Join(' ', w[5..]), long.Parse(w[1], CultureInfo.InvariantCulture), long.Parse(w[3], CultureInfo.InvariantCulture)))
            .DistinctBy(s => s.MountPoint)];

    public static ImmutableArray<string> Gpus(string devices, string names)
    {
        var named = FactReader.Lines(names).Select(l => l.Split(' ', 2)).Where(p => p.Length == 2).GroupBy(p => p[0], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First()[1], StringComparer.Ordinal);
        return [.. FactReader.Lines(devices).Select(FactReader.Words).Where(w => w.Length == 3).Select(w => Name(w, named))];
    }

    public static ImmutableArray<ContentFacts> Content(string text) =>
        [.. FactReader.Lines(text).Select(l => l.Split(' ', 4)).Where(w => w.Length == 4 && w[..3].All(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            .Select(w => new ContentFacts(w[3], int.Parse(w[0], CultureInfo.InvariantCulture), int.Parse(w[1], CultureInfo.InvariantCulture), int.Parse(w[2], CultureInfo.InvariantCulture)))];

    // The variable is four bytes of attributes and the value.
    public static bool? SecureBoot(string variable, string firmware) =>
        FactReader.Words(variable) is [_, _, _, _, var value] ? value == "1" : firmware.Trim() == "bios" ? false : null;

    private static DiskFacts Disk(JsonElement disk)
    {
        var holds = new List<string>();
        Collect(disk, holds, 0);
        return new DiskFacts(Field(disk, "name"), Number(disk, "size"), Field(disk, "model").Trim(), Flag(disk, "ro"), Flag(disk, "rm"), [.. holds]);
    }

    private static void Collect(JsonElement device, List<string> holds, int depth)
    {
        string[] signs = [depth > 0 ? Field(device, "name") : "", Field(device, "pttype"), Field(device, "fstype"), Field(device, "mountpoint")];
        if (signs.Any(s => s.Length > 0))
        {
            holds.Add(string.Join(' ', signs.Where(s => s.Length > 0)));
        }

        if (device.ValueKind == JsonValueKind.Object && device.TryGetProperty("children", out var children) && children.ValueKind == JsonValueKind.Array)
        {
            foreach (var child in children.EnumerateArray())
            {
                Collect(child, holds, depth + 1);
            }
        }
    }

    private static string Name(string[] device, Dictionary<string, string> named)
    {
        // lspci leaves the domain out when there is only one.
        var address = device[0].StartsWith("0000:", StringComparison.Ordinal) ? device[0][5..] : device[0];
        return named.TryGetValue(address, out var name) || named.TryGetValue(device[0], out name) ? name[(name.IndexOf(": ", StringComparison.Ordinal) is var at && at >= 0 ? at + 2 : 0)..] : $"{device[1]}:{device[2]}";
    }

    // Older lsblk writes every value as text, newer ones numbers and booleans.
    private static string Field(JsonElement device, string name) =>
        device.ValueKind == JsonValueKind.Object && device.TryGetProperty(name, out var value) ? value.ValueKind switch { JsonValueKind.String => value.GetString() ?? "", JsonValueKind.Null => "", _ => value.ToString() } : "";

    private static long Number(JsonElement device, string name) => long.TryParse(Field(device, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static bool IsNumber(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool Flag(JsonElement device, string name) => Field(device, name) is "1" or "true" or "True";
}
