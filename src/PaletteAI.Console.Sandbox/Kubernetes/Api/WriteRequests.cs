using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Api;

/// <summary>Answers create, replace, patch and delete.</summary>
internal static partial class WriteRequests
{
    private const int LargestBody = 3 << 20;

    public static async Task CreateAsync(HttpContext http, ObjectStore store, ApiPath path, DateTimeOffset now)
    {
        var json = await ObjectAsync(http);
        var metadata = json.Child("metadata");
        if (metadata.Text("name").Length == 0 && metadata.Text("generateName") is { Length: > 0 } prefix)
        {
            metadata["name"] = prefix + RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", 5);
        }

        if (path.Type.IsNamespaced)
        {
            metadata["namespace"] = path.Namespace;
            _ = store.Find(ResourceType.Namespace, "", path.Namespace) ?? throw ApiException.NotFound(ResourceType.Namespace, path.Namespace);
        }

        Judge(path.Type, json);
        Defaults.Fill(path.Type, json, now);
        var stored = IsDryRun(http) ? new StoredObject(json, 0) : store.Create(path.Type, json);
        await ReadRequests.WriteAsync(http, 201, path.Type, stored, now);
    }

    public static async Task ReplaceAsync(HttpContext http, ObjectStore store, ApiPath path, DateTimeOffset now)
    {
        var json = await ObjectAsync(http);
        Judge(path.Type, json);
        var stored = store.Update(path.Type, path.Namespace, path.Name, current => Take(path, json, current), json.Text("metadata", "resourceVersion"));
        await ReadRequests.WriteAsync(http, 200, path.Type, stored, now);
    }

    public static async Task PatchAsync(HttpContext http, ObjectStore store, ApiPath path, DateTimeOffset now)
    {
        var patch = await BodyAsync(http) ?? throw ApiException.BadRequest("the patch is empty");
        var type = http.Request.ContentType?.Split(';')[0] ?? "";
        void Change(JsonObject current)
        {
            var patched = current.Copy();
            Patches.Apply(type, patch, patched);
            Judge(path.Type, patched);
            Take(path, patched, current);
        }

        var expected = (patch as JsonObject).Text("metadata", "resourceVersion");
        var found = store.Find(path.Type, path.Namespace, path.Name) ?? throw ApiException.NotFound(path.Type, path.Name);
        if (IsDryRun(http))
        {
            var copy = found.Json.Copy();
            Change(copy);
            await ReadRequests.WriteAsync(http, 200, path.Type, new StoredObject(copy, found.Version), now);
            return;
        }

        await ReadRequests.WriteAsync(http, 200, path.Type, store.Update(path.Type, path.Namespace, path.Name, Change, expected), now);
    }

    public static async Task DeleteAsync(HttpContext http, ObjectStore store, ApiPath path, DateTimeOffset now)
    {
        var options = await BodyAsync(http) as JsonObject;
        var found = store.Find(path.Type, path.Namespace, path.Name) ?? throw ApiException.NotFound(path.Type, path.Name);
        if ((options.Text("preconditions", "uid") is { Length: > 0 } uid && uid != found.Json.Text("metadata", "uid"))
            || (options.Text("preconditions", "resourceVersion") is { Length: > 0 } version && version != found.Version.ToString(CultureInfo.InvariantCulture)))
        {
            throw ApiException.Conflict(path.Type, path.Name);
        }

        if (path.Type == ResourceType.Pod && Grace(http, options) > 0 && found.Json.Text("spec", "nodeName").Length > 0)
        {
            // The kubelet removes it once its containers have ended.
            var marked = store.Update(path.Type, path.Namespace, path.Name, pod => pod.Child("metadata")["deletionTimestamp"] ??= now.Stamp());
            await ReadRequests.WriteAsync(http, 200, path.Type, marked, now);
            return;
        }

        store.Delete(path.Type, path.Namespace, path.Name);
        await Answers.JsonAsync(http, 200, new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = new JsonObject { ["name"] = path.Name, ["group"] = path.Type.Group, ["kind"] = path.Type.Plural, ["uid"] = found.Json.Text("metadata", "uid") },
        });
    }

    private static long Grace(HttpContext http, JsonObject? options) =>
        options?["gracePeriodSeconds"] is not null ? options.Number("gracePeriodSeconds") : http.Request.Query["gracePeriodSeconds"] == "0" ? 0 : 30;

    // What the server owns stays; the status is written through its own path only.
    private static void Take(ApiPath path, JsonObject given, JsonObject current)
    {
        var kept = current.Copy();
        var toStatus = path.Subresource == "status";
        foreach (var name in current.Select(p => p.Key).Union(given.Select(p => p.Key)).ToList())
        {
            var own = name is "kind" or "apiVersion" || (path.Type.HasStatus && (name == "status") != toStatus && name != "metadata");
            Set(current, name, (own ? kept : given)[name]);
        }

        foreach (var name in new[] { "uid", "creationTimestamp", "name", "namespace", "resourceVersion", "deletionTimestamp" })
        {
            Set(current.Child("metadata"), name, kept.At("metadata", name));
        }
    }

    private static void Set(JsonObject target, string name, JsonNode? value)
    {
        if (value is null)
        {
            target.Remove(name);
        }
        else if (!JsonNode.DeepEquals(target[name], value))
        {
            target[name] = value.DeepClone();
        }
    }

    private static void Judge(ResourceType type, JsonObject json)
    {
        var name = json.Text("metadata", "name");
        if (name.Length is 0 or > 253 || !Subdomain().IsMatch(name))
        {
            throw ApiException.Invalid(type, name, $"metadata.name: Invalid value: \"{name}\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
        }

        foreach (var (key, value) in json.Pairs("metadata", "labels"))
        {
            if (!LabelKey().IsMatch(key) || !LabelValue().IsMatch(value))
            {
                throw ApiException.Invalid(type, name, $"metadata.labels: Invalid value: \"{(LabelKey().IsMatch(key) ? value : key)}\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character");
            }
        }
    }

    private static bool IsDryRun(HttpContext http) => http.Request.Query["dryRun"] == "All";

    private static async Task<JsonObject> ObjectAsync(HttpContext http) =>
        await BodyAsync(http) as JsonObject ?? throw ApiException.BadRequest("the object provided is unrecognized (must be of type Object)");

    private static async Task<JsonNode?> BodyAsync(HttpContext http)
    {
        if (http.Request.ContentLength > LargestBody)
        {
            throw new ApiException(413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728");
        }

        if (http.Request.ContentType is { } type && type.Contains("protobuf", StringComparison.Ordinal))
        {
            throw new ApiException(415, "UnsupportedMediaType", "the body of the request was in an unknown format - accepted media types include: application/json");
        }

        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        try
        {
            return buffer.Length == 0 ? null : JsonNode.Parse(buffer.ToArray(), documentOptions: new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            throw ApiException.BadRequest("the object provided is unrecognized (must be of type Object): couldn't get version/kind; json parse error");
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"\A([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex LabelKey();

    [GeneratedRegex(@"\A([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex LabelValue();
}
