namespace PaletteAI.Console.Domain.Clusters.Facts;

/// <summary>An event. The cluster forgets it after an hour or so.</summary>
public sealed record EventFacts : ClusterFact
{
    /// <summary>Normal or Warning.</summary>
    public string Type { get; init; } = "";

    /// <summary>E.g. <c>FailedMount</c>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What happened.</summary>
    public string Message { get; init; } = "";

    /// <summary>How often; at least 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>First time.</summary>
    public DateTimeOffset? FirstAt { get; init; }

    /// <summary>Last time.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Who says it, e.g. <c>kubelet</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>What it is about.</summary>
    public required InvolvedObject Involved { get; init; }
}

/// <summary>What an event is about.</summary>
/// <param name="FieldPath">E.g. <c>spec.containers{canvas}</c>; may be empty.</param>
public sealed record InvolvedObject(string Kind, string Namespace, string Name, string Uid, string FieldPath);
