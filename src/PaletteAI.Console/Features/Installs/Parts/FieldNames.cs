using System.Text.RegularExpressions;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Features.Installs.Parts;

/// <summary>What people call the field at a path of an install spec, where it stands in its form, and which element to focus.</summary>
public static partial class FieldNames
{
    private static readonly Dictionary<string, string> _fixed = new(StringComparer.Ordinal)
    {
        ["metadata.name"] = "Cluster name",
        ["metadata.tags"] = "Tags",
        ["spec.profile"] = "Cluster profile",
        ["spec.cluster.vip"] = "VIP",
        ["spec.cluster.dnsName"] = "DNS name",
        ["spec.cluster.ntpServers"] = "NTP servers",
        ["spec.cluster.sshKeys"] = "SSH public keys",
        ["spec.nodePools"] = "Node pools",
    };

    private static readonly Dictionary<string, string> _ofPool = new(StringComparer.Ordinal)
    {
        ["name"] = "name",
        ["role"] = "role",
        ["allowWorkers"] = "worker capability",
        ["architecture"] = "architecture",
        ["labels"] = "labels",
        ["taints"] = "taints",
        ["hosts"] = "hosts",
    };

    private static readonly Dictionary<string, string> _ofHost = new(StringComparer.Ordinal)
    {
        ["uid"] = "host",
        ["hostName"] = "host name",
        ["nic"] = "NIC",
    };

    private static readonly string[] _order = ["metadata.name", "metadata.tags", "spec.cluster.vip", "spec.cluster.dnsName", "spec.cluster.ntpServers", "spec.cluster.sshKeys"];

    /// <summary>The field's name on screen.</summary>
    public static string Of(string path, InstallSpec spec, ClusterProfile? profile)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(spec);
        if (VariableOf(path) is { } variable)
        {
            return profile?.Variables.FirstOrDefault(v => v.Name == variable) is { DisplayName.Length: > 0 } known ? known.DisplayName : variable;
        }

        return PoolPart().Match(path) is { Success: true } match
            ? InPool(match, spec)
            : _fixed.Where(f => InstallSteps.IsAtOrBelow(path, f.Key)).Select(f => Numbered(f.Value, path)).FirstOrDefault() ?? "Install spec";
    }

    /// <summary>Ids of the elements that may take the focus for a path, the nearest first.</summary>
    public static IReadOnlyList<string> FocusIds(string path)
    {
        var ids = new List<string>();
        var segments = DocumentPath.Parse(path) is { IsSuccess: true, Value: var parsed } ? parsed.Segments : [];
        for (var length = segments.Length; length > 0; length--)
        {
            ids.Add(FieldIds.Slug(DocumentPath.Of(segments.Take(length)).ToString()));
        }

        return ids;
    }

    /// <summary>Sorts findings the way their fields stand in the form, errors first at each.</summary>
    public static IReadOnlyList<Finding> InFormOrder(IEnumerable<Finding> findings, ClusterProfile? profile)
    {
        var variables = (profile is null ? [] : VariableForm.Order(profile)).Select((name, i) => (name, i)).ToDictionary(v => v.name, v => v.i, StringComparer.Ordinal);
        return [.. findings.OrderBy(f => Place(f.Path, variables)).ThenByDescending(f => f.Severity)];
    }

    /// <summary>The variable a path is about; null when it is about something else.</summary>
    public static string? VariableOf(string path) =>
        DocumentPath.Parse(path) is { IsSuccess: true, Value.Segments: [{ Key: "spec" }, { Key: "profileConfig" }, { Key: { } name }, ..] } ? name : null;

    private static int Place(string path, Dictionary<string, int> variables) =>
        VariableOf(path) is { } name ? variables.GetValueOrDefault(name, int.MaxValue)
        : Array.FindIndex(_order, o => InstallSteps.IsAtOrBelow(path, o)) is >= 0 and var place ? place
        : int.MaxValue;

    private static string InPool(Match match, InstallSpec spec)
    {
        var index = int.Parse(match.Groups["pool"].Value, System.Globalization.CultureInfo.InvariantCulture);
        var pool = index < spec.NodePools.Length ? spec.NodePools[index] : null;
        var name = pool is { Name.Length: > 0 } ? pool.Name : $"pool {index + 1}";
        if (match.Groups["host"] is { Success: true } host && _ofHost.TryGetValue(match.Groups["part"].Value, out var part))
        {
            var at = int.Parse(host.Value, System.Globalization.CultureInfo.InvariantCulture);
            var uid = pool is not null && at < pool.Hosts.Length ? pool.Hosts[at].Uid : $"host {at + 1}";
            return part == "host" ? uid : $"{uid}: {part}";
        }

        return _ofPool.TryGetValue(match.Groups["field"].Value, out var field) ? $"{name}: {field}" : name;
    }

    private static string Numbered(string name, string path) =>
        ListIndex().Match(path) is { Success: true } index
            ? $"{name} {int.Parse(index.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) + 1}"
            : name;

    [GeneratedRegex(@"\Aspec\.nodePools\[(?<pool>[0-9]{1,6})\](\.(?<field>[A-Za-z]+)(\[(?<host>[0-9]{1,6})\](\.(?<part>[A-Za-z]+))?)?)?", RegexOptions.CultureInvariant)]
    private static partial Regex PoolPart();

    [GeneratedRegex(@"\[([0-9]{1,6})\]\z", RegexOptions.CultureInvariant)]
    private static partial Regex ListIndex();
}
