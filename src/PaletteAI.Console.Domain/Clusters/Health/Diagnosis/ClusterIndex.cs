using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>Look-ups that every diagnosis needs, made once per judgement.</summary>
internal sealed class ClusterIndex
{
    private readonly Dictionary<string, NodeFacts> _nodes;
    private readonly Lazy<ILookup<(string Namespace, string Name), EventFacts>> _podEvents;
    private readonly Lazy<ILookup<string, PodFacts>> _podsByNamespace;
    private readonly Lazy<Dictionary<(string Namespace, string Name), PvcFacts>> _claims;
    private readonly Lazy<HashSet<(string Namespace, string Name)>> _secrets;
    private readonly Lazy<Dictionary<(string Node, string Resource), decimal>> _used;
    private readonly Lazy<Dictionary<(string Namespace, string Name), WorkloadFacts>> _workloads;

    public ClusterIndex(HealthInput input)
    {
        Input = input;
        var cluster = input.Cluster;
        _nodes = cluster.Nodes.GroupBy(n => n.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        _podEvents = new(() => cluster.Events.Where(e => e.Involved.Kind == "Pod").ToLookup(e => (e.Involved.Namespace, e.Involved.Name)));
        _podsByNamespace = new(() => cluster.Pods.ToLookup(p => p.Namespace, StringComparer.Ordinal));
        _claims = new(() => cluster.Claims.GroupBy(c => (c.Namespace, c.Name)).ToDictionary(g => g.Key, g => g.First()));
        _secrets = new(() => [.. cluster.Secrets.Select(s => (s.Namespace, s.Name))]);
        _used = new(UsedOnNodes);
        _workloads = new(() => cluster.Deployments.Cast<WorkloadFacts>().Concat(cluster.StatefulSets).Concat(cluster.DaemonSets)
            .GroupBy(w => (w.Namespace, w.Name)).ToDictionary(g => g.Key, g => g.First()));
    }

    public HealthInput Input { get; }

    public DateTimeOffset Now => Input.Now;

    public HealthLimits Limits => Input.Limits;

    public IReadOnlyList<NodeFacts> Nodes => Input.Cluster.Nodes;

    public NodeFacts? Node(string name) => _nodes.GetValueOrDefault(name);

    /// <summary>Events of the pod itself, not of an earlier one of the same name (a StatefulSet's).</summary>
    public IEnumerable<EventFacts> EventsOf(PodFacts pod) =>
        _podEvents.Value[(pod.Namespace, pod.Name)].Where(e => e.Involved.Uid.Length == 0 || pod.Meta.Uid.Length == 0 || e.Involved.Uid == pod.Meta.Uid);

    public IEnumerable<PodFacts> PodsIn(string ns) => _podsByNamespace.Value[ns];

    public PvcFacts? Claim(string ns, string name) => _claims.Value.GetValueOrDefault((ns, name));

    /// <summary>Whether a secret is known to be absent: the names have to be fresh for that.</summary>
    public bool LacksSecret(string ns, string name) => IsFresh(FactKind.SecretName) && !_secrets.Value.Contains((ns, name));

    /// <summary>Whether the facts of a kind are there and not stale.</summary>
    public bool IsFresh(FactKind kind) => Input.Cluster.FreshnessOf(kind).AsOf is { } asOf && Now - asOf <= Limits.StaleAfter;

    public WorkloadFacts? Workload(string ns, string name) => _workloads.Value.GetValueOrDefault((ns, name));

    /// <summary>The workload a pod belongs to, by name: its Deployment rather than the ReplicaSet in between.</summary>
    public static string WorkloadName(PodFacts pod)
    {
        if (pod.Owner is not { } owner)
        {
            return pod.Name;
        }
        var hash = pod.Labels["pod-template-hash"];
        return owner.Kind == "ReplicaSet" && hash is { Length: > 0 } && owner.Name.EndsWith($"-{hash}", StringComparison.Ordinal)
            ? owner.Name[..^(hash.Length + 1)] : owner.Name;
    }

    /// <summary>What is left of a resource on a node, after all pods that are bound to it; null when the node does not tell.</summary>
    public decimal? FreeOn(NodeFacts node, string resource)
    {
        foreach (var amount in node.Allocatable)
        {
            if (amount.Resource == resource)
            {
                return amount.Amount - _used.Value.GetValueOrDefault((node.Name, resource));
            }
        }
        return null;
    }

    private Dictionary<(string Node, string Resource), decimal> UsedOnNodes()
    {
        var used = new Dictionary<(string, string), decimal>();
        foreach (var pod in Input.Cluster.Pods)
        {
            if (pod.Node.Length == 0 || pod.Phase is "Succeeded" or "Failed")
            {
                continue;
            }
            foreach (var (resource, amount) in pod.Scheduling.Requests)
            {
                used[(pod.Node, resource)] = used.GetValueOrDefault((pod.Node, resource)) + amount;
            }
        }
        return used;
    }
}
