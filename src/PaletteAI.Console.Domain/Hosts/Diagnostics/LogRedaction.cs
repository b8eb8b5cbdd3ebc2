using System.Text.RegularExpressions;

namespace PaletteAI.Console.Domain.Hosts.Diagnostics;

/// <summary>Takes secrets out of logs: by the word before them, and by their own form.</summary>
public static partial class LogRedaction
{
    // Every repetition below that more text may follow has a limit: a log may hold one word of many kilobytes.
    private const string Shown = "***";

    /// <summary>The text without what looks like a secret.</summary>
    public static string Apply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = PrivateKey().Replace(text, Shown);
        text = AuthorizationHeader().Replace(text, m => m.Groups["head"].Value + Shown);
        text = UrlPassword().Replace(text, m => $"{m.Groups["head"].Value}{Shown}@");
        text = Named().Replace(text, m => m.Groups["head"].Value + Shown);
        return OwnForm().Replace(text, Shown);
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    [GeneratedRegex("""(?<head>authorization["']?\s*[:=]\s*["']?(?:(?:bearer|basic)\s+)?)[^\s"',;]+""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AuthorizationHeader();

    [GeneratedRegex(@"(?<head>://[^\s/:@]{1,256}:)[^\s/@]{1,256}@", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex UrlPassword();

    // password=x, "clientSecret": "x", --token x, certificate-key: x
    [GeneratedRegex("""(?<head>(?:passw(?:or)?d|passphrase|secret|token|api-?key|access-?key|certificate-?key|client-key-data|private-?key)[\w-]{0,40}["']?(?:\s*[:=]\s*|\s+(?=["']|[A-Za-z0-9+/_.-]{16,}))["']?)(?!\*\*\*)[^\s"',;}]+""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    // Bearer tokens, bcrypt hashes, bootstrap tokens of kubeadm.
    [GeneratedRegex(@"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}|\b[a-z0-9]{6}\.[a-z0-9]{16}\b", RegexOptions.CultureInvariant)]
    private static partial Regex OwnForm();
}
