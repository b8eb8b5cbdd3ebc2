using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Hosts.Trust;

/// <summary>What a presented key came to.</summary>
public enum HostKeyJudgement
{
    /// <summary>This very key was accepted before.</summary>
    Trusted,

    /// <summary>No key of this host is known.</summary>
    Unknown,

    /// <summary>Keys of this host are known, and this is none of them.</summary>
    Changed,

    /// <summary>The key is marked as no longer to be trusted.</summary>
    Revoked,
}

/// <summary>The judgement on a presented key.</summary>
/// <param name="Judgement">What it came to.</param>
/// <param name="Presented">The key.</param>
/// <param name="Known">Keys known for the host.</param>
/// <param name="Note">What else to know, as a sentence; may be empty.</param>
public sealed record HostKeyVerdict(HostKeyJudgement Judgement, HostKey Presented, ImmutableArray<HostKey> Known, string Note = "");

/// <summary>A line of a keyring: a key, and which hosts it is for.</summary>
/// <param name="Hosts">Which hosts.</param>
/// <param name="Key">The key.</param>
/// <param name="Marker">What the line is for.</param>
public sealed record KeyringEntry(HostPattern Hosts, HostKey Key, KeyringMarker Marker = KeyringMarker.HostKey);

/// <summary>What a line of a keyring says about its key.</summary>
public enum KeyringMarker
{
    /// <summary>The key of the host.</summary>
    HostKey,

    /// <summary><c>@revoked</c>: never to be trusted.</summary>
    Revoked,

    /// <summary><c>@cert-authority</c>: signs host certificates. Not used: hosts are trusted by their own keys.</summary>
    CertificateAuthority,
}

/// <summary>Keys that were accepted. Nothing is ever added by judging.</summary>
public sealed record HostKeyring(ImmutableArray<KeyringEntry> Entries)
{
    /// <summary>Knows nothing.</summary>
    public static HostKeyring Empty { get; } = new([]);

    /// <summary>Judges a key that a host presents.</summary>
    /// <param name="host">Name or address as dialled.</param>
    /// <param name="port">Port as dialled.</param>
    /// <param name="presented">The key.</param>
    public HostKeyVerdict Judge(string host, int port, HostKey presented)
    {
        ArgumentNullException.ThrowIfNull(presented);
        var lines = LinesFor(host, port);
        ImmutableArray<HostKey> known = [.. lines.Where(l => l.Marker == KeyringMarker.HostKey).Select(l => l.Key)];
        var judgement = lines.Any(l => l.Marker == KeyringMarker.Revoked && l.Key == presented) ? HostKeyJudgement.Revoked
            : known.Contains(presented) ? HostKeyJudgement.Trusted
            : known.Length > 0 ? HostKeyJudgement.Changed
            : HostKeyJudgement.Unknown;
        var authorities = judgement == HostKeyJudgement.Unknown && lines.Any(l => l.Marker == KeyringMarker.CertificateAuthority);
        return new HostKeyVerdict(judgement, presented, known, authorities ? "A @cert-authority line names this host; host certificates are not used here, so its own key must be listed too." : "");
    }

    /// <summary>Key types known for a host: these are asked for first, so that a host with several keys presents one that is known.</summary>
    public ImmutableArray<string> TypesFor(string host, int port) =>
        [.. LinesFor(host, port).Where(l => l.Marker == KeyringMarker.HostKey).Select(l => l.Key.Type).Distinct(StringComparer.Ordinal)];

    private List<KeyringEntry> LinesFor(string host, int port) => [.. Entries.Where(e => e.Hosts.Matches(host, port))];
}
