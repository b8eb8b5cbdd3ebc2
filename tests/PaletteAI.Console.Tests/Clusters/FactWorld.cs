using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Tests.Clusters;

/// <summary>Objects of a small cluster.</summary>
internal static class FactWorld
{
    public static ClusterSnapshot Fresh(ClusterSnapshot cluster, DateTimeOffset at) =>
        cluster with { Freshness = Enum.GetValues<FactKind>().ToImmutableDictionary(k => k, _ => new FactFreshness(at)) };

    public static PodFacts Pod(string ns, string name, string node, string phase = "Running", ContainerState? state = null) => new()
    {
        Meta = FactMeta.None with { Namespace = ns, Name = name },
        Phase = phase,
        Node = node,
        Conditions = [new("PodScheduled", "True", "", "", null)],
        Containers = [new("canvas", "registry.example.org/canvas:1", ContainerRole.App, state is null, true, 0, state ?? new ContainerState(ContainerPhase.Running), null)],
    };

    public static NodeFacts Node(string name, string ready = "True") => new()
    {
        Meta = FactMeta.None with { Name = name },
        Labels = FactLabels.Of(("node-role.kubernetes.io/control-plane", ""), ("kubernetes.io/hostname", name)),
        Taints = [new("node-role.kubernetes.io/control-plane", "", "NoSchedule")],
        Conditions = [new("Ready", ready, "KubeletReady", $"the kubelet of {name} says so", null), new("DiskPressure", "False", "", "", null)],
        Addresses = [new("InternalIP", "10.10.10.11")],
        KubeletVersion = "v1.32.3",
    };

    public static EventFacts Event(string reason, string kind, string ns, string name, string message, DateTimeOffset at, string type = "Warning") => new()
    {
        Meta = FactMeta.None with { Namespace = ns, Name = $"{name}.{reason}", Uid = $"{ns}-{name}-{reason}" },
        Type = type,
        Reason = reason,
        Message = message,
        LastAt = at,
        Involved = new InvolvedObject(kind, ns, name, "", ""),
    };
}
