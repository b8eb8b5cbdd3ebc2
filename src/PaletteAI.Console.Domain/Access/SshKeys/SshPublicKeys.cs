using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Access.SshKeys;

/// <summary>A public key that was read.</summary>
/// <param name="Type">Key type as written, e.g. <c>ssh-ed25519</c>.</param>
/// <param name="Bits">Size in bits.</param>
/// <param name="Fingerprint"><c>SHA256:…</c> without padding.</param>
/// <param name="Comment">Comment; text only.</param>
/// <param name="Options">Options before the key; empty when there are none.</param>
public sealed record SshPublicKey(string Type, int Bits, string Fingerprint, string Comment, ImmutableArray<string> Options);

/// <summary>Something to say about a key.</summary>
/// <param name="Code">Stable kebab-case code.</param>
/// <param name="Severity">Error = refused.</param>
/// <param name="Message">Sentence; never holds what was pasted.</param>
/// <param name="Fix">Sentence.</param>
public sealed record SshKeyProblem(string Code, Severity Severity, string Message, string Fix);

/// <summary>The judgement on a pasted text: its keys and its problems.</summary>
public sealed record SshKeyVerdict(ImmutableArray<SshPublicKey> Keys, ImmutableArray<SshKeyProblem> Problems)
{
    /// <summary>Whether nothing is refused.</summary>
    public bool IsAccepted => Problems.All(p => p.Severity != Severity.Error);
}

/// <summary>Public keys in authorized_keys form, as OpenSSH accepts them; a little stricter where OpenSSH is sloppy.</summary>
public static class SshPublicKeys
{
    /// <summary>Longest line OpenSSH reads.</summary>
    public const int LineBytes = 8 * 1024;

    // Harmless in a comment; before it, it glues what a blank should part.
    private static readonly SshKeyProblem _noBreakSpace = Refuse("ssh-key-no-break-space", "A no-break space stands where a blank belongs.", "Type an ordinary blank instead.");

    private const string Wanted = "Paste one line as in a .pub file: type, base64, comment.";

    /// <summary>Judges a text of one or more lines.</summary>
    /// <param name="text">As pasted.</param>
    /// <param name="now">For <c>expiry-time</c> options.</param>
    public static SshKeyVerdict Check(string text, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (NotAKey(text) is { } wrong)
        {
            return new SshKeyVerdict([], [wrong]);
        }

        var keys = ImmutableArray.CreateBuilder<SshPublicKey>();
        var problems = ImmutableArray.CreateBuilder<SshKeyProblem>();
        foreach (var line in text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n'))
        {
            var bare = line.Trim(' ', '\t', '\r');
            if (bare.Length == 0 || bare[0] == '#')
            {
                continue;
            }

            var found = ImmutableArray.CreateBuilder<SshKeyProblem>();
            if (AuthorizedKeyLine.Read(bare, now, found) is not { } key)
            {
                problems.AddRange(bare.Contains('\u00A0', StringComparison.Ordinal) ? [_noBreakSpace] : found);
            }
            else
            {
                problems.AddRange(found);
                if (keys.Any(k => k.Fingerprint == key.Fingerprint))
                {
                    problems.Add(new("ssh-key-duplicate", Severity.Warning, $"The key {key.Fingerprint} is there twice.", "Remove one of them."));
                }

                keys.Add(key);
            }
        }

        if (keys.Count == 0 && problems.Count == 0)
        {
            problems.Add(new("ssh-key-missing", Severity.Error, "There is no key on the line.", Wanted));
        }

        return new SshKeyVerdict(keys.ToImmutable(), problems.ToImmutable());
    }

    private static SshKeyProblem? NotAKey(string text)
    {
        if (IsPrivate(text))
        {
            return new("ssh-key-private", Severity.Error, "This is a private key. It was not stored. Treat it as exposed if it was pasted anywhere else.", "Paste the public half: the file ending in .pub.");
        }

        return text switch
        {
            _ when text.StartsWith('\uFEFF') => Refuse("ssh-key-byte-order-mark", "An invisible byte order mark stands before the key type.", "Delete the first, invisible character, or paste the line again as plain text."),
            _ when text.Contains("BEGIN SSH2 PUBLIC KEY", StringComparison.Ordinal) => Refuse("ssh-key-rfc4716", "This is an SSH2 (RFC 4716) public key file.", "Convert it with `ssh-keygen -i -f FILE`."),
            _ when text.Contains("-----BEGIN", StringComparison.Ordinal) => Refuse("ssh-key-pem", "This is a PEM file, not a line of authorized_keys.", "Convert it with `ssh-keygen -i -m PKCS8 -f FILE`."),
            _ when text.TrimStart().StartsWith("http", StringComparison.OrdinalIgnoreCase) => Refuse("ssh-key-url", "This is an address on the web; nothing is fetched.", Wanted),
            _ when text.Contains('\0', StringComparison.Ordinal) => Refuse("ssh-key-control-character", "The text holds control characters.", Wanted),
            _ => null,
        };
    }

    private static bool IsPrivate(string text) =>
        (text.Contains("-----BEGIN", StringComparison.Ordinal) && text.Contains("PRIVATE KEY", StringComparison.Ordinal))
        || text.Contains("PuTTY-User-Key-File", StringComparison.OrdinalIgnoreCase) || text.Contains("Private-Lines:", StringComparison.OrdinalIgnoreCase);

    private static SshKeyProblem Refuse(string code, string message, string fix) => new(code, Severity.Error, message, fix);
}
