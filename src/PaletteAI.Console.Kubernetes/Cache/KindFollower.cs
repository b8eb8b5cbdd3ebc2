using System.Globalization;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Facts.Reading;
using PaletteAI.Console.Kubernetes.Http;
using PaletteAI.Console.Kubernetes.Reading;

namespace PaletteAI.Console.Kubernetes.Cache;

/// <summary>
/// Keeps one kind current: lists it, then watches from the list's version. A watch that ends, stalls or is cut goes on from the last version
/// heard; one whose version is gone (410) begins with a list again.
/// </summary>
internal sealed class KindFollower(ClusterConnection connection, FactType type, KindStore store, FollowerEvents events, Random random, TimeProvider time)
{
    /// <summary>API servers send a bookmark about once a minute; longer silence is a stalled connection.</summary>
    private static readonly TimeSpan _longestSilence = TimeSpan.FromSeconds(100);

    private static readonly TimeSpan _shortestWatch = TimeSpan.FromSeconds(1);

    private readonly FactStrings _strings = new();
    private readonly BackOff _backOff = new(random);
    private FactType? _served;
    private string? _version;

    public FactKind Kind => store.Kind;

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            var error = _version is null ? await ListAsync(ct) ?? await WatchAsync(ct) : await WatchAsync(ct);
            if (error?.Code == ClusterErrors.GoneCode)
            {
                _version = null;
            }
            else if (error is null && time.GetElapsedTime(began) >= _shortestWatch)
            {
                // The server ends every watch after a while.
                continue;
            }

            if (error is not null && error.Code != ClusterErrors.GoneCode)
            {
                store.Lost(error.Message);
                events.Stale(ClusterErrors.ConcernsAll(error));
            }

            await events.RecoveredOrAsync(_backOff.Next(), ct);
        }
    }

    private async Task<Error?> ListAsync(CancellationToken ct)
    {
        if (_served is null)
        {
            var served = await FactLister.DiscoverAsync(connection, type, ct);
            if (!served.IsSuccess)
            {
                return served.Error;
            }

            _served = served.Value;
        }

        var listed = await FactLister.ListAsync(connection, _served, _strings, ct);
        if (!listed.IsSuccess)
        {
            return listed.Error;
        }

        _version = listed.Value.Version;
        events.Changed(store.Kind, store.Replace(listed.Value.Facts), isList: true);
        return null;
    }

    private async Task<Error?> WatchAsync(CancellationToken ct)
    {
        // Ends spread out, so that thirteen kinds do not come back at the same moment.
        var path = string.Create(CultureInfo.InvariantCulture, $"{_served!.Path}?watch=true&allowWatchBookmarks=true&timeoutSeconds={random.Next(240, 360)}&resourceVersion={_version}");
        var opened = await connection.OpenAsync(path, _served.WatchAccept, ct);
        if (!opened.IsSuccess)
        {
            return opened.Error;
        }

        using var response = opened.Value;
        using var silence = new CancellationTokenSource(_longestSilence, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        return await connection.ReadAsync(response, (stream, end) => RelayAsync(stream, silence, end), both.Token, ct);
    }

    private async Task<Error?> RelayAsync(Stream stream, CancellationTokenSource silence, CancellationToken ct)
    {
        store.Heard();
        events.Fresh();
        using var lines = new WatchLines(stream);
        while (await lines.NextAsync(ct) is { Length: > 0 } line)
        {
            silence.CancelAfter(_longestSilence);
            var seen = WatchEvent.Read(line.Span, _served!, _strings);
            if (seen.ErrorCode != 0)
            {
                return seen.ErrorCode == 410 ? ClusterErrors.Gone : ClusterErrors.FromStatus(seen.ErrorCode, [], connection.Server);
            }

            _version = seen.Version;
            _backOff.Reset();
            if (seen.Fact is { } fact)
            {
                events.Changed(store.Kind, [store.Apply(fact, seen.IsRemoved)], isList: false);
            }
            else
            {
                store.Heard();
            }
        }

        return null;
    }
}
