using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PaletteAI.Console.Appliance.Tests.ApiSchema;

/// <summary>An operation of the reference and the values its path was called with.</summary>
internal sealed record ApiOperation(string Id, string Template, JsonObject Node)
{
    public bool IsSecured => Node["security"] is not JsonArray { Count: 0 };
}

/// <summary>An edition of the Local Management API as its OpenAPI file describes it.</summary>
internal sealed class ApiDocument
{
    private readonly JsonObject _root;

    private ApiDocument(string name, JsonObject root)
    {
        Name = name;
        _root = root;
    }

    public static ApiDocument Reference { get; } = Load("local-management-api.yaml");

    public static ApiDocument Newer { get; } = Load("local-management-api-newer.yaml");

    public static IReadOnlyList<ApiDocument> Editions => [Reference, Newer];

    public string Name { get; }

    /// <summary>The operation that answers this method and path; a literal segment wins over a variable one.</summary>
    public ApiOperation? Find(string method, string path)
    {
        var segments = path.Split('/');
        var template = _root["paths"]!.AsObject()
            .Where(p => Fits(p.Key.Split('/'), segments) && p.Value!.AsObject().ContainsKey(method.ToLowerInvariant()))
            .OrderBy(p => p.Key.Count(c => c == '{'))
            .Select(p => p.Key).FirstOrDefault();
        return template is null || _root["paths"]![template]![method.ToLowerInvariant()] is not JsonObject node
            ? null
            : new ApiOperation(node["operationId"]!.GetValue<string>(), template, node);
    }

    /// <summary>The schema a <c>$ref</c> names.</summary>
    public JsonObject Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode)_root, (node, part) => node[part] ?? throw new InvalidOperationException($"{Name} has no {reference}")).AsObject();

    public override string ToString() => Name;

    private static bool Fits(string[] template, string[] path) =>
        template.Length == path.Length && template.Zip(path).All(p => p.First == p.Second || (p.First.StartsWith('{') && p.Second.Length > 0));

    private static ApiDocument Load(string name)
    {
        using var text = File.OpenText(Path.Combine(AppContext.BaseDirectory, "cases", name));
        var stream = new YamlStream();
        stream.Load(text);
        return new ApiDocument(name, ToJson(stream.Documents[0].RootNode)!.AsObject());
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, ToJson(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new InvalidOperationException($"{node.NodeType} is not used in the reference"),
    };

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "null" or "~" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ => JsonValue.Create(text),
    };
}
