using System.Globalization;
using System.Text.Json.Nodes;

namespace PaletteAI.Console.Sandbox.Kubernetes.Store;

/// <summary>Reading and writing objects by the names of their fields. What is absent or of another type reads as empty.</summary>
internal static class JsonPath
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    public static string Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static long Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value ? value.TryGetValue<long>(out var n) ? n : value.TryGetValue<int>(out var i) ? i : 0 : 0;

    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public static IEnumerable<JsonObject> Rows(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonArray ?? []).OfType<JsonObject>();

    public static IEnumerable<KeyValuePair<string, string>> Pairs(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonObject ?? []).Select(p => KeyValuePair.Create(p.Key, p.Value.Text()));

    public static DateTimeOffset? Moment(this JsonNode? node, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(node.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>The object at a path, made when it is not there.</summary>
    public static JsonObject Child(this JsonObject node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (node[name] is not JsonObject child)
            {
                node[name] = child = [];
            }

            node = child;
        }

        return node;
    }

    /// <summary>A condition by its type.</summary>
    public static JsonObject? Condition(this JsonObject node, string type) =>
        node.Rows("status", "conditions").FirstOrDefault(c => c.Text("type") == type);

    /// <summary>Time as the API writes it.</summary>
    public static string Stamp(this DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static JsonObject Copy(this JsonObject node) => (JsonObject)node.DeepClone();
}
