using System.Globalization;
using System.Text.Json.Nodes;

namespace PaletteAI.Console.Sandbox.Kubernetes.Store;

/// <summary>The three kinds of patch.</summary>
internal static class Patches
{
    // Lists whose elements are told apart by a field; all others are replaced whole.
    private static readonly Dictionary<string, string> _mergeKeys = new(StringComparer.Ordinal)
    {
        ["conditions"] = "type",
        ["containers"] = "name",
        ["initContainers"] = "name",
        ["env"] = "name",
        ["volumes"] = "name",
        ["volumeMounts"] = "mountPath",
        ["ports"] = "containerPort",
        ["addresses"] = "type",
        ["ownerReferences"] = "uid",
    };

    /// <summary>Applies a patch to <paramref name="target"/>.</summary>
    /// <exception cref="ApiException">400, 415 or 422: it is none of the three or does not fit.</exception>
    public static void Apply(string contentType, JsonNode patch, JsonObject target)
    {
        switch (contentType, patch)
        {
            case ("application/merge-patch+json", JsonObject merge):
                Merge(merge, target, strategic: false);
                break;
            case ("application/strategic-merge-patch+json" or "application/apply-patch+yaml", JsonObject merge):
                Merge(merge, target, strategic: true);
                break;
            case ("application/json-patch+json", JsonArray steps):
                foreach (var step in steps.OfType<JsonObject>())
                {
                    Step(step, target);
                }

                break;
            default:
                throw new ApiException(415, "UnsupportedMediaType", $"the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json");
        }
    }

    private static void Merge(JsonObject patch, JsonObject target, bool strategic)
    {
        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case var _ when strategic && name.StartsWith('$'):
                    break;
                case JsonObject inner:
                    Merge(inner, target.Child(name), strategic);
                    break;
                case JsonArray rows when strategic && _mergeKeys.TryGetValue(name, out var key) && target[name] is JsonArray existing:
                    MergeRows(rows, existing, key);
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }

    private static void MergeRows(JsonArray rows, JsonArray existing, string key)
    {
        foreach (var row in rows.OfType<JsonObject>())
        {
            var same = existing.OfType<JsonObject>().FirstOrDefault(e => JsonNode.DeepEquals(e[key], row[key]));
            if (row.Text("$patch") == "delete")
            {
                existing.Remove(same);
            }
            else if (same is null)
            {
                existing.Add(row.DeepClone());
            }
            else
            {
                Merge(row, same, strategic: true);
            }
        }
    }

    private static void Step(JsonObject step, JsonObject target)
    {
        var path = step.Text("path").Split('/').Skip(1).Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray();
        var op = step.Text("op");
        JsonNode? parent = path.Length == 0 ? null : target;
        foreach (var name in path.SkipLast(1))
        {
            parent = parent switch
            {
                JsonObject o => o[name],
                JsonArray a when Index(name, a.Count) is { } i && i < a.Count => a[i],
                _ => null,
            };
        }

        var done = parent switch
        {
            JsonObject o => OnObject(op, o, path[^1], step["value"]),
            JsonArray a => OnArray(op, a, path[^1], step["value"]),
            _ => false,
        };
        if (!done)
        {
            throw new ApiException(422, "Invalid", $"the server rejected our request due to an error in our request: {op} operation does not apply: doc is missing path or test failed: {step.Text("path")}", []);
        }
    }

    private static bool OnObject(string op, JsonObject parent, string name, JsonNode? value)
    {
        switch (op)
        {
            case "add":
            case "replace" when parent.ContainsKey(name):
                parent[name] = value?.DeepClone();
                return true;
            case "remove":
                return parent.Remove(name);
            case "test":
                return JsonNode.DeepEquals(parent[name], value);
            default:
                return false;
        }
    }

    private static bool OnArray(string op, JsonArray parent, string name, JsonNode? value)
    {
        if (Index(name, parent.Count) is not { } index || index > parent.Count || (index == parent.Count && op != "add"))
        {
            return false;
        }

        switch (op)
        {
            case "add":
                parent.Insert(index, value?.DeepClone());
                return true;
            case "replace":
                parent[index] = value?.DeepClone();
                return true;
            case "remove":
                parent.RemoveAt(index);
                return true;
            case "test":
                return JsonNode.DeepEquals(parent[index], value);
            default:
                return false;
        }
    }

    private static int? Index(string name, int count) =>
        name == "-" ? count : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
