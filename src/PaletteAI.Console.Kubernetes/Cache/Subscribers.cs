using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Kubernetes.Cache;

/// <summary>Hands updates out. A subscriber's queue holds less than a second: one that does not keep up loses it and gets everything anew.</summary>
internal sealed class Subscribers(Func<ClusterUpdate> resync)
{
    private const int Most = 200;
    private const int QueueLength = 32;
    private readonly ConcurrentDictionary<Guid, Subscriber> _all = new();

    public void Tell(ClusterUpdate update)
    {
        foreach (var subscriber in _all.Values)
        {
            if (!subscriber.Queue.Writer.TryWrite(update))
            {
                subscriber.IsBehind = true;
            }
        }
    }

    public Result<IAsyncEnumerable<ClusterUpdate>> Add(CancellationToken end)
    {
        if (_all.Count >= Most)
        {
            return new Error(ErrorKind.Refused, "too-many-readers", "Too many pages watch the cluster.", "Close pages that are not needed.");
        }

        var (id, subscriber) = (Guid.NewGuid(), new Subscriber());
        _all[id] = subscriber;
        // Also when nobody ever reads: the end of the session frees the place.
        end.Register(() => _all.TryRemove(id, out _));
        return Result<IAsyncEnumerable<ClusterUpdate>>.Success(ReadAsync(id, subscriber, end));
    }

    private async IAsyncEnumerable<ClusterUpdate> ReadAsync(Guid id, Subscriber subscriber, [EnumeratorCancellation] CancellationToken end)
    {
        try
        {
            yield return resync();
            while (await NextAsync(subscriber, end) is { } update)
            {
                yield return update;
            }
        }
        finally
        {
            _all.TryRemove(id, out _);
        }
    }

    private async Task<ClusterUpdate?> NextAsync(Subscriber subscriber, CancellationToken end)
    {
        try
        {
            var update = await subscriber.Queue.Reader.ReadAsync(end);
            if (!subscriber.IsBehind)
            {
                return update;
            }

            subscriber.IsBehind = false;
            while (subscriber.Queue.Reader.TryRead(out _))
            {
            }

            return resync();
        }
        catch (OperationCanceledException)
        {
            // The session or the page ended.
            return null;
        }
    }

    private sealed class Subscriber
    {
        private volatile bool _isBehind;

        public Channel<ClusterUpdate> Queue { get; } = Channel.CreateBounded<ClusterUpdate>(new BoundedChannelOptions(QueueLength) { SingleReader = true });

        public bool IsBehind
        {
            get => _isBehind;
            set => _isBehind = value;
        }
    }
}
