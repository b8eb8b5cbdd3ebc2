using System.Collections.Concurrent;

namespace PaletteAI.Console.Domain.Values.Masking;

/// <summary>Keys whose values are secrets, by their names.</summary>
public static class SecretNames
{
    // Compared without case and separators: clientSecret, client_secret and CLIENT-SECRET are one name. Sources: Dex's connectors,
    // Alertmanager's receivers, the profile's variables, common chart values.
    private static readonly string[] _endings =
    [
        "password", "passwd", "passphrase", "secret", "token", "hash", "apikey", "accesskey", "secretkey", "privatekey", "encryptionkey",
        "signingkey", "routingkey", "servicekey", "userkey", "bindpw", "rootpw", "credential", "pullsecret", "dockerconfigjson", "webhookurl", "slackapiurl",
    ];

    // They end like one and only name the place of one.
    private static readonly string[] _names = ["existingsecret", "tlssecret", "usesecret", "createsecret", "mountsecret"];

    // Files have many values and few different keys.
    private const int MostKept = 5_000;
    private const int LongestKept = 100;
    private static readonly ConcurrentDictionary<string, bool> _judged = new(StringComparer.Ordinal);

    /// <summary>Whether a value under this key is a secret. Plurals count: <c>tokens: [a, b]</c>.</summary>
    public static bool IsSecret(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (_judged.TryGetValue(key, out var judged))
        {
            return judged;
        }

        judged = Judge(key);
        if (key.Length <= LongestKept && _judged.Count < MostKept)
        {
            _judged[key] = judged;
        }

        return judged;
    }

    private static bool Judge(string key)
    {
        var name = string.Concat(key.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return Ends(name) || (name.EndsWith('s') && Ends(name[..^1]));
    }

    private static bool Ends(string name) => name is "pwd" or "pw" || (!_names.Contains(name) && Array.Exists(_endings, e => name.EndsWith(e, StringComparison.Ordinal)));
}
