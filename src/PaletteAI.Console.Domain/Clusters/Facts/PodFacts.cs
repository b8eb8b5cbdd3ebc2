using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Clusters.Facts;

/// <summary>A pod. Ten thousand of them are held at once: what is not shown and decides nothing has no place here.</summary>
public sealed record PodFacts : ClusterFact
{
    /// <summary>Labels.</summary>
    public FactLabels Labels { get; init; }

    /// <summary>What made it; null for a pod made by hand.</summary>
    public OwnerFacts? Owner { get; init; }

    /// <summary>Pending, Running, Succeeded, Failed or Unknown.</summary>
    public string Phase { get; init; } = "";

    /// <summary>Why the pod as a whole is in its phase, e.g. <c>Evicted</c>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The same as a sentence.</summary>
    public string Message { get; init; } = "";

    /// <summary>Node; empty while unscheduled.</summary>
    public string Node { get; init; } = "";

    /// <summary>Its own address.</summary>
    public string Ip { get; init; } = "";

    /// <summary>When the kubelet took it on.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Finalizers: they keep a deleted pod.</summary>
    public ImmutableArray<string> Finalizers { get; init; } = [];

    /// <summary>Seconds its deletion grants it; null when it is not being deleted.</summary>
    public int? DeletionGraceSeconds { get; init; }

    /// <summary>Conditions.</summary>
    public ImmutableArray<ConditionFacts> Conditions { get; init; } = [];

    /// <summary>Init containers, in their order.</summary>
    public ImmutableArray<ContainerFacts> InitContainers { get; init; } = [];

    /// <summary>Containers, in the order of their reported states.</summary>
    public ImmutableArray<ContainerFacts> Containers { get; init; } = [];

    /// <summary>Volumes that may hold it up: claims, config maps, secrets, host paths.</summary>
    public ImmutableArray<VolumeFacts> Volumes { get; init; } = [];

    /// <summary>What decides which nodes may take it.</summary>
    public SchedulingHints Scheduling { get; init; } = SchedulingHints.None;

    /// <summary>A condition by type; null when it is not reported.</summary>
    public ConditionFacts? Condition(string type)
    {
        foreach (var condition in Conditions)
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }
        return null;
    }
}

/// <summary>What a container is for.</summary>
public enum ContainerRole
{
    /// <summary>An ordinary container.</summary>
    App,

    /// <summary>Runs to its end before the others start.</summary>
    Init,

    /// <summary>An init container that keeps running beside the others.</summary>
    Sidecar,
}

/// <summary>A container of a pod, with its states.</summary>
/// <param name="State">State; <see cref="ContainerPhase.NotReported"/> while the kubelet said nothing.</param>
/// <param name="LastState">How it ended the time before; null when it never did.</param>
public sealed record ContainerFacts(
    string Name, string Image, ContainerRole Role, bool Ready, bool? Started, int Restarts, ContainerState State, ContainerState? LastState);

/// <summary>Which of the three states a container is in.</summary>
public enum ContainerPhase
{
    /// <summary>The kubelet reports no state: it has not taken the pod on.</summary>
    NotReported,

    /// <summary>Waiting.</summary>
    Waiting,

    /// <summary>Running.</summary>
    Running,

    /// <summary>Terminated.</summary>
    Terminated,
}

/// <summary>State of a container.</summary>
/// <param name="Reason">E.g. <c>CrashLoopBackOff</c>, <c>OOMKilled</c>; may be empty.</param>
public sealed record ContainerState(
    ContainerPhase Phase, string Reason = "", string Message = "", int ExitCode = 0, int Signal = 0,
    DateTimeOffset? StartedAt = null, DateTimeOffset? FinishedAt = null)
{
    /// <summary>No state is reported.</summary>
    public static ContainerState NotReported { get; } = new(ContainerPhase.NotReported);

    /// <summary>Waiting, no reason given.</summary>
    public static ContainerState Waiting { get; } = new(ContainerPhase.Waiting);
}

/// <summary>What a volume takes its content from.</summary>
public enum VolumeKind
{
    /// <summary>A persistent volume claim.</summary>
    Claim,

    /// <summary>A config map.</summary>
    ConfigMap,

    /// <summary>A secret.</summary>
    Secret,

    /// <summary>A path of the node.</summary>
    HostPath,
}

/// <summary>A volume of a pod.</summary>
/// <param name="Target">Name of the claim, config map or secret; the path.</param>
public readonly record struct VolumeFacts(string Name, VolumeKind Kind, string Target, bool Optional = false);
