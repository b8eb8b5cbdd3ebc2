using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PaletteAI.Console.Sandbox.Kubernetes.Store;
using PaletteAI.Console.Sandbox.Kubernetes.Tables;

namespace PaletteAI.Console.Sandbox.Kubernetes.Api;

/// <summary>Answers a watch: what is there already when no version is given, then every change until the client's time is up.</summary>
internal sealed class WatchRequest(HttpContext http, ObjectStore store, ApiPath path, TimeProvider time, KubernetesFaults faults)
{
    private static readonly TimeSpan _bookmarkEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _usualTimeout = TimeSpan.FromMinutes(45);
    private readonly AnswerForm _form = AnswerForm.Of(http.Request);
    private readonly bool _bookmarks = http.Request.Query["allowWatchBookmarks"] == "true";
    private readonly Func<JsonObject, bool> _label = Selectors.Labels(http.Request.Query["labelSelector"]);
    private readonly Func<JsonObject, bool> _field = Selectors.Fields(WithName(http.Request.Query["fieldSelector"].ToString(), path.Name));
    private bool _described;

    public async Task RunAsync(CancellationToken end)
    {
        http.Response.ContentType = "application/json";
        using var timeout = new CancellationTokenSource(Timeout(), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, end);
        long position = 0;
        try
        {
            position = await StartAsync(both.Token);
            while (true)
            {
                position = await RelayAsync(position, both.Token);
            }
        }
        catch (ApiException e)
        {
            await WriteAsync("ERROR", e.Status(), end);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !end.IsCancellationRequested)
        {
            if (_bookmarks && !faults.SilentWatches)
            {
                await WriteBookmarkAsync(position, end);
            }
        }
    }

    private TimeSpan Timeout() =>
        int.TryParse(http.Request.Query["timeoutSeconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : _usualTimeout;

    private async Task<long> StartAsync(CancellationToken ct)
    {
        var from = http.Request.Query["resourceVersion"].ToString();
        if (from is not ("" or "0"))
        {
            await http.Response.Body.FlushAsync(ct);
            return long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                ? version
                : throw ApiException.BadRequest($"Invalid value: \"{from}\": strconv.ParseUint: parsing \"{from}\": invalid syntax");
        }

        var state = store.Now;
        foreach (var stored in state.List(path.Type, path.Namespace).Where(o => Selects(o)))
        {
            await WriteAsync("ADDED", Shown(stored), ct);
        }

        await http.Response.Body.FlushAsync(ct);
        return state.Version;
    }

    private async Task<long> RelayAsync(long position, CancellationToken ct)
    {
        var (changes, version, next) = store.Since(position);
        foreach (var change in faults.SilentWatches ? [] : changes.Where(c => c.Type == path.Type && (path.Namespace.Length == 0 || c.Current.Namespace == path.Namespace)))
        {
            if (Seen(change) is { } seen)
            {
                await WriteAsync(seen, Shown(change.Current), ct);
            }
        }

        var bookmark = Task.Delay(_bookmarkEvery, time, ct);
        if (await Task.WhenAny(next, bookmark) == bookmark)
        {
            await bookmark;
            if (_bookmarks && !faults.SilentWatches)
            {
                await WriteBookmarkAsync(version, ct);
            }
        }

        return Math.Max(position, version);
    }

    // An object that begins to match the selectors is new to this watch, one that ceases to is gone.
    private string? Seen(Change change)
    {
        var before = change.Previous is { } previous && Selects(previous);
        var after = change.Kind != ChangeKind.Deleted && Selects(change.Current);
        return (before, after) switch
        {
            (true, true) => "MODIFIED",
            (false, true) => "ADDED",
            (true, false) => "DELETED",
            _ => null,
        };
    }

    private bool Selects(StoredObject stored) => _label(stored.Json) && _field(stored.Json);

    private JsonObject Shown(StoredObject stored)
    {
        if (!_form.IsTable)
        {
            return _form.IsPartial ? TablePrinter.Partial(stored.Json) : stored.Json.Copy();
        }

        var table = TablePrinter.Print(
            path.Type, [stored.Json], _form.Include, time.GetUtcNow(),
            new JsonObject { ["resourceVersion"] = stored.Version.ToString(CultureInfo.InvariantCulture) }, definitions: !_described);
        _described = true;
        return table;
    }

    private Task WriteBookmarkAsync(long version, CancellationToken ct)
    {
        var mark = new JsonObject
        {
            ["kind"] = path.Type.Kind,
            ["apiVersion"] = path.Type.ApiVersion,
            ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null },
        };
        if (_form.IsTable)
        {
            mark = TablePrinter.Print(path.Type, [], IncludeObject.None, time.GetUtcNow(), (JsonObject)mark["metadata"]!.DeepClone(), definitions: false);
            mark["rows"] = new JsonArray(new JsonObject { ["cells"] = new JsonArray(), ["object"] = new JsonObject { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = mark["metadata"]!.DeepClone() } });
        }

        return WriteAsync("BOOKMARK", mark, ct);
    }

    private async Task WriteAsync(string type, JsonObject shown, CancellationToken ct)
    {
        await http.Response.WriteAsync(new JsonObject { ["type"] = type, ["object"] = shown }.ToJsonString() + "\n", ct);
        await http.Response.Body.FlushAsync(ct);
    }

    private static string WithName(string fields, string name) =>
        name.Length == 0 ? fields : string.Join(',', new[] { fields, $"metadata.name={name}" }.Where(f => f.Length > 0));
}
