using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Clusters.Facts;

/// <summary>The kinds of objects that are followed.</summary>
public enum FactKind
{
    /// <summary>Node.</summary>
    Node,

    /// <summary>Pod.</summary>
    Pod,

    /// <summary>CronJob.</summary>
    CronJob,

    /// <summary>Job.</summary>
    Job,

    /// <summary>Event.</summary>
    Event,

    /// <summary>Deployment.</summary>
    Deployment,

    /// <summary>StatefulSet.</summary>
    StatefulSet,

    /// <summary>DaemonSet.</summary>
    DaemonSet,

    /// <summary>Service.</summary>
    Service,

    /// <summary>Namespace.</summary>
    Namespace,

    /// <summary>PersistentVolumeClaim.</summary>
    PersistentVolumeClaim,

    /// <summary>Lease.</summary>
    Lease,

    /// <summary>Names of Secrets.</summary>
    SecretName,
}

/// <summary>How fresh the facts of a kind are.</summary>
/// <param name="AsOf">When they were last known to be current; null = they were never had.</param>
/// <param name="Problem">Why they are not current now, as a sentence; empty while they are.</param>
public sealed record FactFreshness(DateTimeOffset? AsOf, string Problem = "")
{
    /// <summary>Never had.</summary>
    public static FactFreshness Never { get; } = new((DateTimeOffset?)null);
}

/// <summary>All that is known of the cluster at a moment. It does not change any more.</summary>
public sealed record ClusterSnapshot
{
    /// <summary>Nothing known.</summary>
    public static ClusterSnapshot Empty { get; } = new();

    /// <summary>Freshness by kind; a kind that is missing was never had.</summary>
    public ImmutableDictionary<FactKind, FactFreshness> Freshness { get; init; } = ImmutableDictionary<FactKind, FactFreshness>.Empty;

    /// <summary>Nodes.</summary>
    public IReadOnlyList<NodeFacts> Nodes { get; init; } = [];

    /// <summary>Pods.</summary>
    public IReadOnlyList<PodFacts> Pods { get; init; } = [];

    /// <summary>CronJobs.</summary>
    public IReadOnlyList<CronJobFacts> CronJobs { get; init; } = [];

    /// <summary>Jobs.</summary>
    public IReadOnlyList<JobFacts> Jobs { get; init; } = [];

    /// <summary>Events.</summary>
    public IReadOnlyList<EventFacts> Events { get; init; } = [];

    /// <summary>Deployments.</summary>
    public IReadOnlyList<DeploymentFacts> Deployments { get; init; } = [];

    /// <summary>StatefulSets.</summary>
    public IReadOnlyList<StatefulSetFacts> StatefulSets { get; init; } = [];

    /// <summary>DaemonSets.</summary>
    public IReadOnlyList<DaemonSetFacts> DaemonSets { get; init; } = [];

    /// <summary>Services.</summary>
    public IReadOnlyList<ServiceFacts> Services { get; init; } = [];

    /// <summary>Namespaces.</summary>
    public IReadOnlyList<NamespaceFacts> Namespaces { get; init; } = [];

    /// <summary>Persistent volume claims.</summary>
    public IReadOnlyList<PvcFacts> Claims { get; init; } = [];

    /// <summary>Leases.</summary>
    public IReadOnlyList<LeaseFacts> Leases { get; init; } = [];

    /// <summary>Names of secrets.</summary>
    public IReadOnlyList<SecretName> Secrets { get; init; } = [];

    /// <summary>The facts of a kind.</summary>
    public IReadOnlyList<ClusterFact> FactsOf(FactKind kind) => kind switch
    {
        FactKind.Node => Nodes,
        FactKind.Pod => Pods,
        FactKind.CronJob => CronJobs,
        FactKind.Job => Jobs,
        FactKind.Event => Events,
        FactKind.Deployment => Deployments,
        FactKind.StatefulSet => StatefulSets,
        FactKind.DaemonSet => DaemonSets,
        FactKind.Service => Services,
        FactKind.Namespace => Namespaces,
        FactKind.PersistentVolumeClaim => Claims,
        FactKind.Lease => Leases,
        _ => Secrets,
    };

    /// <summary>Freshness of a kind.</summary>
    public FactFreshness FreshnessOf(FactKind kind) => Freshness.GetValueOrDefault(kind, FactFreshness.Never);
}
