using System.Globalization;
using PaletteAI.Console.Domain.Hosts.Facts;

namespace PaletteAI.Console.Domain.Checks.Hosts;

/// <summary>CPU, memory, disks. Least values: the sizing guide of the appliance.</summary>
internal static class HardwareOfHost
{
    private const int LeastCores = 8;
    private const long LeastMemoryKiB = 16L * 1024 * 1024;

    // What firmware and kernel keep for themselves.
    private const double MemoryTolerance = 0.05;
    private const long LeastDiskBytes = 300_000_000_000;
    private const long LeastFreeKiB = 40L * 1024 * 1024;
    private static readonly TimeSpan _slowWrite = TimeSpan.FromMilliseconds(10);

    public static HostOutcome Cpu(HostUnderTest host, HostCheckFacts all) => host.Facts?.Cpu is not { } cpu
        ? HostOutcome.Pending(AccessOfHost.NotAsked)
        : HostOutcome.Of(cpu.Cores < LeastCores ? $"The host has {cpu.Cores} cores; {LeastCores} are the least." : null, $"The host has {cpu.Cores} cores.");

    public static HostOutcome CpuFeatures(HostUnderTest host, HostCheckFacts all) => host.Facts?.Cpu switch
    {
        null => HostOutcome.Pending(AccessOfHost.NotAsked),
        { Level: 0 } => HostOutcome.None("The CPU is no x86-64."),
        { Level: 1 } => HostOutcome.Wrong("The CPU lacks features of x86-64-v2, such as SSE 4.2."),
        { Level: var level } => HostOutcome.Pass($"The CPU is x86-64-v{level}."),
    };

    public static HostOutcome Memory(HostUnderTest host, HostCheckFacts all) => host.Facts?.Memory is not { } memory
        ? HostOutcome.Pending(AccessOfHost.NotAsked)
        : HostOutcome.Of(
            memory.TotalKiB < LeastMemoryKiB * (1 - MemoryTolerance) ? $"The host has {GiB(memory.TotalKiB)} GiB; {GiB(LeastMemoryKiB)} are the least." : null,
            $"The host has {GiB(memory.TotalKiB)} GiB.");

    public static HostOutcome DiskSize(HostUnderTest host, HostCheckFacts all)
    {
        if (host.Facts is not { Disks.IsDefault: false } facts)
        {
            return HostOutcome.Pending("The disks are not known.");
        }

        var largest = Usable(facts).Select(d => d.Bytes).DefaultIfEmpty().Max();
        return HostOutcome.Of(largest < LeastDiskBytes ? $"The largest disk has {GB(largest)} GB; {GB(LeastDiskBytes)} are the least." : null, $"The largest disk has {GB(largest)} GB.");
    }

    public static HostOutcome SecondDisk(HostUnderTest host, HostCheckFacts all)
    {
        if (host.Facts is not { Disks.IsDefault: false } facts)
        {
            return HostOutcome.Pending("The disks are not known.");
        }

        var disks = Usable(facts).ToList();
        var empty = disks.FirstOrDefault(d => d.Holds.IsEmpty);
        return empty is not null && disks.Count > 1 ? HostOutcome.Pass($"The disk {empty.Name} ({GB(empty.Bytes)} GB) is empty.")
            : disks.Count < 2 ? HostOutcome.Wrong("There is no second disk.")
            : HostOutcome.Wrong($"No disk is empty: {string.Join("; ", disks.Select(d => $"{d.Name} holds {string.Join(", ", d.Holds.Take(3))}"))}.");
    }

    public static HostOutcome FreeSpace(HostUnderTest host, HostCheckFacts all)
    {
        if (host.Facts is not { Space.IsEmpty: false } facts)
        {
            return HostOutcome.Pending("The free space is not known.");
        }

        // The content is unpacked beside itself; the file system of /usr/local holds it on the appliance, else the root.
        var place = facts.Space.MaxBy(s => s.FreeKiB)!;
        var wanted = Math.Max(LeastFreeKiB, facts.Content.Sum(c => c.KiB));
        return HostOutcome.Of(
            place.FreeKiB < wanted ? $"At most {GiB(place.FreeKiB)} GiB are free ({place.MountPoint}); {GiB(wanted)} are needed." : null,
            $"{GiB(place.FreeKiB)} GiB are free in {place.MountPoint}.");
    }

    public static HostOutcome WriteLatency(HostUnderTest host, HostCheckFacts all) => host.Probes?.SyncedWrite is not { } write
        ? HostOutcome.Pending("The disk was not tried.")
        : host.IsControlPlane == false ? HostOutcome.None("The host is a worker.")
        : HostOutcome.Of(
            write > _slowWrite ? $"A small write takes {Milliseconds(write)} ms on average until it is on the disk; {Milliseconds(_slowWrite)} are the most." : null,
            $"A small write takes {Milliseconds(write)} ms on average.");

    public static HostOutcome Firmware(HostUnderTest host, HostCheckFacts all) => host.Facts is not { Firmware.Length: > 0 } facts
        ? HostOutcome.Pending(AccessOfHost.NotAsked)
        : HostOutcome.Pass($"The host boots by {facts.Firmware.ToUpperInvariant()}; secure boot is {facts.SecureBoot switch { true => "on", false => "off", null => "not known" }}.");

    private static IEnumerable<DiskFacts> Usable(HostFacts facts) => facts.Disks.Where(d => !d.IsReadOnly && !d.IsRemovable);

    private static string GiB(long kib) => (kib / 1048576.0).ToString("0.#", CultureInfo.InvariantCulture);

    private static string GB(long bytes) => (bytes / 1e9).ToString("0", CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan span) => span.TotalMilliseconds.ToString("0.##", CultureInfo.InvariantCulture);
}
