using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Application.Security;

/// <summary>
/// Turns account names and addresses into keys that cannot be turned back: people type passwords into the name field, and neither a file
/// nor a log may keep those.
/// </summary>
internal sealed class Blinding(IConsoleKeys keys)
{
    /// <summary>A key for a counter.</summary>
    public async ValueTask<string> KeyAsync(string kind, string text, CancellationToken ct)
    {
        var key = await keys.GetAsync("sign-in-counters", ct);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}\n{text}")))[..40];
    }

    /// <summary>A short name for an account in logs and audit rows; the same account always gets the same.</summary>
    public async ValueTask<string> AccountTagAsync(string userName, CancellationToken ct) =>
        "#" + (await KeyAsync("tag", userName, ct))[..8];

    /// <summary>Names that differ in case or composition only share their counters.</summary>
    public static string Account(string userName)
    {
        // Half a surrogate pair, possible in JSON, cannot be normalized.
        var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(userName));
        return text.Normalize().Trim().ToLowerInvariant();
    }

    /// <summary>An address as counted: of IPv6 the /64, because one host has all of it.</summary>
    public static string Source(string address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
        {
            return "other";
        }

        var plain = parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(plain.GetAddressBytes().AsSpan(0, 8))
            : plain.ToString();
    }
}
