using PaletteAI.Console.Sandbox.Kubernetes.Pki;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>
/// One cluster: its objects, its certificates and the controllers that act on them. Controllers act when somebody looks and in between, on
/// times that are in the objects, so that how often they act changes nothing.
/// </summary>
internal sealed class SimulatedCluster(string uid, ObjectStore store, ClusterPki pki, KubernetesFaults faults, double timeScale, DateTimeOffset? actedUntil = null)
{
    /// <summary>Rounds until nothing changes: a deployment needs its set, its pods, a node, a start and a report.</summary>
    private const int MostRounds = 24;

    /// <summary>Seconds of a real appliance; a pod starts within less than a minute.</summary>
    private const double StepSeconds = 20;

    private const int MostSteps = 24;

    /// <summary>How often controllers act at most.</summary>
    public static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private DateTimeOffset? _acted = actedUntil;

    public string Uid => uid;

    public ObjectStore Store => store;

    public ClusterPki Pki => pki;

    /// <summary>Until when the controllers have acted; null = not yet.</summary>
    public DateTimeOffset? ActedUntil => _acted;

    /// <summary>Brings the cluster to what it is now.</summary>
    public void CatchUp(ClusterSnapshot snapshot, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (now - _acted < Grain)
            {
                return;
            }

            foreach (var moment in Moments(_acted ?? snapshot.CreatedAt, now))
            {
                var tick = new Tick(store, snapshot, faults, timeScale, moment);
                for (var round = 0; round < MostRounds && Round(tick); round++)
                {
                }
            }

            _acted = now;
        }
    }

    // What happened while nobody looked is played in steps, so that what takes time has taken it.
    private IEnumerable<DateTimeOffset> Moments(DateTimeOffset from, DateTimeOffset now)
    {
        var steps = (int)Math.Clamp((now - from) / TimeSpan.FromSeconds(StepSeconds / timeScale), 1, MostSteps);
        return Enumerable.Range(1, steps).Select(i => from + ((now - from) * i / steps));
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
