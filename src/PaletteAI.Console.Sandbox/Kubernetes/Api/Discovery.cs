using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Api;

/// <summary>What the API says of itself, both in the older form per group and as one aggregated answer.</summary>
internal static class Discovery
{
    public const string AggregatedType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private static readonly string[] _verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
    private static readonly string[] _statusVerbs = ["get", "patch", "update"];

    public static JsonObject Version(string gitVersion) => new()
    {
        ["major"] = gitVersion.TrimStart('v').Split('.')[0],
        ["minor"] = gitVersion.Split('.')[1],
        ["gitVersion"] = gitVersion,
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "",
        ["goVersion"] = "",
        ["compiler"] = "gc",
        ["platform"] = "linux/amd64",
    };

    public static JsonObject? Answer(string path, string server) => path.Trim('/').Split('/') switch
    {
        ["api"] => new JsonObject
        {
            ["kind"] = "APIVersions",
            ["versions"] = new JsonArray("v1"),
            ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = server }),
        },
        ["apis"] => new JsonObject { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = new JsonArray([.. Groups().Select(g => Group(g, nested: true))]) },
        ["apis", var group] when Groups().Contains(group) => Group(group, nested: false),
        ["api", "v1"] => Resources("", "v1"),
        ["apis", var group, var version] when ResourceType.All.Any(t => t.Group == group && t.Version == version) => Resources(group, version),
        _ => null,
    };

    /// <summary>The aggregated answer of <c>/api</c> (core only) or <c>/apis</c> (all others).</summary>
    public static JsonObject Aggregated(bool core) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = "apidiscovery.k8s.io/v2",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. (core ? [""] : Groups()).Select(g => new JsonObject
        {
            ["metadata"] = g.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = g },
            ["versions"] = new JsonArray(new JsonObject
            {
                ["version"] = "v1",
                ["freshness"] = "Current",
                ["resources"] = new JsonArray([.. Of(g, "v1").Select(AggregatedResource)]),
            }),
        })]),
    };

    private static IEnumerable<string> Groups() => ResourceType.All.Select(t => t.Group).Where(g => g.Length > 0).Distinct();

    private static IEnumerable<ResourceType> Of(string group, string version) =>
        ResourceType.All.Where(t => t.Group == group && t.Version == version).OrderBy(t => t.Plural, StringComparer.Ordinal);

    private static JsonObject Group(string group, bool nested)
    {
        JsonObject Version() => new() { ["groupVersion"] = $"{group}/v1", ["version"] = "v1" };
        var answer = new JsonObject { ["name"] = group, ["versions"] = new JsonArray(Version()), ["preferredVersion"] = Version() };
        if (!nested)
        {
            answer["kind"] = "APIGroup";
            answer["apiVersion"] = "v1";
        }

        return answer;
    }

    private static JsonObject Resources(string group, string version) => new()
    {
        ["kind"] = "APIResourceList",
        ["apiVersion"] = "v1",
        ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}",
        ["resources"] = new JsonArray([.. Of(group, version).SelectMany(Resource)]),
    };

    private static IEnumerable<JsonNode> Resource(ResourceType type)
    {
        var resource = new JsonObject
        {
            ["name"] = type.Plural,
            ["singularName"] = type.Singular,
            ["namespaced"] = type.IsNamespaced,
            ["kind"] = type.Kind,
            ["verbs"] = Texts(_verbs),
        };
        if (type.ShortNames.Length > 0)
        {
            resource["shortNames"] = Texts(type.ShortNames);
        }

        if (type.InAll)
        {
            resource["categories"] = new JsonArray("all");
        }

        yield return resource;
        foreach (var (name, verbs) in Subresources(type))
        {
            yield return new JsonObject { ["name"] = $"{type.Plural}/{name}", ["singularName"] = "", ["namespaced"] = type.IsNamespaced, ["kind"] = type.Kind, ["verbs"] = Texts(verbs) };
        }
    }

    private static JsonObject AggregatedResource(ResourceType type)
    {
        JsonObject Kind() => new() { ["group"] = type.Group, ["version"] = type.Version, ["kind"] = type.Kind };
        return new JsonObject
        {
            ["resource"] = type.Plural,
            ["responseKind"] = Kind(),
            ["scope"] = type.IsNamespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = type.Singular,
            ["verbs"] = Texts(_verbs),
            ["shortNames"] = Texts(type.ShortNames),
            ["categories"] = type.InAll ? new JsonArray("all") : new JsonArray(),
            ["subresources"] = new JsonArray([.. Subresources(type).Select(s => new JsonObject { ["subresource"] = s.Name, ["responseKind"] = Kind(), ["verbs"] = Texts(s.Verbs) })]),
        };
    }

    private static IEnumerable<(string Name, string[] Verbs)> Subresources(ResourceType type)
    {
        if (type == ResourceType.Pod)
        {
            yield return ("log", ["get"]);
        }

        if (type.HasStatus)
        {
            yield return ("status", _statusVerbs);
        }
    }

    private static JsonArray Texts(string[] texts) => new([.. texts.Select(t => (JsonNode)t)]);
}
