using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>A pod with what kubectl prints of it.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Text">Status, ready containers, restarts.</param>
public sealed record PodListing(PodFacts Pod, PodStatusText Text)
{
    /// <summary>Stable identity, <c>namespace/name</c>.</summary>
    public string Key => $"{Pod.Namespace}/{Pod.Name}";

    /// <summary>It runs with all its containers, or ran to its end: what "all pods Running" asks for.</summary>
    public bool IsWell => HasCompleted || (IsRunning && Text.Ready == Text.Containers && Pod.Condition("Ready") is null or { IsTrue: true });

    /// <summary>The one vocabulary.</summary>
    public KitStatus Look => Text.Status switch
    {
        _ when HasCompleted => KitStatus.Passed,
        _ when IsWell => KitStatus.Healthy,
        "Running" or "NotReady" => KitStatus.Degraded,
        "Pending" or "SchedulingGated" => KitStatus.Pending,
        "ContainerCreating" or "PodInitializing" or "Terminating" => KitStatus.InProgress,
        "Unknown" => KitStatus.Unknown,
        var s when s.StartsWith("Init:", StringComparison.Ordinal) && s.Contains('/', StringComparison.Ordinal) => KitStatus.InProgress,
        _ => KitStatus.Failing,
    };

    private bool HasCompleted => Pod.Phase == "Succeeded";

    private bool IsRunning => Text.Status == "Running";

    /// <summary>The listing of a pod.</summary>
    public static PodListing Of(PodFacts pod) => new(pod, PodStatusText.Of(pod));
}
