using System.Globalization;
using Microsoft.AspNetCore.Http;
using PaletteAI.Console.Sandbox.Kubernetes.Cluster;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Api;

/// <summary>Answers requests to the simulated API: who asks, what for, and in which words it is refused.</summary>
internal sealed class KubernetesApi(ClusterHolder holder, KubernetesFaults faults, double timeScale, string version, TimeProvider time)
{
    private static readonly string[] _health = ["/healthz", "/livez", "/readyz"];

    /// <summary>Answers; <paramref name="end"/> cuts the connection.</summary>
    public async Task HandleAsync(HttpContext http, CancellationToken end)
    {
        if (faults.Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, end);
        }

        if (faults.Delay > TimeSpan.Zero)
        {
            await Task.Delay(faults.Delay, time, end);
        }

        if (holder.Current() is not { } cluster)
        {
            http.Abort();
            return;
        }

        try
        {
            if (faults.FailureRate > 0 && Random.Shared.NextDouble() < faults.FailureRate)
            {
                throw new ApiException(500, "InternalError", "Internal error occurred: simulated failure");
            }

            await AnswerAsync(http, cluster, end);
        }
        catch (ApiException e) when (!http.Response.HasStarted)
        {
            await Answers.JsonAsync(http, e.Code, e.Status());
        }
    }

    private async Task AnswerAsync(HttpContext http, SimulatedCluster cluster, CancellationToken end)
    {
        var path = (http.Request.Path.Value ?? "").TrimEnd('/');
        var allowed = Access.Of(http, cluster.Pki);
        if (_health.Contains(path))
        {
            await http.Response.WriteAsync("ok", end);
        }
        else if (path == "/version")
        {
            await Answers.JsonAsync(http, 200, Discovery.Version(version));
        }
        else if (!allowed)
        {
            throw new ApiException(403, "Forbidden", $"forbidden: User \"system:anonymous\" cannot {http.Request.Method.ToLowerInvariant()} path \"{path}\"", []);
        }
        else if (http.Request.Method == "GET" && path is "/api" or "/apis" && http.Request.Headers.Accept.ToString().Contains("v=v2;as=APIGroupDiscoveryList", StringComparison.Ordinal))
        {
            await Answers.JsonAsync(http, 200, Discovery.Aggregated(path == "/api"), Discovery.AggregatedType);
        }
        else if (http.Request.Method == "GET" && Discovery.Answer(path, http.Request.Host.Value ?? "") is { } discovery)
        {
            await Answers.JsonAsync(http, 200, discovery);
        }
        else
        {
            await ResourceAsync(http, cluster, ApiPath.Parse(path), end);
        }
    }

    private Task ResourceAsync(HttpContext http, SimulatedCluster cluster, ApiPath path, CancellationToken end)
    {
        var (store, now) = (cluster.Store, time.GetUtcNow());
        var one = path.Name.Length > 0;
        return (http.Request.Method, path.Subresource) switch
        {
            ("GET", "log") when path.Type == ResourceType.Pod => LogAsync(http, store, path, end),
            (_, not ("" or "status")) => throw ApiException.UnknownPath(),
            ("GET", _) when http.Request.Query["watch"] is var watch && (watch == "true" || watch == "1") => new WatchRequest(http, store, path, time, faults).RunAsync(end),
            ("GET", _) when one => ReadRequests.GetAsync(http, store, path, now),
            ("GET", _) => ReadRequests.ListAsync(http, store, path, now),
            ("POST", "") when !one => WriteRequests.CreateAsync(http, store, path, now),
            ("PUT", _) when one => WriteRequests.ReplaceAsync(http, store, path, now),
            ("PATCH", _) when one => WriteRequests.PatchAsync(http, store, path, now),
            ("DELETE", "") when one => WriteRequests.DeleteAsync(http, store, path, now),
            _ => throw ApiException.MethodNotAllowed(),
        };
    }

    private async Task LogAsync(HttpContext http, ObjectStore store, ApiPath path, CancellationToken ct)
    {
        var query = http.Request.Query;
        var request = new LogRequest(query["container"].ToString(), query["previous"] == "true", query["timestamps"] == "true");
        var since = DateTimeOffset.TryParse(query["sinceTime"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from) ? from : DateTimeOffset.MinValue;
        var lines = LinesAsync().Where(l => l.At >= since).ToList();
        var tail = int.TryParse(query["tailLines"], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : int.MaxValue;
        http.Response.ContentType = "text/plain";
        foreach (var line in lines.TakeLast(tail))
        {
            await http.Response.WriteAsync(request.Print(line), ct);
        }

        await http.Response.Body.FlushAsync(ct);
        var last = lines.Count > 0 ? lines[^1].At : DateTimeOffset.MinValue;
        while (query["follow"] == "true" && store.Find(ResourceType.Pod, path.Namespace, path.Name) is { } pod && !PodLogs.HasEnded(pod.Json))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), time, ct);
            foreach (var line in LinesAsync().Where(l => l.At > last).ToList())
            {
                await http.Response.WriteAsync(request.Print(line), ct);
                last = line.At;
            }

            await http.Response.Body.FlushAsync(ct);
        }

        IEnumerable<LogLine> LinesAsync()
        {
            var pod = store.Find(ResourceType.Pod, path.Namespace, path.Name)?.Json ?? throw ApiException.NotFound(path.Type, path.Name);
            return PodLogs.Lines(pod, request.Container, request.Previous, timeScale, time.GetUtcNow());
        }
    }

    private sealed record LogRequest(string Container, bool Previous, bool Timestamps)
    {
        public string Print(LogLine line) => Timestamps ? $"{line.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'} {line.Text}\n" : $"{line.Text}\n";
    }
}
