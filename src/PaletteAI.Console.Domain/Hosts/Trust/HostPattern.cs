using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PaletteAI.Console.Domain.Hosts.Trust;

/// <summary>The first field of a known_hosts line: names with wildcards and negations, or one hashed name (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).</summary>
public sealed class HostPattern
{
    private const int DefaultPort = 22;
    private readonly ImmutableArray<string> _patterns;
    private readonly byte[]? _salt;
    private readonly byte[]? _hash;

    private HostPattern(ImmutableArray<string> patterns, byte[]? salt, byte[]? hash) => (_patterns, _salt, _hash) = (patterns, salt, hash);

    /// <summary>Exactly one host and port.</summary>
    public static HostPattern Of(string host, int port) => new([NameOf(host, port)], null, null) { IsLiteral = true };

    /// <summary>Reads the field; null when it is neither.</summary>
    public static HostPattern? Read(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (!field.StartsWith('|'))
        {
            return field.Length == 0 ? null : new([.. field.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => p.ToLowerInvariant())], null, null);
        }

        var parts = field.Split('|');
        return parts is ["", "1", var salt, var hash] && Decode(salt) is { } s && Decode(hash) is { Length: SHA1.HashSizeInBytes } h ? new([], s, h) : null;
    }

    private bool IsLiteral { get; init; }

    /// <summary>Whether the host is meant.</summary>
    public bool Matches(string host, int port)
    {
        var name = NameOf(host, port);
        if (_salt is not null && _hash is not null)
        {
            return CryptographicOperations.FixedTimeEquals(Hash(_salt, name), _hash);
        }

        if (IsLiteral)
        {
            return _patterns[0] == name;
        }

        // As OpenSSH does: one negated pattern that matches excludes the host, whatever the others say.
        return !_patterns.Any(p => p.StartsWith('!') && Glob(p.AsSpan(1), name)) && _patterns.Any(p => !p.StartsWith('!') && Glob(p, name));
    }

    /// <summary>How known_hosts spells a host: the name alone on port 22, else <c>[name]:port</c>.</summary>
    public static string NameOf(string host, int port)
    {
        ArgumentNullException.ThrowIfNull(host);
        var name = host.ToLowerInvariant();
        return port == DefaultPort ? name : string.Create(CultureInfo.InvariantCulture, $"[{name}]:{port}");
    }

    [SuppressMessage("Security", "CA5350", Justification = "The format of known_hosts prescribes HMAC-SHA1.")]
    private static byte[] Hash(byte[] salt, string name) => HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(name));

    private static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) ? bytes[..count] : null;
    }

    // * any run, ? any one character; nothing else is special. Linear: remembers only the last star.
    private static bool Glob(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').Length == 0;
    }
}
