using System.Globalization;
using PaletteAI.Console.Domain.Hosts;

namespace PaletteAI.Console.Features.Hosts;

/// <summary>A partition on its disk, or a disk without partitions.</summary>
/// <param name="Key">Stable identity.</param>
/// <param name="Disk">Controller and device.</param>
/// <param name="Vendor">Vendor.</param>
/// <param name="SizeGB">Size of the disk.</param>
/// <param name="Partition">The partition; null = none.</param>
public sealed record DiskRow(string Key, string Disk, string Vendor, int SizeGB, HostPartition? Partition)
{
    /// <summary>Where it is mounted, in words when it is not.</summary>
    public string MountPoint => Partition switch
    {
        null => "no partitions",
        { MountPoint.Length: 0 } => "not mounted",
        var p => p.MountPoint,
    };

    /// <summary>Used share, whole percent; null when it is not known.</summary>
    public int? UsedPercent => Partition is { TotalGB: > 0 } p ? Math.Clamp((int)Math.Round(100.0 * p.UsedGB / p.TotalGB), 0, 100) : null;

    /// <summary>Used and total.</summary>
    public string UsedText => UsedPercent is { } percent
        ? string.Create(CultureInfo.InvariantCulture, $"{Partition!.UsedGB} of {Partition.TotalGB} GB ({percent} %)")
        : "";

    /// <summary>Rows of all disks.</summary>
    public static IReadOnlyList<DiskRow> Of(IReadOnlyList<HostDisk> disks)
    {
        ArgumentNullException.ThrowIfNull(disks);
        return [.. disks.SelectMany((disk, d) => disk.Partitions.IsDefaultOrEmpty
            ? [Row(disk, d, null, 0)]
            : disk.Partitions.Select((partition, p) => Row(disk, d, partition, p)))];
    }

    private static DiskRow Row(HostDisk disk, int number, HostPartition? partition, int part) => new(
        string.Create(CultureInfo.InvariantCulture, $"{number}.{part}"), disk.Controller, disk.Vendor, disk.SizeGB, partition);
}
