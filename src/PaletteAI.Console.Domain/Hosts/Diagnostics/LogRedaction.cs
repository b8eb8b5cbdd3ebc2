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
        text = Header().Replace(text, m => m.Groups["head"].Value + Shown);
        text = UrlPassword().Replace(text, m => $"{m.Groups["head"].Value}{Shown}@");
        text = SecretPairs.Hide(text, Shown);
        text = Flag().Replace(text, m => SecretPairs.IsSecret(m.Groups["key"].Value) ? m.Groups["head"].Value + Shown : m.Value);
        text = Spoken().Replace(text, m => m.Groups["head"].Value + Shown);
        return OwnForm().Replace(text, Shown);
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    [GeneratedRegex("""(?<head>(?:authorization|cookie)\\{0,8}["']?[ \t]{0,8}[:=][ \t]{0,8}\\{0,8}["'\[]?(?:(?:bearer|basic|digest|negotiate|token)[ \t]+)?)(?!\*\*\*)[^\s"',;\\\]]+""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Header();

    [GeneratedRegex(@"(?<head>://[^\s/:@]{0,256}:)[^\s/@]{1,256}@", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex UrlPassword();

    // --token x
    [GeneratedRegex("""(?<![\w-])(?<head>--?(?<key>[\w-]{2,60})[ \t]{1,4})(?:"[^"\n]{0,4096}"?|'[^'\n]{0,4096}'?|(?!\*\*\*)[^\s-]\S*)""", RegexOptions.CultureInvariant)]
    private static partial Regex Flag();

    // the token abcdef0123456789abcdef, password "x"
    [GeneratedRegex("""(?<head>\b(?:passw(?:or)?d|passphrase|token|api[-_]?key|access[-_]?key|certificate[-_]?key|private[-_]?key)[ \t]{1,4})(?:"[^"\n]{1,4096}"?|'[^'\n]{1,4096}'?|(?=[A-Za-z+/_.-]{0,64}\d)[A-Za-z0-9+/_.-]{16,}=*)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Spoken();

    // Bearer tokens, bcrypt hashes and their base64, bootstrap tokens of kubeadm.
    [GeneratedRegex(@"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|\bJDJ[hi45]JD[A-Za-z0-9+/]{60,}={0,2}|\b[a-z0-9]{6}\.[a-z0-9]{16}\b", RegexOptions.CultureInvariant)]
    private static partial Regex OwnForm();
}
