using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;

namespace PaletteAI.Console.Domain.Clusters.Components;

/// <summary>A part of Palette or PaletteAI that has a name people know.</summary>
/// <param name="Name">Name.</param>
/// <param name="Does">What it does, in a few words.</param>
/// <param name="Namespace">Its namespace; empty = it is known by the names of its pods.</param>
/// <param name="Pods">What the names of its pods begin with, or their <c>app.kubernetes.io/name</c> is; empty = all pods of the namespace.</param>
public sealed record Component(string Name, string Does, string Namespace, ImmutableArray<string> Pods)
{
    /// <summary>All parts: Palette's namespaces, PaletteAI's, and the named parts within.</summary>
    public static ImmutableArray<Component> All { get; } =
    [
        new("cp-system", "Palette's control-plane console", "cp-system", []),
        new("hubble-system", "Palette's services and database", "hubble-system", []),
        new("ingress-nginx", "Ingress of all endpoints", "ingress-nginx", []),
        new("jet-system", "Palette's cluster management", "jet-system", []),
        new("ui-system", "Palette's user interface", "ui-system", []),
        new("mural-system", "PaletteAI", "mural-system", []),
        new("Canvas", "PaletteAI's user interface", "", ["canvas"]),
        new("Dex", "Sign-in to PaletteAI", "", ["dex"]),
        new("Alertmanager", "Sends alerts", "", ["alertmanager"]),
        new("Prometheus", "Collects metrics", "", ["prometheus"]),
        new("Zot", "Image registry of the appliance", "", ["zot"]),
        new("Flux", "Applies what Git and OCI hold", "flux-system", []),
    ];

    /// <summary>Whether a pod is part of it.</summary>
    public bool Owns(PodFacts pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return (Namespace.Length == 0 || pod.Namespace == Namespace) && (Pods.IsEmpty || Pods.Any(p => IsNamed(pod, p)));
    }

    // "dex-5d9c", "mural-dex-5d9c", but not "index-0".
    private static bool IsNamed(PodFacts pod, string word) =>
        pod.Labels["app.kubernetes.io/name"] == word || pod.Name.Split('-').Contains(word, StringComparer.Ordinal);
}

/// <summary>How a component is.</summary>
public enum ComponentState
{
    /// <summary>All its pods are well.</summary>
    Healthy,

    /// <summary>Some of its pods are not.</summary>
    Degraded,

    /// <summary>None of its pods is.</summary>
    Failing,

    /// <summary>The cluster has no pod of it.</summary>
    Absent,

    /// <summary>The pods could not be read.</summary>
    Unknown,
}

/// <summary>A component's health.</summary>
/// <param name="Ready">Pods that are well; those that ran to their end are not counted.</param>
/// <param name="Pods">Its pods, those that ran to their end not counted.</param>
/// <param name="Cause">The first cause one of its pods suffers from; null = none is known.</param>
/// <param name="Namespaces">Where its pods are.</param>
public sealed record ComponentHealth(Component Component, ComponentState State, int Ready, int Pods, HealthCause? Cause, ImmutableArray<string> Namespaces)
{
    /// <summary>Judges all components.</summary>
    /// <param name="pods">All pods; null = they could not be read.</param>
    /// <param name="causes">The causes of the verdict, root first.</param>
    public static ImmutableArray<ComponentHealth> Of(IReadOnlyCollection<PodFacts>? pods, IReadOnlyCollection<HealthCause> causes)
    {
        ArgumentNullException.ThrowIfNull(causes);
        return [.. Component.All.Select(c => pods is null ? new ComponentHealth(c, ComponentState.Unknown, 0, 0, null, []) : Of(c, [.. pods.Where(c.Owns)], causes))];
    }

    private static ComponentHealth Of(Component component, PodFacts[] own, IReadOnlyCollection<HealthCause> causes)
    {
        PodFacts[] pods = [.. own.Where(p => p.Phase != "Succeeded")];
        var ready = pods.Count(IsWell);
        var names = own.Select(p => $"{p.Namespace}/{p.Name}").ToHashSet(StringComparer.Ordinal);
        var state = own.Length == 0 ? ComponentState.Absent
            : ready == pods.Length ? ComponentState.Healthy
            : ready == 0 ? ComponentState.Failing : ComponentState.Degraded;
        return new ComponentHealth(
            component, state, ready, pods.Length, causes.FirstOrDefault(c => c.Victims.Any(names.Contains)), [.. own.Select(p => p.Namespace).Distinct().Order(StringComparer.Ordinal)]);
    }

    private static bool IsWell(PodFacts pod)
    {
        var text = PodStatusText.Of(pod);
        return text.Status == "Running" && text.Ready == text.Containers && pod.Condition("Ready") is null or { IsTrue: true };
    }
}
