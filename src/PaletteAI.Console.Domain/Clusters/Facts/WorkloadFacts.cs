using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Clusters.Facts;

/// <summary>What keeps a number of pods running.</summary>
public abstract record WorkloadFacts : ClusterFact
{
    /// <summary>Labels.</summary>
    public FactLabels Labels { get; init; }

    /// <summary>Labels its pods carry (<c>matchLabels</c>).</summary>
    public FactLabels Selector { get; init; }

    /// <summary>Pods wanted.</summary>
    public int Desired { get; init; }

    /// <summary>Pods ready.</summary>
    public int Ready { get; init; }

    /// <summary>Pods of the newest template.</summary>
    public int Updated { get; init; }

    /// <summary>Pods ready for long enough.</summary>
    public int Available { get; init; }

    /// <summary>Whether its controller has seen the newest spec; until then the numbers are of the one before.</summary>
    public bool IsObserved { get; init; } = true;
}

/// <summary>A Deployment.</summary>
public sealed record DeploymentFacts : WorkloadFacts
{
    /// <summary>Rolled out no further.</summary>
    public bool Paused { get; init; }

    /// <summary>Available, Progressing, ReplicaFailure.</summary>
    public ImmutableArray<ConditionFacts> Conditions { get; init; } = [];
}

/// <summary>A StatefulSet.</summary>
public sealed record StatefulSetFacts : WorkloadFacts;

/// <summary>A DaemonSet; <see cref="WorkloadFacts.Desired"/> is the number of nodes that should run it.</summary>
public sealed record DaemonSetFacts : WorkloadFacts;
