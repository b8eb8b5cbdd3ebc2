using PaletteAI.Console.Sandbox.Kubernetes.Pki;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>The cluster there is now. A deleted cluster's successor is another one, with other keys and objects.</summary>
internal sealed class ClusterHolder(IClusterSnapshotSource source, ClusterFile file, KubernetesFaults faults, double timeScale, TimeProvider time)
{
    private readonly Lock _gate = new();
    private SimulatedCluster? _cluster;

    /// <summary>The cluster, brought to what it is now; null while nothing answers.</summary>
    public SimulatedCluster? Current()
    {
        if (faults.Away || source.Current() is not { } snapshot)
        {
            return null;
        }

        SimulatedCluster cluster;
        lock (_gate)
        {
            if (_cluster?.Uid != snapshot.Uid)
            {
                _cluster = Open(snapshot);
            }

            cluster = _cluster;
        }

        cluster.CatchUp(snapshot, time.GetUtcNow());
        return cluster;
    }

    /// <summary>Certificates of the cluster, also while it does not answer.</summary>
    public ClusterPki PkiOf(ClusterSnapshot snapshot)
    {
        lock (_gate)
        {
            if (_cluster?.Uid != snapshot.Uid)
            {
                _cluster = Open(snapshot);
            }

            return _cluster.Pki;
        }
    }

    /// <summary>Writes the objects down, so that the next start goes on where this one was.</summary>
    public void Save()
    {
        lock (_gate)
        {
            if (_cluster is not null)
            {
                file.Save(_cluster);
            }
        }
    }

    private SimulatedCluster Open(ClusterSnapshot snapshot)
    {
        var store = new ObjectStore(time);
        if (file.Load(snapshot.Uid) is { } saved)
        {
            store.Restore(saved.Version, saved.Objects);
            return new SimulatedCluster(snapshot.Uid, store, ClusterPki.Load(saved.Pki), faults, timeScale, saved.ActedUntil);
        }

        string[] names = ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "localhost", "127.0.0.1", "100.64.64.1", snapshot.Endpoint, .. source.Addresses];
        var cluster = new SimulatedCluster(snapshot.Uid, store, ClusterPki.Create(names.Distinct(), time.GetUtcNow()), faults, timeScale);
        file.Save(cluster);
        return cluster;
    }
}
