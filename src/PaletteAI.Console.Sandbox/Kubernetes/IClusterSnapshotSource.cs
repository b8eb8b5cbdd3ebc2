namespace PaletteAI.Console.Sandbox.Kubernetes;

/// <summary>What the simulated Kubernetes API knows of the simulated cluster.</summary>
internal interface IClusterSnapshotSource
{
    /// <summary>The cluster now; null while its API does not answer.</summary>
    ClusterSnapshot? Current();

    /// <summary>Addresses of all hosts, also of those that have not joined.</summary>
    IReadOnlyList<string> Addresses { get; }

    /// <summary>Completes when something may have changed, at the latest after a second.</summary>
    Task WaitForChangeAsync(CancellationToken ct);
}

/// <summary>The simulated cluster at a moment.</summary>
internal sealed record ClusterSnapshot
{
    public required string Name { get; init; }

    public required string Uid { get; init; }

    public required string Endpoint { get; init; }

    public required string KubernetesVersion { get; init; }

    /// <summary>When the API began to answer.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public required IReadOnlyList<ClusterNodeSnapshot> Nodes { get; init; }

    /// <summary>Condition types reached (e.g. <c>StorageReady</c>) and when.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> Reached { get; init; }

    /// <summary>Condition types begun and when.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> Begun { get; init; }

    /// <summary>The installer waits for a labelled node.</summary>
    public bool ValuesNodeSelector { get; init; }

    public string RootDomain { get; init; } = "";

    /// <summary>SHA-256 of the values file of a host now, by its id; empty = not known.</summary>
    public Func<string, string> ValuesSha256 { get; init; } = _ => "";
}

/// <summary>A node of the simulated cluster.</summary>
internal sealed record ClusterNodeSnapshot(
    string Name, string Uid, string Address, bool IsControlPlane, DateTimeOffset JoinedAt, DateTimeOffset? ReadyAt, bool IsAway,
    IReadOnlyDictionary<string, string> Labels, IReadOnlyList<NodeTaintSnapshot> Taints, string Kernel);

/// <summary>A taint of a node.</summary>
internal sealed record NodeTaintSnapshot(string Key, string Value, string Effect);
