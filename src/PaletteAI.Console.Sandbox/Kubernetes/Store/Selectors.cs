using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PaletteAI.Console.Sandbox.Kubernetes.Store;

/// <summary>Label and field selectors as requests carry them.</summary>
internal static partial class Selectors
{
    /// <summary>Reads <c>a=b,c!=d,e,!f,g in (x,y),h notin (z)</c>.</summary>
    /// <exception cref="ApiException">400: it cannot be read.</exception>
    public static Func<JsonObject, bool> Labels(string? selector)
    {
        var all = Split(selector).Select(LabelRequirement).ToList();
        return json => all.TrueForAll(r => r(json.At("metadata", "labels") as JsonObject));
    }

    /// <summary>Reads <c>metadata.name=a,status.phase!=Running</c>.</summary>
    /// <exception cref="ApiException">400: it cannot be read, or the field cannot be selected on.</exception>
    public static Func<JsonObject, bool> Fields(string? selector)
    {
        var all = Split(selector).Select(FieldRequirement).ToList();
        return json => all.TrueForAll(r => r(json));
    }

    /// <summary>The selector of a controller's spec.</summary>
    public static bool Matches(JsonObject selected, JsonNode? matchLabels) =>
        matchLabels is JsonObject { Count: > 0 } wanted && wanted.All(l => selected.Text("metadata", "labels", l.Key) == l.Value.Text());

    private static Func<JsonObject?, bool> LabelRequirement(string text)
    {
        var match = Requirement().Match(text);
        if (!match.Success)
        {
            throw ApiException.BadRequest($"unable to parse requirement: found '{text}', expected: a label requirement");
        }

        var key = match.Groups["key"].Value;
        var values = match.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        return (match.Groups["not"].Success, match.Groups["op"].Value) switch
        {
            (true, _) => labels => labels?[key] is null,
            (_, "") => labels => labels?[key] is not null,
            (_, "=" or "==" or "in") => labels => labels?[key] is { } value && values.Contains(value.Text()),
            _ => labels => labels?[key] is not { } value || !values.Contains(value.Text()),
        };
    }

    private static Func<JsonObject, bool> FieldRequirement(string text)
    {
        var match = Field().Match(text);
        if (!match.Success)
        {
            throw ApiException.BadRequest($"invalid field selector: {text}");
        }

        var path = match.Groups["path"].Value.Split('.');
        var value = match.Groups["value"].Value;
        return match.Groups["op"].Value == "!=" ? json => Printed(json, path) != value : json => Printed(json, path) == value;
    }

    private static string Printed(JsonObject json, string[] path) => json.At(path) is { } node ? node.GetValueKind() == System.Text.Json.JsonValueKind.String ? node.Text() : node.ToJsonString() : "";

    // Commas separate requirements, except inside parentheses.
    private static IEnumerable<string> Split(string? selector) =>
        string.IsNullOrWhiteSpace(selector) ? [] : Separator().Split(selector).Select(p => p.Trim()).Where(p => p.Length > 0);

    [GeneratedRegex(@",(?![^(]*\))", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(?<not>!)?\s*(?<key>[A-Za-z0-9._/-]+)\s*(?:(?<op>==|!=|=)\s*(?<values>[A-Za-z0-9._-]*)|(?<op>in|notin)\s*\((?<values>[^)]*)\))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Requirement();

    [GeneratedRegex("^(?<path>[A-Za-z.]+)(?<op>==|!=|=)(?<value>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}
