using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Hosts.Trust;

/// <summary>Reads a known_hosts file. Lines that cannot be read are findings and match nothing; the file is never written.</summary>
public static class KnownHosts
{
    private const int MostCharacters = 4 * 1024 * 1024;

    /// <summary>The keys, and what could not be read.</summary>
    /// <param name="text">The file's text.</param>
    public static (HostKeyring Keys, ImmutableArray<Finding> Findings) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MostCharacters)
        {
            return (HostKeyring.Empty, [Finding.Error("", "known-hosts-too-large", "The known_hosts file is larger than 4 MiB.", "Give a file with the hosts that are needed.")]);
        }

        var entries = ImmutableArray.CreateBuilder<KeyringEntry>();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var trimmed = line.Trim(' ', '\t', '\r');
            if (trimmed.Length == 0 || trimmed[0] == '#')
            {
                continue;
            }

            if (Line(trimmed) is { } entry)
            {
                entries.Add(entry);
            }
            else
            {
                findings.Add(Finding.Warning("", "known-hosts-line", $"Line {number} of known_hosts is not a host key and is ignored.", "Write it again with ssh-keyscan.") with { Line = number });
            }
        }

        return (new HostKeyring(entries.ToImmutable()), findings.ToImmutable());
    }

    private static KeyringEntry? Line(string line)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var marker = words[0] switch { "@revoked" => KeyringMarker.Revoked, "@cert-authority" => KeyringMarker.CertificateAuthority, _ => KeyringMarker.HostKey };
        if (marker == KeyringMarker.HostKey && words[0].StartsWith('@'))
        {
            return null;
        }

        var fields = marker == KeyringMarker.HostKey ? words : words[1..];
        return fields.Length >= 3 && HostPattern.Read(fields[0]) is { } hosts && HostKey.Read(fields[1], fields[2]) is { } key ? new KeyringEntry(hosts, key, marker) : null;
    }
}
