using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace PaletteAI.Console.Domain.Hosts.Addresses;

/// <summary>
/// An IP address read strictly: four numbers without leading zeros, or IPv6 without zone, brackets or an IPv4 part. The system's own parser
/// takes octal, short and bracketed forms.
/// </summary>
public readonly record struct IpText
{
    private IpText(BigInteger value, bool isV6) => (Value, IsV6) = (value, isV6);

    /// <summary>The address as a number.</summary>
    public BigInteger Value { get; }

    /// <summary>IPv6.</summary>
    public bool IsV6 { get; }

    /// <summary>32 or 128.</summary>
    public int Bits => IsV6 ? 128 : 32;

    /// <summary>Reads an address; false for anything that is not exactly one.</summary>
    public static bool TryParse(string text, out IpText address)
    {
        ArgumentNullException.ThrowIfNull(text);
        address = default;
        return text.Contains(':', StringComparison.Ordinal) ? TryV6(text, out address) : TryV4(text, out address);
    }

    /// <summary>An address of a number.</summary>
    public static IpText Of(BigInteger value, bool isV6) => new(value, isV6);

    /// <inheritdoc/>
    public override string ToString()
    {
        var bytes = new byte[Bits / 8];
        var raw = Value.ToByteArray(isUnsigned: true, isBigEndian: true);
        raw.CopyTo(bytes, bytes.Length - raw.Length);
        return new IPAddress(bytes).ToString();
    }

    /// <summary>Whether the address is in <paramref name="network"/>, e.g. <c>127.0.0.0/8</c> (a constant of ours).</summary>
    internal bool IsIn(string network) => Cidr.TryParse(network, out var cidr) && cidr.Contains(this);

    private static bool TryV4(string text, out IpText address)
    {
        address = default;
        var parts = text.Split('.');
        uint value = 0;
        foreach (var part in parts)
        {
            // The system's number parser overlooks null characters at the end, so the digits are looked at one by one.
            if (part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0') || !part.All(char.IsAsciiDigit)
                || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var octet))
            {
                return false;
            }

            value = (value << 8) | octet;
        }

        address = new IpText(value, false);
        return parts.Length == 4;
    }

    private static bool TryV6(string text, out IpText address)
    {
        address = default;
        foreach (var c in text)
        {
            if (c != ':' && !char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        if (!IPAddress.TryParse(text, out var ip) || ip.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        address = new IpText(new BigInteger(ip.GetAddressBytes(), isUnsigned: true, isBigEndian: true), true);
        return true;
    }
}
