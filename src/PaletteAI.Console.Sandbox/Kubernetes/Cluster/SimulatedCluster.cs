using PaletteAI.Console.Sandbox.Kubernetes.Pki;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>
/// One cluster: its objects, its certificates and the controllers that act on them. Controllers act when somebody looks and in between, on
/// times that are in the objects, so that how often they act changes nothing.
/// </summary>
internal sealed class SimulatedCluster(string uid, ObjectStore store, ClusterPki pki, KubernetesFaults faults, double timeScale)
{
    /// <summary>Rounds until nothing changes: a deployment needs its set, its pods, a node, a start and a report.</summary>
    private const int MostRounds = 24;

    private static readonly TimeSpan _grain = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private (DateTimeOffset At, long Version) _seen;

    public string Uid => uid;

    public ObjectStore Store => store;

    public ClusterPki Pki => pki;

    /// <summary>Brings the cluster to what it is now.</summary>
    public void CatchUp(ClusterSnapshot snapshot, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (store.Now.Version == _seen.Version && now - _seen.At < _grain)
            {
                return;
            }

            var tick = new Tick(store, snapshot, faults, timeScale, now);
            for (var round = 0; round < MostRounds && Round(tick); round++)
            {
            }

            _seen = (now, store.Now.Version);
        }
    }

    private bool Round(Tick tick)
    {
        var before = store.Now.Version;
        NodeController.Run(tick);
        ContentController.Run(tick);
        CronJobController.Run(tick);
        JobController.Run(tick);
        WorkloadController.Run(tick);
        Scheduler.Run(tick);
        Kubelet.Run(tick);
        Cleaner.Run(tick);
        return store.Now.Version != before;
    }
}
