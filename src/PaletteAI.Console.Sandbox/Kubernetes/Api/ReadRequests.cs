using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PaletteAI.Console.Sandbox.Kubernetes.Store;
using PaletteAI.Console.Sandbox.Kubernetes.Tables;

namespace PaletteAI.Console.Sandbox.Kubernetes.Api;

/// <summary>Answers get and list.</summary>
internal static class ReadRequests
{
    public static Task GetAsync(HttpContext http, ObjectStore store, ApiPath path, DateTimeOffset now)
    {
        var found = store.Find(path.Type, path.Namespace, path.Name) ?? throw ApiException.NotFound(path.Type, path.Name);
        return WriteAsync(http, 200, path.Type, found, now);
    }

    /// <summary>Answers with one object in the form asked for.</summary>
    public static Task WriteAsync(HttpContext http, int status, ResourceType type, StoredObject stored, DateTimeOffset now)
    {
        var form = AnswerForm.Of(http.Request);
        return form.IsTable ? Answers.JsonAsync(http, status, TablePrinter.Print(type, [stored.Json], form.Include, now, new JsonObject { ["resourceVersion"] = Text(stored.Version) }))
            : form.IsPartial ? Answers.JsonAsync(http, status, TablePrinter.Partial(stored.Json))
            : Answers.BytesAsync(http, status, stored.Bytes);
    }

    public static async Task ListAsync(HttpContext http, ObjectStore store, ApiPath path, DateTimeOffset now)
    {
        var (state, after) = Position(http.Request.Query["continue"].ToString(), store);
        var page = Page.Of(state, path, http.Request.Query, after);
        var metadata = new JsonObject { ["resourceVersion"] = Text(state.Version) };
        if (page.Remaining > 0)
        {
            metadata["continue"] = Token(state.Version, page.Items[^1]);
            if (!page.IsFiltered)
            {
                metadata["remainingItemCount"] = page.Remaining;
            }
        }

        var form = AnswerForm.Of(http.Request);
        if (form.IsTable)
        {
            await Answers.JsonAsync(http, 200, TablePrinter.Print(path.Type, page.Items.Select(i => i.Json), form.Include, now, metadata));
        }
        else
        {
            var (kind, version) = form.IsPartial ? ("PartialObjectMetadataList", "meta.k8s.io/v1") : (path.Type.Kind + "List", path.Type.ApiVersion);
            await WriteListAsync(http, kind, version, metadata, page.Items.Select(i => form.IsPartial ? Encoding.UTF8.GetBytes(TablePrinter.Partial(i.Json).ToJsonString()) : i.Bytes));
        }
    }

    private static async Task WriteListAsync(HttpContext http, string kind, string version, JsonObject metadata, IEnumerable<ReadOnlyMemory<byte>> items)
    {
        http.Response.ContentType = "application/json";
        var body = http.Response.BodyWriter;
        Answers.Append(body, Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind}\",\"apiVersion\":\"{version}\",\"metadata\":{metadata.ToJsonString()},\"items\":["));
        var first = true;
        foreach (var item in items)
        {
            Answers.Append(body, first ? default : ","u8);
            Answers.Append(body, item.Span);
            first = false;
            await body.FlushAsync(http.RequestAborted);
        }

        Answers.Append(body, "]}"u8);
        await body.FlushAsync(http.RequestAborted);
    }

    private static (ObjectStore.State State, string After) Position(string token, ObjectStore store)
    {
        if (token.Length == 0)
        {
            return (store.Now, "");
        }

        try
        {
            var start = JsonNode.Parse(Convert.FromBase64String(token));
            return (store.At(start.Number("rv")), start.Text("start"));
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw ApiException.BadRequest("continue key is not valid: illegal base64 data");
        }
    }

    private static string Token(long version, StoredObject last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = version, ["start"] = ObjectStore.State.Key(last.Namespace, last.Name) }.ToJsonString()));

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private sealed record Page(List<StoredObject> Items, int Remaining, bool IsFiltered)
    {
        public static Page Of(ObjectStore.State state, ApiPath path, IQueryCollection query, string after)
        {
            var (labels, fields) = (query["labelSelector"].ToString(), query["fieldSelector"].ToString());
            var (byLabel, byField) = (Selectors.Labels(labels), Selectors.Fields(fields));
            var all = state.List(path.Type, path.Namespace)
                .Where(o => after.Length == 0 || string.CompareOrdinal(ObjectStore.State.Key(o.Namespace, o.Name), after) > 0)
                .Where(o => byLabel(o.Json) && byField(o.Json)).ToList();
            var limit = int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var l) && l > 0 ? l : int.MaxValue;
            return new Page(all.Count > limit ? all[..limit] : all, Math.Max(0, all.Count - limit), labels.Length + fields.Length > 0);
        }
    }
}
