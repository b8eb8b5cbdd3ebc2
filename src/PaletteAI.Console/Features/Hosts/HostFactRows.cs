using System.Collections.Immutable;
using System.Globalization;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Hosts.Facts;

namespace PaletteAI.Console.Features.Hosts;

/// <summary>A fact of a host in words.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Values">Its value; several stand below each other. Empty = not known.</param>
/// <param name="Mono">Whether it is compared character by character.</param>
public sealed record HostFactRow(string Name, ImmutableArray<string> Values, bool Mono = false);

/// <summary>What a host says of itself, in the order people ask for it.</summary>
public static class HostFactRows
{
    private const double GiB = 1L << 30;
    private const double KiBPerGiB = 1L << 20;

    /// <summary>The rows.</summary>
    public static ImmutableArray<HostFactRow> Of(HostFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return [.. System(facts), .. Hardware(facts), .. Network(facts), .. Software(facts)];
    }

    private static IEnumerable<HostFactRow> System(HostFacts f) =>
    [
        new("Host name", Known(f.HostName), true),
        new("Machine id", Known(f.MachineId), true),
        new("Operating system", Known(f.Os.Name)),
        new("Kernel", Known(f.Kernel), true),
        new("Up for", f.Uptime is { } up ? [DurationText.Of(up)] : []),
        new("Clock", Clock(f.Clock)),
    ];

    private static IEnumerable<HostFactRow> Hardware(HostFacts f) =>
    [
        new("CPU", f.Cpu is { } cpu ? [Text($"{cpu.Cores} cores{(cpu.Model.Length > 0 ? $", {cpu.Model}" : "")}{(cpu.Level > 0 ? Text($", x86-64-v{cpu.Level}") : "")}")] : []),
        new("Memory", f.Memory is { } m ? [Text($"{m.TotalKiB / KiBPerGiB:0.#} GiB, {m.AvailableKiB / KiBPerGiB:0.#} GiB available{(m.SwapKiB > 0 ? Text($", {m.SwapKiB / KiBPerGiB:0.#} GiB swap") : ", no swap")}")] : []),
        new("Disks", f.Disks.IsDefault ? [] : [.. f.Disks.Select(d => Text($"{d.Name}: {d.Bytes / GiB:0} GiB, {(d.Holds.IsEmpty ? "empty" : string.Join("; ", d.Holds))}"))]),
        new("Free space", [.. f.Space.Select(s => Text($"{s.MountPoint}: {s.FreeKiB / KiBPerGiB:0.#} of {s.TotalKiB / KiBPerGiB:0.#} GiB free"))]),
        new("GPUs", f.Gpus.IsEmpty ? ["none seen"] : f.Gpus),
        new("Firmware", Known(f.Firmware.ToUpperInvariant() + (f.SecureBoot switch { true => ", secure boot on", false => ", secure boot off", null => "" }))),
        new("Virtualization", Known(f.Virtualization)),
    ];

    private static IEnumerable<HostFactRow> Network(HostFacts f) =>
    [
        new("Network interfaces", [.. f.Nics.Select(n => Text($"{n.Name} {string.Join(' ', n.Addresses.Select(a => Text($"{a.Ip}/{a.Prefix}{(a.IsDynamic ? " (leased)" : "")}")))} {n.Mac} MTU {n.Mtu}{(n.IsUp ? "" : ", down")}"))], true),
        new("Routes", f.Routes.IsDefault ? [] : [.. f.Routes.Select(r => $"{r.Network}{(r.Gateway.Length > 0 ? $" via {r.Gateway}" : "")} on {r.Nic}")], true),
        new("DNS servers", f.Dns is { } dns ? dns.Servers.IsEmpty ? ["none"] : dns.Servers : [], true),
        new("Open ports", f.ListeningPorts.IsDefault ? [] : [f.ListeningPorts.IsEmpty ? "none" : string.Join(", ", f.ListeningPorts)], true),
    ];

    private static IEnumerable<HostFactRow> Software(HostFacts f) =>
    [
        new("cgroup", f.CgroupVersion > 0 ? [Text($"v{f.CgroupVersion}")] : []),
        new("Container runtime", f.ContainerRuntime.Length > 0 ? [f.ContainerRuntime] : ["none found"]),
        new("kubelet", f.Kubelet.Length > 0 ? [f.Kubelet] : ["none found"]),
        new("Active services", f.Services.IsEmpty ? ["none of those that matter"] : [string.Join(", ", f.Services)]),
        new("Content", f.Content.IsEmpty ? ["none found"] : [.. f.Content.Select(c => Text($"{c.Folder}: {c.Files} files, {c.KiB / KiBPerGiB:0.#} GiB{(c.EmptyFiles > 0 ? Text($", {c.EmptyFiles} of them empty") : "")}"))]),
    ];

    private static ImmutableArray<string> Clock(ClockFacts clock)
    {
        var offset = clock.Offset is { } o ? Text($"{(o < TimeSpan.Zero ? "behind" : "ahead of")} this console by {o.Duration().TotalMilliseconds:0} ms (± {clock.Uncertainty?.TotalMilliseconds ?? 0:0} ms)") : "";
        var source = clock.IsSynchronized switch
        {
            true => $"synchronized{(clock.Service.Length > 0 ? $" by {clock.Service}" : "")}",
            false => "not synchronized",
            null => "synchronization not known",
        };
        return offset.Length > 0 ? [offset, source] : [source];
    }

    private static ImmutableArray<string> Known(string text) => text.Trim(',', ' ').Length > 0 ? [text] : [];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
