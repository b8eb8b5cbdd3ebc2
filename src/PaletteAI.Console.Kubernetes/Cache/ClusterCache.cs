using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Kubernetes.Access;
using PaletteAI.Console.Kubernetes.Http;

namespace PaletteAI.Console.Kubernetes.Cache;

/// <summary>Follows one cluster at a time for everybody who looks.</summary>
internal sealed class ClusterCache : IClusterCache, IAsyncDisposable
{
    private readonly IDialer _dialer;
    private readonly TimeProvider _time;
    private readonly ILogger<ClusterCache> _log;
    private readonly Subscribers _subscribers;
    private readonly Lock _gate = new();
    private readonly List<Task> _ending = [];
    private FollowedCluster? _followed;

    public ClusterCache(IDialer dialer, TimeProvider time, ILogger<ClusterCache> log)
    {
        _dialer = dialer;
        _time = time;
        _log = log;
        _subscribers = new Subscribers(() => Resync);
    }

    public ClusterSnapshot Current => Followed?.Current ?? ClusterSnapshot.Empty;

    public ImmutableArray<ProvisionalPod> ProvisionalPods => Followed?.ProvisionalPods ?? [];

    private ClusterResync Resync => Followed is { } followed ? followed.Resync : new ClusterResync(ClusterSnapshot.Empty);

    private FollowedCluster? Followed
    {
        get
        {
            lock (_gate)
            {
                return _followed;
            }
        }
    }

    public bool IsFollowing(ClusterAccess access) => Followed?.Access == access;

    public Result<Unit> Follow(ClusterAccess access)
    {
        ArgumentNullException.ThrowIfNull(access);
        lock (_gate)
        {
            if (_followed?.Access == access)
            {
                return Unit.Value;
            }

            var route = KubeconfigReader.Read(access.Kubeconfig, access.Folder);
            if (!route.IsSuccess)
            {
                return route.Error;
            }

            End();
            _followed = new FollowedCluster(access, new ClusterConnection(route.Value, _dialer, _time), _subscribers.Tell, Random.Shared, _time, _log);
        }

        // Whoever watched the cluster before must not mix the two.
        _subscribers.Tell(Resync);
        return Unit.Value;
    }

    public void Forget()
    {
        lock (_gate)
        {
            End();
        }

        _subscribers.Tell(new ClusterResync(ClusterSnapshot.Empty));
    }

    public Result<IAsyncEnumerable<ClusterUpdate>> Subscribe(CancellationToken end) => _subscribers.Add(end);

    public async ValueTask DisposeAsync()
    {
        Task[] ending;
        lock (_gate)
        {
            End();
            ending = [.. _ending];
        }

        await Task.WhenAll(ending);
    }

    private void End()
    {
        if (_followed is { } old)
        {
            _ending.RemoveAll(t => t.IsCompleted);
            _ending.Add(old.DisposeAsync().AsTask());
            _followed = null;
        }
    }
}
