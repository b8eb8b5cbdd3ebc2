using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PaletteAI.Console.Domain.Installs.Rules;

/// <summary>
/// Names as Kubernetes accepts them. Each check returns why the text is refused as the end of a sentence, or null when it is fine.
/// Lengths are UTF-8 bytes. Source: apimachinery's validation.
/// </summary>
public static partial class KubernetesNames
{
    /// <summary>Longest DNS-1123 label, node name and cluster name.</summary>
    public const int LabelBytes = 63;

    /// <summary>Longest DNS-1123 subdomain.</summary>
    public const int SubdomainBytes = 253;

    /// <summary>Longest pool name; the guide's limit.</summary>
    public const int PoolNameCharacters = 62;

    private const string LabelRule = "must consist of lower-case letters, digits and '-', and start and end with a letter or digit";

    private static readonly HashSet<string> _localNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "localhost", "localhost.localdomain", "localhost4", "localhost4.localdomain4", "localhost6", "localhost6.localdomain6", "ip6-localhost", "ip6-loopback",
    };

    /// <summary>DNS-1123 label: cluster names, namespaces.</summary>
    public static string? CheckLabel(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? "is empty" : TooLong(text, LabelBytes) ?? (Label().IsMatch(text) ? null : LabelRule);
    }

    /// <summary>DNS-1123 subdomain: labels joined by dots.</summary>
    public static string? CheckSubdomain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? "is empty" : TooLong(text, SubdomainBytes) ?? (Subdomain().IsMatch(text) ? null : LabelRule + ", parts joined by '.'");
    }

    /// <summary>Pool name: DNS-1123 label of at most 62 characters; a worker pool may not have the control plane's name.</summary>
    public static string? CheckPoolName(string text, bool isWorker)
    {
        ArgumentNullException.ThrowIfNull(text);
        return isWorker && text == NodePool.ControlPlanePoolName ? "is the control-plane pool's name"
            : text.Length > PoolNameCharacters ? string.Create(CultureInfo.InvariantCulture, $"has {text.Length} characters; {PoolNameCharacters} are allowed")
            : CheckLabel(text);
    }

    /// <summary>Host name: DNS-1123 subdomain of at most 63 bytes (it becomes a label's value), not a spelling of localhost.</summary>
    public static string? CheckHostName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CheckSubdomain(text) ?? TooLong(text, LabelBytes) ?? (IsLocalName(text) ? "means the host itself on every host" : null);
    }

    /// <summary>Whether a name means the host itself on every host.</summary>
    public static bool IsLocalName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _localNames.Contains(text) || text.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    private static string? TooLong(string text, int limit) =>
        Encoding.UTF8.GetByteCount(text) is var bytes && bytes > limit ? string.Create(CultureInfo.InvariantCulture, $"has {bytes} bytes; {limit} are allowed") : null;

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Subdomain();
}
