using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Appliance.Mapping;

/// <summary>Readings of values whose form the API does not fix.</summary>
internal static class Read
{
    // 64 TiB in MB and 64 MiB in bytes are the same number: no host has either.
    private const long LargestMegabytes = 64L * 1024 * 1024;

    /// <summary>A list without its nulls.</summary>
    public static IEnumerable<T> Items<T>(List<T?>? list)
        where T : class => list?.OfType<T>() ?? [];

    /// <summary>A list of texts without empty ones.</summary>
    public static ImmutableArray<string> Texts(List<string?>? list) => [.. Items(list).Where(s => s.Length > 0)];

    /// <summary>A number that fits an int, 0 when it does not or is negative.</summary>
    public static int Count(long? value) => value is > 0 and <= int.MaxValue ? (int)value : 0;

    /// <summary>A time; Go's zero time means none.</summary>
    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        && time.Year > 1
            ? time
            : null;

    /// <summary>Memory in MiB: the field's name says MB, its description says bytes; the size of the number tells which.</summary>
    public static long MemoryMiB(long? value) => value switch
    {
        null or <= 0 => 0,
        > LargestMegabytes => value.Value / (1024 * 1024),
        _ => value.Value,
    };

    /// <summary>A prefix length out of <c>24</c>, <c>/24</c>, <c>255.255.255.0</c> or <c>10.0.0.0/24</c>; null when it is none of them.</summary>
    public static int? Prefix(string? subnet, string? ip)
    {
        foreach (var text in new[] { subnet, ip }.OfType<string>())
        {
            var last = text.Trim().Split('/')[^1];
            var slashed = text.Contains('/', StringComparison.Ordinal);
            if ((slashed || ReferenceEquals(text, subnet))
                && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= 128)
            {
                return length;
            }
            if (ReferenceEquals(text, subnet) && FromMask(last) is { } mask)
            {
                return mask;
            }
        }
        return null;
    }

    /// <summary>An address without a prefix.</summary>
    public static string Address(string? ip) => ip?.Split('/')[0].Trim() ?? "";

    /// <summary>A kubeconfig: plain text, or base64 of it.</summary>
    public static Secret? Kubeconfig(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }
        var compact = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        if (!text.Contains(':', StringComparison.Ordinal) && Base64.IsValid(compact))
        {
            return new Secret(Encoding.UTF8.GetString(Convert.FromBase64String(compact)));
        }
        return new Secret(text);
    }

    private static int? FromMask(string text)
    {
        if (!IPAddress.TryParse(text, out var mask) || mask.AddressFamily != AddressFamily.InterNetwork || text.Count(c => c == '.') != 3)
        {
            return null;
        }
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(mask.GetAddressBytes());
        var length = BitOperations.LeadingZeroCount(~bits);
        return length == 32 || bits << length == 0 ? length : null;
    }
}
