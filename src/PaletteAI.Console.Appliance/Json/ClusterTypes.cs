namespace PaletteAI.Console.Appliance.Json;

internal sealed record ClusterAnswer
{
    public MetadataAnswer? Metadata { get; init; }

    public ClusterSpecAnswer? Spec { get; init; }

    public ClusterStatusAnswer? Status { get; init; }
}

internal sealed record ClusterSpecAnswer
{
    public string? Vip { get; init; }
}

internal sealed record ClusterStatusAnswer
{
    public List<ConditionAnswer?>? ClusterConditions { get; init; }

    public string? ClusterState { get; init; }

    public string? ClusterStateReason { get; init; }

    public HealthAnswer? Health { get; init; }

    public string? K8sVersion { get; init; }

    public string? Kubeconfig { get; init; }

    public List<PoolStatusAnswer?>? NodePools { get; init; }

    public List<ServiceAnswer?>? Services { get; init; }
}

internal sealed record ConditionAnswer
{
    public string? Type { get; init; }

    public string? Status { get; init; }

    public string? Reason { get; init; }

    public string? Message { get; init; }

    public string? LastTransitionTime { get; init; }

    public string? LastProbeTime { get; init; }
}

internal sealed record PoolStatusAnswer
{
    public PoolAnswer? Pool { get; init; }

    public List<NodeAnswer?>? Nodes { get; init; }
}

internal sealed record PoolAnswer
{
    public string? Name { get; init; }

    public bool? IsControlPlane { get; init; }

    public string? ArchType { get; init; }
}

internal sealed record NodeAnswer
{
    public string? NodeName { get; init; }

    public string? Ipv4 { get; init; }

    public string? Architecture { get; init; }

    public string? K8sVersion { get; init; }

    public string? NodeState { get; init; }

    public string? Age { get; init; }

    public HealthAnswer? Health { get; init; }
}

internal sealed record ServiceAnswer
{
    public string? Name { get; init; }

    public string? Host { get; init; }

    public List<PortAnswer?>? Ports { get; init; }
}

internal sealed record PortAnswer
{
    public string? Name { get; init; }

    public long? Port { get; init; }

    public string? Protocol { get; init; }
}

internal sealed record ApplicationsAnswer
{
    public List<TemplateAnswer?>? ClusterProfileTemplates { get; init; }
}

internal sealed record TemplateAnswer
{
    public string? Name { get; init; }

    public List<PackInfoAnswer?>? Packs { get; init; }
}

internal sealed record PackInfoAnswer
{
    public string? Name { get; init; }

    public string? Version { get; init; }

    public string? Layer { get; init; }

    public string? Status { get; init; }

    public string? StartTime { get; init; }

    public string? EndTime { get; init; }

    public List<ConditionAnswer?>? Conditions { get; init; }
}

internal sealed record LifecycleAnswer
{
    public List<ConditionAnswer?>? ClusterEvents { get; init; }

    public List<ConditionAnswer?>? EdgeHostEvents { get; init; }

    public List<CategoryAnswer?>? ExpectedOrder { get; init; }
}

internal sealed record CategoryAnswer
{
    public string? Category { get; init; }

    public long? Order { get; init; }

    public List<ConditionOrderAnswer?>? ConditionsOrder { get; init; }
}

internal sealed record ConditionOrderAnswer
{
    public string? Type { get; init; }

    public string? TypeLabel { get; init; }

    public string? Reason { get; init; }

    public string? ReasonLabel { get; init; }

    public long? Order { get; init; }
}

internal sealed record EventsAnswer
{
    public List<EventAnswer?>? Items { get; init; }
}

internal sealed record EventAnswer
{
    public MetadataAnswer? Metadata { get; init; }

    public string? Severity { get; init; }

    public string? Reason { get; init; }

    public string? Message { get; init; }

    public EventSourceAnswer? Source { get; init; }

    public InvolvedAnswer? InvolvedObject { get; init; }
}

internal sealed record EventSourceAnswer
{
    public string? Component { get; init; }

    public string? Host { get; init; }
}

internal sealed record InvolvedAnswer
{
    public string? Kind { get; init; }

    public string? Name { get; init; }

    public string? Namespace { get; init; }
}
