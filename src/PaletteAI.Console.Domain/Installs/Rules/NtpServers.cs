using System.Collections.Immutable;
using System.Text;
using PaletteAI.Console.Domain.Hosts.Addresses;

namespace PaletteAI.Console.Domain.Installs.Rules;

/// <summary>The judgement on one NTP server.</summary>
/// <param name="Normalized">What is stored: trimmed and lower-cased; empty when refused.</param>
/// <param name="Problem">Why it is refused, as the end of a sentence; null when it is not.</param>
public sealed record NtpVerdict(string Normalized, string? Problem);

/// <summary>NTP servers as the hosts' time service takes them: strict addresses or DNS names, no port, no options.</summary>
public static class NtpServers
{
    private static readonly char[] _separators = [',', ' ', '\t', '\r', '\n'];

    private static readonly (string Network, string Problem)[] _useless =
    [
        ("127.0.0.0/8", "is a loopback address: every node would ask itself"), ("::1/128", "is a loopback address: every node would ask itself"),
        ("0.0.0.0/8", "is the unspecified address"), ("::/128", "is the unspecified address"),
        ("224.0.0.0/4", "is a multicast address"), ("ff00::/8", "is a multicast address"), ("240.0.0.0/4", "is in a reserved range"),
        ("fe80::/10", "is link-local and needs an interface, which hosts do not share"),
    ];

    /// <summary>Judges one entry; blanks around it are trimmed, letters lower-cased.</summary>
    public static NtpVerdict Check(string entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var trimmed = entry.Trim();
        // Some letters outside ASCII have an ASCII letter as their lower case; they stay what they are and are refused.
        var text = Ascii.IsValid(trimmed) ? trimmed.ToLowerInvariant() : trimmed;
        var problem = Problem(text);
        return new NtpVerdict(problem is null ? Canonical(text) : "", problem);
    }

    /// <summary>Splits what was pasted at commas, blanks and line breaks; drops doubles, keeps the order.</summary>
    public static ImmutableArray<string> SplitPasted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(_separators, StringSplitOptions.RemoveEmptyEntries).Select(t => Check(t) is { Problem: null } good ? good.Normalized : t).Distinct(StringComparer.Ordinal)];
    }

    private static string Canonical(string text) => IpText.TryParse(text, out var ip) && ip.IsV6 ? ip.ToString() : text;

    private static string? Problem(string text)
    {
        if (IpText.TryParse(text, out var ip))
        {
            return _useless.FirstOrDefault(u => ip.IsIn(u.Network)).Problem ?? (ip.IsIn("::ffff:0:0/96") ? "is an IPv4 address written as IPv6; write it as IPv4" : null);
        }

        return text switch
        {
            "" => "is empty",
            _ when text.Contains("://", StringComparison.Ordinal) => "has a scheme; only the name or address is wanted",
            _ when text.StartsWith('[') || text.Contains('%', StringComparison.Ordinal) => "has brackets or a zone; only the address is wanted",
            _ when text.StartsWith("::ffff:", StringComparison.Ordinal) => "is an IPv4 address written as IPv6; write it as IPv4",
            _ when text.Any(char.IsWhiteSpace) => "has a blank inside; servers are separate entries and take no options",
            _ when text.Contains(':', StringComparison.Ordinal) => "has a port or is no IPv6 address; NTP has one port",
            _ when text.EndsWith('.') => "has a dot at the end",
            _ when KubernetesNames.IsLocalName(text) => "means the host itself: every node would ask itself",
            _ => DnsNames.Check(text),
        };
    }
}
