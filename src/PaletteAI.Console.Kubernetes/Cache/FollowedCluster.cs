using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Facts.Reading;
using PaletteAI.Console.Kubernetes.Http;
using PaletteAI.Console.Kubernetes.Reading;

namespace PaletteAI.Console.Kubernetes.Cache;

/// <summary>One cluster while it is followed: a store and a follower for each kind, and one that looks after the API's return.</summary>
internal sealed class FollowedCluster : IAsyncDisposable
{
    /// <summary>Changes are gathered this long before they are told; pages gather further before they are drawn.</summary>
    public static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(25);

    /// <summary>While the API is away it is asked this often, so that it is seen soon after its return.</summary>
    private static readonly TimeSpan _askEvery = TimeSpan.FromSeconds(1);

    /// <summary>The pods' own list waits for the first look at them, which it would slow down, at most this long.</summary>
    private static readonly TimeSpan _firstLook = TimeSpan.FromSeconds(2);

    /// <summary>By then the pages have taken the pods in.</summary>
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(3);

    private const int ManyPods = 2000;

    /// <summary>More than this is told as a whole: a first list, or one after a long absence.</summary>
    private const int MostChanges = 2000;

    private readonly CancellationTokenSource _stop = new();
    private readonly ClusterConnection _connection;
    private readonly FollowerEvents _events;
    private readonly Action<ClusterUpdate> _tell;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly KindStore[] _stores;
    private readonly Task _running;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<ProvisionalPod> _provisional = [];
    private bool _podsListed;
    private bool _gaveBack;

    public FollowedCluster(ClusterAccess access, ClusterConnection connection, Action<ClusterUpdate> tell, Random random, TimeProvider time, ILogger log)
    {
        Access = access;
        _connection = connection;
        _tell = tell;
        _time = time;
        _log = log;
        _events = new FollowerEvents(time);
        _stores = [.. FactType.All.Select(t => new KindStore(t.Kind, time))];
        _events.Listed += OnListed;
        var followers = FactType.All.Zip(_stores, (type, store) => new KindFollower(connection, type, store, _events, random, time));
        _running = Task.WhenAll([.. followers.Select(f => RunAsync(ct => FollowAsync(f, ct))), RunAsync(LookAsync), RunAsync(PumpAsync), RunAsync(AskWhileAwayAsync)]);
    }

    public ClusterAccess Access { get; }

    public ClusterSnapshot Current => _stores.Aggregate(ClusterSnapshot.Empty, (snapshot, store) => store.AddTo(snapshot));

    public ClusterResync Resync => new(Current, ProvisionalPods);

    public ImmutableArray<ProvisionalPod> ProvisionalPods
    {
        get
        {
            lock (_gate)
            {
                return _provisional;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _connection.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> run)
    {
        try
        {
            await Task.Run(() => run(_stop.Token), _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody follows this cluster any more.
        }
        catch (Exception e)
        {
            // One kind that ends by a fault of ours must not take the others with it.
            _log.LogError(e, "Following the cluster failed");
        }
    }

    private async Task PumpAsync(CancellationToken ct)
    {
        while (true)
        {
            await _events.SomethingAsync(ct);
            await Task.Delay(Batch, _time, ct);
            var changes = _events.Take();
            _tell(changes.Count > MostChanges ? Resync : new ClusterChanges([.. changes], _stores.ToImmutableDictionary(s => s.Kind, s => s.Freshness)));
        }
    }

    private async Task AskWhileAwayAsync(CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(_askEvery, _time, ct);
            if (_events.IsAway && (await _connection.GetAsync("/version", "application/json", static (_, _) => Task.FromResult(true), ct)).IsSuccess)
            {
                _events.Recovered();
            }
        }
    }

    private void OnListed(FactKind kind)
    {
        if (kind == FactKind.Pod)
        {
            lock (_gate)
            {
                (_podsListed, _provisional) = (true, []);
            }

            _ = RunAsync(GiveBackAsync);
        }
    }

    private async Task FollowAsync(KindFollower follower, CancellationToken ct)
    {
        if (follower.Kind == FactKind.Pod)
        {
            await Task.WhenAny(_looked.Task, Task.Delay(_firstLook, _time, ct));
        }

        await follower.RunAsync(ct);
    }

    // The first list of a large cluster leaves several times its own size behind; without this the process would keep it for good.
    private async Task GiveBackAsync(CancellationToken ct)
    {
        if (_gaveBack || Current.Pods.Count < ManyPods)
        {
            return;
        }

        _gaveBack = true;
        await Task.Delay(_settled, _time, ct);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    // Whatever comes of it, the list that follows says all.
    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            var namespaces = await FactLister.ListAsync(_connection, FactType.Of(FactKind.Namespace), new FactStrings(), ct);
            if (namespaces.IsSuccess)
            {
                await PodTables.ReadAsync(_connection, namespaces.Value.Facts.Select(n => n.Name), rows => OnRows(rows, isAll: false), ct);
                OnRows([], isAll: true);
            }
        }
        finally
        {
            _looked.TrySetResult();
        }
    }

    private void OnRows(IReadOnlyList<ProvisionalPod> rows, bool isAll)
    {
        ImmutableArray<ProvisionalPod> all;
        lock (_gate)
        {
            if (_podsListed)
            {
                return;
            }

            all = _provisional = _provisional.AddRange(rows);
        }

        _tell(new ClusterProvisional(all, isAll));
    }
}
