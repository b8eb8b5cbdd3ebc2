using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Live;

/// <summary>
/// Follows the cluster while somebody looks at it, and a little longer, so that going from page to page does not list it anew.
/// </summary>
public sealed class ClusterFeed(IClusterCache cache, TimeProvider time) : IDisposable
{
    /// <summary>The cluster is followed this long after the last reader left.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private ITimer? _forgetting;
    private int _readers;

    /// <summary>Readers just now.</summary>
    public int Readers
    {
        get
        {
            lock (_gate)
            {
                return _readers;
            }
        }
    }

    /// <summary>Everything that is known of the cluster, then what changes, until <paramref name="end"/>.</summary>
    /// <param name="end">The end of the session, of the page, or both.</param>
    public Result<IAsyncEnumerable<ClusterUpdate>> Watch(ClusterAccess access, CancellationToken end)
    {
        // Counted first: the cluster must not be forgotten between the two steps.
        Enter();
        var followed = cache.Follow(access);
        var updates = followed.IsSuccess ? cache.Subscribe(end) : followed.Error;
        if (!updates.IsSuccess)
        {
            Leave();
            return updates;
        }

        // Also when nobody ever reads: the end of the session ends the following.
        end.Register(Leave);
        return updates;
    }

    /// <summary>Goes on with this cluster, which may be another than before; nothing happens while nobody looks.</summary>
    public Result<Unit> Confirm(ClusterAccess access) => Readers > 0 ? cache.Follow(access) : Unit.Value;

    /// <summary>There is no cluster any more.</summary>
    public void Forget() => cache.Forget();

    /// <inheritdoc/>
    public void Dispose() => _forgetting?.Dispose();

    private void Enter()
    {
        lock (_gate)
        {
            _readers++;
            _forgetting?.Dispose();
            _forgetting = null;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_readers == 0)
            {
                _forgetting = time.CreateTimer(_ => ForgetUnread(), null, Linger, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void ForgetUnread()
    {
        lock (_gate)
        {
            if (_readers == 0)
            {
                cache.Forget();
            }
        }
    }
}
