using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PaletteAI.Console.Domain.Installs.Rules;

/// <summary>Node labels as Kubernetes accepts them. Checks return why a text is refused as the end of a sentence, or null.</summary>
public static partial class LabelRules
{
    private const string NameRule = "must consist of letters, digits, '-', '_' and '.', and start and end with a letter or digit";

    private static readonly HashSet<string> _kubeletMaySet = new(StringComparer.Ordinal)
    {
        "kubernetes.io/hostname", "kubernetes.io/arch", "kubernetes.io/os", "beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type",
        "failure-domain.beta.kubernetes.io/region", "failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/region", "topology.kubernetes.io/zone", "beta.kubernetes.io/arch", "beta.kubernetes.io/os",
    };

    /// <summary>Key: <c>[prefix/]name</c>; name 1–63 bytes, prefix a DNS-1123 subdomain of at most 253 bytes.</summary>
    public static string? CheckKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parts = key.Split('/');
        if (parts.Length > 2)
        {
            return "has more than one '/'";
        }

        if (parts.Length == 2 && (parts[0].Length == 0 || KubernetesNames.CheckSubdomain(parts[0]) is not null))
        {
            return parts[0].Length == 0 ? "has nothing before the '/'" : "has a prefix that " + KubernetesNames.CheckSubdomain(parts[0]);
        }

        return CheckName(parts[^1], parts.Length == 2 ? "has a name after the '/' that " : "");
    }

    /// <summary>Value: empty, or as a key's name part.</summary>
    public static string? CheckValue(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length == 0 ? null : CheckName(value, "");
    }

    /// <summary>Whether the kubelet may set the label itself when it joins; else it is set through the API after the join.</summary>
    public static bool KubeletMaySet(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var prefix = slash < 0 ? "" : key[..slash];
        return !IsUnder(prefix, "kubernetes.io") && !IsUnder(prefix, "k8s.io")
            || _kubeletMaySet.Contains(key) || IsUnder(prefix, "kubelet.kubernetes.io") || IsUnder(prefix, "node.kubernetes.io");
    }

    /// <summary>A pool label as typed, <c>key:value</c>, split at the first colon; neither part may hold another.</summary>
    public static Result<(string Key, string Value)> ParsePoolLabel(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return Refused("label-without-colon", $"'{Shown(text)}' has no ':' between key and value.");
        }

        var (key, value) = (text[..colon], text[(colon + 1)..]);
        return CheckKey(key) is { } badKey ? Refused("label-key", $"The key '{Shown(key)}' {badKey}.")
            : CheckValue(value) is { } badValue ? Refused("label-value", $"The value '{Shown(value)}' {badValue}.")
            : (key, value);
    }

    internal static string Shown(string text) => text.Length <= 80 ? text : text[..77] + "…";

    private static Error Refused(string code, string message) => new(ErrorKind.Invalid, code, message, "Write the label as key:value, for example zone:rack-1.");

    private static bool IsUnder(string prefix, string domain) => prefix == domain || prefix.EndsWith("." + domain, StringComparison.Ordinal);

    private static string? CheckName(string name, string lead) => Encoding.UTF8.GetByteCount(name) switch
    {
        0 => lead + "is empty",
        > 63 and var bytes => string.Create(CultureInfo.InvariantCulture, $"{lead}has {bytes} bytes; 63 are allowed"),
        _ => Name().IsMatch(name) ? null : lead + NameRule,
    };

    [GeneratedRegex(@"\A[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
