using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace PaletteAI.Console.Domain.Hosts.Addresses;

/// <summary>A network in CIDR form, read strictly; the system's own parser masks host bits without a word.</summary>
public readonly record struct Cidr
{
    private Cidr(IpText network, int prefix) => (Network, Prefix) = (network, prefix);

    /// <summary>Network address.</summary>
    public IpText Network { get; }

    /// <summary>Prefix length.</summary>
    public int Prefix { get; }

    /// <summary>Number of addresses.</summary>
    public BigInteger Size => BigInteger.One << (Network.Bits - Prefix);

    /// <summary>Highest address: the broadcast address for IPv4.</summary>
    public IpText Last => IpText.Of(Network.Value + Size - 1, Network.IsV6);

    /// <summary>Reads a network without host bits.</summary>
    public static bool TryParse(string text, out Cidr cidr) => TryParseAny(text, out cidr, out var hadHostBits) && !hadHostBits;

    /// <summary>Reads a network; <paramref name="hadHostBits"/> tells that it was masked.</summary>
    public static bool TryParseAny(string text, out Cidr cidr, out bool hadHostBits)
    {
        ArgumentNullException.ThrowIfNull(text);
        (cidr, hadHostBits) = (default, false);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IpText.TryParse(text[..slash], out var ip))
        {
            return false;
        }

        var digits = text.AsSpan(slash + 1);
        if (digits.Length is 0 or > 3 || (digits.Length > 1 && digits[0] == '0') || digits.ContainsAnyExceptInRange('0', '9')
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) || prefix > ip.Bits)
        {
            return false;
        }

        cidr = Of(ip, prefix);
        hadHostBits = cidr.Network != ip;
        return true;
    }

    /// <summary>Reads networks separated by commas, as dual-stack clusters have them; each without host bits.</summary>
    public static bool TryParseList(string text, out ImmutableArray<Cidr> cidrs)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = text.Split(',').Select(t => (Ok: TryParse(t, out var cidr), Cidr: cidr)).ToList();
        cidrs = read.TrueForAll(r => r.Ok) ? [.. read.Select(r => r.Cidr)] : [];
        return cidrs.Length > 0;
    }

    /// <summary>The network an address is in.</summary>
    /// <param name="address">Any address of it.</param>
    /// <param name="prefix">Prefix length, 0 to <see cref="IpText.Bits"/>.</param>
    public static Cidr Of(IpText address, int prefix)
    {
        var shift = address.Bits - Math.Clamp(prefix, 0, address.Bits);
        return new Cidr(IpText.Of(address.Value >> shift << shift, address.IsV6), address.Bits - shift);
    }

    /// <summary>Whether an address is in it.</summary>
    public bool Contains(IpText address) => address.IsV6 == Network.IsV6 && address.Value >= Network.Value && address.Value <= Last.Value;

    /// <summary>Whether any address is in both.</summary>
    public bool Overlaps(Cidr other) => Network.IsV6 == other.Network.IsV6 && (Contains(other.Network) || other.Contains(Network));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Network}/{Prefix}");
}
