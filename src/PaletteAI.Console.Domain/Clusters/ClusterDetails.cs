using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Clusters;

/// <summary>The appliance's view of its cluster. Labelled on screen as reported by the appliance.</summary>
public sealed record ClusterDetails
{
    /// <summary>Cluster name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Cluster id.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Provisioning, Running, Deleting, Error, or another word of a newer appliance.</summary>
    public string State { get; init; } = "";

    /// <summary>Why it is in that state.</summary>
    public string StateReason { get; init; } = "";

    /// <summary>Healthy, Unhealthy or empty.</summary>
    public string Health { get; init; } = "";

    /// <summary>Why it is not healthy.</summary>
    public string HealthReason { get; init; } = "";

    /// <summary>Conditions.</summary>
    public ImmutableArray<ReportedCondition> Conditions { get; init; } = [];

    /// <summary>Kubernetes version.</summary>
    public string KubernetesVersion { get; init; } = "";

    /// <summary>Virtual IP of the control plane.</summary>
    public string Vip { get; init; } = "";

    /// <summary>Nodes.</summary>
    public ImmutableArray<ReportedNode> Nodes { get; init; } = [];

    /// <summary>Service links.</summary>
    public ImmutableArray<ReportedService> Services { get; init; } = [];

    /// <summary>Admin kubeconfig; null while there is none.</summary>
    public Secret? Kubeconfig { get; init; }

    /// <summary>When it was created; null when not reported.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>A condition of the cluster, a host or a pack.</summary>
public sealed record ReportedCondition(string Type, string Status, string Reason, string Message, DateTimeOffset? LastTransition, DateTimeOffset? LastProbe);

/// <summary>A node as the appliance reports it.</summary>
public sealed record ReportedNode(string Name, string Pool, bool IsControlPlane, string Ip, string Architecture, string KubernetesVersion, string State, string Health, string HealthReason, string Age);

/// <summary>A service the cluster offers.</summary>
public sealed record ReportedService(string Name, string Host, ImmutableArray<ReportedPort> Ports);

/// <summary>A port of a service.</summary>
public sealed record ReportedPort(string Name, int Port, string Protocol);

/// <summary>A pack being installed (an application).</summary>
public sealed record ApplicationStatus(
    string Profile, string Name, string Version, string Layer, string Status,
    DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, ImmutableArray<ReportedCondition> Conditions);

/// <summary>A Kubernetes event as the appliance reports it.</summary>
public sealed record ClusterEvent(DateTimeOffset? At, string Severity, string Reason, string Message, string Source, string Involved);
