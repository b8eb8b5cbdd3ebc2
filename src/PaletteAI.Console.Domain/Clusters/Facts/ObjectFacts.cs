using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Clusters.Facts;

/// <summary>A Service.</summary>
public sealed record ServiceFacts : ClusterFact
{
    /// <summary>ClusterIP, NodePort, LoadBalancer or ExternalName.</summary>
    public string Type { get; init; } = "";

    /// <summary>Address in the cluster; <c>None</c> when headless.</summary>
    public string ClusterIp { get; init; } = "";

    /// <summary>Addresses outside: external ones and those of the load balancer.</summary>
    public ImmutableArray<string> ExternalAddresses { get; init; } = [];

    /// <summary>Labels of the pods behind it; empty = its endpoints are kept by someone else.</summary>
    public FactLabels Selector { get; init; }

    /// <summary>Ports.</summary>
    public ImmutableArray<ServicePortFacts> Ports { get; init; } = [];
}

/// <summary>A port of a service.</summary>
/// <param name="NodePort">0 when it has none.</param>
public readonly record struct ServicePortFacts(string Name, int Port, string Protocol, int NodePort);

/// <summary>A namespace.</summary>
public sealed record NamespaceFacts : ClusterFact
{
    /// <summary>Active or Terminating.</summary>
    public string Phase { get; init; } = "";

    /// <summary>Why its deletion does not end.</summary>
    public ImmutableArray<ConditionFacts> Conditions { get; init; } = [];
}

/// <summary>A persistent volume claim.</summary>
public sealed record PvcFacts : ClusterFact
{
    /// <summary>Pending, Bound or Lost.</summary>
    public string Phase { get; init; } = "";

    /// <summary>Storage class; null = the default one, empty = none.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Volume it is bound to; empty while it is not.</summary>
    public string VolumeName { get; init; } = "";

    /// <summary>Size asked for, as written.</summary>
    public string Requested { get; init; } = "";

    /// <summary>Access modes.</summary>
    public ImmutableArray<string> AccessModes { get; init; } = [];
}

/// <summary>A lease: in <c>kube-node-lease</c> the heartbeat of a node, in <c>kube-system</c> who leads.</summary>
public sealed record LeaseFacts : ClusterFact
{
    /// <summary>Who holds it.</summary>
    public string Holder { get; init; } = "";

    /// <summary>When it was last renewed.</summary>
    public DateTimeOffset? RenewedAt { get; init; }

    /// <summary>For how many seconds it holds.</summary>
    public int? DurationSeconds { get; init; }
}

/// <summary>That a secret exists, and nothing of what is in it.</summary>
public sealed record SecretName : ClusterFact
{
    /// <summary>E.g. <c>kubernetes.io/tls</c>.</summary>
    public string Type { get; init; } = "";
}
