using System.Collections.Immutable;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Values.Lint.Dex;

/// <summary>A connector type of Dex.</summary>
/// <param name="Type">Its name; case matters.</param>
/// <param name="Behaves">The type it behaves as; itself, but for aliases.</param>
/// <param name="Config">Its <c>config</c>.</param>
/// <param name="IsForTests">Made for Dex's own tests.</param>
internal sealed record DexConnectorType(string Type, string Behaves, GoShape Config, bool IsForTests);

/// <summary>Dex's configuration as data, read from <c>dex-fields.json</c>.</summary>
internal static class DexFields
{
    private static readonly Lazy<Tables> _tables = new(Load);

    private sealed record Tables(
        ImmutableDictionary<string, DexConnectorType> Connectors, GoShape Connector, GoShape Config, GoShape Client, GoShape Password);

    /// <summary>Connector types by name.</summary>
    public static ImmutableDictionary<string, DexConnectorType> Connectors => _tables.Value.Connectors;

    /// <summary>What every connector has.</summary>
    public static GoShape Connector => _tables.Value.Connector;

    /// <summary>The configuration itself.</summary>
    public static GoShape Config => _tables.Value.Config;

    /// <summary>An item of <c>staticClients</c>.</summary>
    public static GoShape Client => _tables.Value.Client;

    /// <summary>An item of <c>staticPasswords</c>.</summary>
    public static GoShape Password => _tables.Value.Password;

    private static Tables Load()
    {
        using var stream = typeof(DexFields).Assembly.GetManifestResourceStream("dex-fields.json")!;
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        var shapes = root.GetProperty("connectors").EnumerateArray().ToDictionary(c => c.GetProperty("type").GetString()!, c => Shape(c.GetProperty("fields")), StringComparer.Ordinal);
        var connectors = root.GetProperty("connectors").EnumerateArray().Select(c =>
        {
            var type = c.GetProperty("type").GetString()!;
            var behaves = c.TryGetProperty("aliasOf", out var alias) ? alias.GetString()! : type;
            return new DexConnectorType(type, behaves, shapes[behaves], c.TryGetProperty("testOnly", out _));
        });
        return new Tables(
            connectors.ToImmutableDictionary(c => c.Type, StringComparer.Ordinal),
            Shape(root.GetProperty("common")), Shape(root.GetProperty("config")), Shape(root.GetProperty("client")), Shape(root.GetProperty("password")));
    }

    private static GoShape Shape(JsonElement fields)
    {
        var root = new GoShape("", GoKind.Map);
        foreach (var field in fields.EnumerateArray())
        {
            // a.b[].c: the parents stand before their fields.
            var parts = field.GetProperty("name").GetString()!.Split('.');
            var owner = parts.Take(parts.Length - 1).Aggregate(root, (at, part) => part.EndsWith("[]", StringComparison.Ordinal) ? at.Fields[part[..^2]].Item! : at.Fields[part]);
            owner.Add(Field(parts[^1], field));
        }

        return root;
    }

    private static GoShape Field(string name, JsonElement field)
    {
        var type = field.GetProperty("type").GetString()!;
        var required = field.TryGetProperty("required", out var when) ? when.GetString() : "";
        return new GoShape(name, Kind(type))
        {
            Item = type switch { "list of string" => new GoShape("", GoKind.Text), "list of map" => new GoShape("", GoKind.Map), _ => null },
            RequiredToOpen = required == "open",
            RequiredToLogIn = required == "login",
            IsSecret = field.TryGetProperty("secret", out _),
            Known = field.TryGetProperty("enum", out var known) ? [.. known.EnumerateArray().Select(k => k.GetString()!)] : [],
        };
    }

    private static GoKind Kind(string type) => type switch
    {
        "string" or "string or null" => GoKind.Text,
        "string or list of string" => GoKind.TextOrList,
        "base64 string" => GoKind.Base64,
        "bool" or "bool or null" => GoKind.Flag,
        "int" => GoKind.Whole,
        "map" => GoKind.Map,
        "map of string" => GoKind.MapOfText,
        "list of string" or "list of map" or "list of any" => GoKind.List,
        _ => GoKind.Any,
    };
}
