using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Facts.Reading;
using PaletteAI.Console.Kubernetes.Http;
using PaletteAI.Console.Kubernetes.Reading;

namespace PaletteAI.Console.Kubernetes;

/// <summary>Reads facts from the live copy where that is enough, else straight from the API server; logs always from there.</summary>
internal sealed class KubernetesClusterReader(ClusterConnections connections, IClusterCache cache, TimeProvider time) : IClusterReader
{
    private const int LongestLine = 64 << 10;

    public Result<Uri> ServerOf(ClusterAccess access) => connections.For(access).Map(c => c.Route.Server);

    public async Task<Result<ClusterSnapshot>> ReadAsync(ClusterAccess access, ImmutableArray<FactKind> kinds, bool isFresh, CancellationToken ct)
    {
        if (!isFresh && FromCache(access, kinds) is { } live)
        {
            return live;
        }

        var connection = connections.For(access);
        if (!connection.IsSuccess)
        {
            return connection.Error;
        }

        var (snapshot, failures) = (ClusterSnapshot.Empty, new List<Error>());
        var strings = new FactStrings();
        var wanted = kinds.Distinct().ToList();
        foreach (var kind in wanted)
        {
            var listed = await ListAsync(connection.Value, kind, strings, ct);
            if (listed.IsSuccess)
            {
                snapshot = Snapshots.With(snapshot, kind, listed.Value, new FactFreshness(time.GetUtcNow()));
                continue;
            }

            if (ClusterErrors.ConcernsAll(listed.Error))
            {
                return listed.Error;
            }

            failures.Add(listed.Error);
            snapshot = Snapshots.With(snapshot, kind, [], new FactFreshness(null, listed.Error.Message));
        }

        return failures.Count > 0 && failures.Count == wanted.Count ? failures[0] : snapshot;
    }

    public async Task<Result<Unit>> ReadLogAsync(ClusterAccess access, LogRequest request, Func<string, ValueTask> line, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(line);
        var connection = connections.For(access);
        if (!connection.IsSuccess)
        {
            return connection.Error;
        }

        var opened = await connection.Value.OpenAsync(PathOf(request), "*/*", ct);
        if (!opened.IsSuccess)
        {
            return opened.Error;
        }

        using var response = opened.Value;
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        // A line that never ends comes in pieces, so that a container cannot fill the console's memory.
        using var lines = new BoundedLines(stream, LongestLine);
        while (await lines.NextAsync(ct) is { } text)
        {
            await line(text);
        }

        return Unit.Value;
    }

    // Facts that are not current any more are better than none: they carry their age.
    private ClusterSnapshot? FromCache(ClusterAccess access, ImmutableArray<FactKind> kinds)
    {
        var snapshot = cache.IsFollowing(access) ? cache.Current : null;
        return snapshot is not null && kinds.All(k => snapshot.FreshnessOf(k).AsOf is not null) ? snapshot : null;
    }

    private static async Task<Result<List<ClusterFact>>> ListAsync(ClusterConnection connection, FactKind kind, FactStrings strings, CancellationToken ct)
    {
        var type = await FactLister.DiscoverAsync(connection, FactType.Of(kind), ct);
        if (!type.IsSuccess)
        {
            return type.Error;
        }

        var listed = await FactLister.ListAsync(connection, type.Value, strings, ct);
        return listed.IsSuccess ? listed.Value.Facts : listed.Error;
    }

    private static string PathOf(LogRequest request)
    {
        var path = new StringBuilder($"/api/v1/namespaces/{Uri.EscapeDataString(request.Namespace)}/pods/{Uri.EscapeDataString(request.Pod)}/log?container={Uri.EscapeDataString(request.Container)}");
        path.Append(request.Follow ? "&follow=true" : "").Append(request.Previous ? "&previous=true" : "").Append(request.Timestamps ? "&timestamps=true" : "");
        if (request.Since is { } since)
        {
            path.Append(CultureInfo.InvariantCulture, $"&sinceTime={since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        }

        return request.TailLines > 0 ? path.Append(CultureInfo.InvariantCulture, $"&tailLines={request.TailLines}").ToString() : path.ToString();
    }
}
