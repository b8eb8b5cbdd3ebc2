using System.Buffers;
using System.Text;
using PaletteAI.Console.Domain.Values.Masking;

namespace PaletteAI.Console.Domain.Hosts.Diagnostics;

/// <summary>
/// Takes out of a log what stands behind the name of a secret: <c>key: value</c> and <c>key=value</c>, plain, quoted, escaped in a message, over
/// lines, in lists, and the value of an environment variable that is named like one. In doubt it takes more: a log is read by people.
/// </summary>
internal static class SecretPairs
{
    // A log may hold one word of many kilobytes: everything that is looked for backwards or over lines has a limit.
    private const int LongestKey = 80;
    private const int LongestQuoted = 8_192;
    private const int FarthestValue = 200;

    private static readonly SearchValues<char> _separators = SearchValues.Create(":=");
    private static readonly string[] _anywhere = ["password", "passwd", "passphrase", "apikey", "accesskey", "privatekey", "clientkeydata", "certificatekey"];
    private static readonly string[] _tails = ["base64", "b64", "data", "value", "plain"];

    // Kubernetes hashes its own objects' specifications into labels.
    private static readonly string[] _harmless = ["podtemplatehash", "controllerrevisionhash", "confighash", "spechash"];
    private static readonly string[] _nothing = ["", "***", "null", "nil", "<nil>", "<none>", "true", "false", "{}", "[]"];

    /// <summary>The text without those values; their keys, quotes and punctuation stay.</summary>
    public static string Hide(string text, string shown)
    {
        var hidden = new StringBuilder(text.Length);
        var (copied, position, valueUntil) = (0, 0, -1);
        while (text.AsSpan(position).IndexOfAny(_separators) is >= 0 and var step)
        {
            var separator = position + step;
            position = separator + 1;
            var key = LogKey.Before(text, separator, copied, LongestKey);
            if (key.Name.Length == 0)
            {
                continue;
            }

            var isValue = separator <= valueUntil && key.Name.Equals("value", StringComparison.OrdinalIgnoreCase);
            if (!isValue && !IsSecret(key.Name))
            {
                valueUntil = NamesSecret(text, key, separator) ? separator + FarthestValue : valueUntil;
                continue;
            }

            valueUntil = isValue ? -1 : valueUntil;
            foreach (var (start, end) in LogValue.After(text, separator, key, LongestQuoted))
            {
                position = Math.Max(position, end);
                if (!Array.Exists(_nothing, n => text.AsSpan(start, end - start).Equals(n, StringComparison.OrdinalIgnoreCase)))
                {
                    hidden.Append(text, copied, start - copied).Append(shown);
                    copied = end;
                }
            }
        }

        return copied == 0 ? text : hidden.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Whether a value under this key is a secret in a log, where names have numbers and endings of their own.</summary>
    public static bool IsSecret(string key)
    {
        var name = string.Concat(key.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant().TrimEnd("0123456789".ToCharArray());
        if (Array.Exists(_harmless, name.EndsWith))
        {
            return false;
        }

        var tail = Array.Find(_tails, name.EndsWith);
        return SecretNames.IsSecret(name) || (tail is not null && SecretNames.IsSecret(name[..^tail.Length])) || Array.Exists(_anywhere, name.Contains);
    }

    // name: DB_PASSWORD, value: x
    private static bool NamesSecret(string text, LogKey key, int separator) =>
        key.Name.Equals("name", StringComparison.OrdinalIgnoreCase)
        && LogValue.After(text, separator, key, LongestKey) is [var (start, end), ..]
        && end - start <= LongestKey
        && IsSecret(text[start..end].Split(',', 2)[0]);
}
