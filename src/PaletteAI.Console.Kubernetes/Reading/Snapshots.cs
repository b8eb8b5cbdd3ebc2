using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Kubernetes.Reading;

/// <summary>Puts the objects of a kind into a snapshot.</summary>
internal static class Snapshots
{
    public static ClusterSnapshot With(ClusterSnapshot snapshot, FactKind kind, IReadOnlyList<ClusterFact> facts, FactFreshness freshness)
    {
        var dated = snapshot with { Freshness = snapshot.Freshness.SetItem(kind, freshness) };
        return kind switch
        {
            FactKind.Node => dated with { Nodes = Of<NodeFacts>(facts) },
            FactKind.Pod => dated with { Pods = Of<PodFacts>(facts) },
            FactKind.CronJob => dated with { CronJobs = Of<CronJobFacts>(facts) },
            FactKind.Job => dated with { Jobs = Of<JobFacts>(facts) },
            FactKind.Event => dated with { Events = Of<EventFacts>(facts) },
            FactKind.Deployment => dated with { Deployments = Of<DeploymentFacts>(facts) },
            FactKind.StatefulSet => dated with { StatefulSets = Of<StatefulSetFacts>(facts) },
            FactKind.DaemonSet => dated with { DaemonSets = Of<DaemonSetFacts>(facts) },
            FactKind.Service => dated with { Services = Of<ServiceFacts>(facts) },
            FactKind.Namespace => dated with { Namespaces = Of<NamespaceFacts>(facts) },
            FactKind.PersistentVolumeClaim => dated with { Claims = Of<PvcFacts>(facts) },
            FactKind.Lease => dated with { Leases = Of<LeaseFacts>(facts) },
            FactKind.SecretName => dated with { Secrets = Of<SecretName>(facts) },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The kind is not followed."),
        };
    }

    private static T[] Of<T>(IReadOnlyList<ClusterFact> facts)
        where T : ClusterFact => [.. facts.Cast<T>()];
}
