using System.Collections.Immutable;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Domain.Clusters.Facts;

/// <summary>A node.</summary>
public sealed record NodeFacts : ClusterFact
{
    /// <summary>Labels.</summary>
    public FactLabels Labels { get; init; }

    /// <summary>Taints.</summary>
    public ImmutableArray<Taint> Taints { get; init; } = [];

    /// <summary>Cordoned: takes no new pods.</summary>
    public bool Unschedulable { get; init; }

    /// <summary>Ready, MemoryPressure and so on.</summary>
    public ImmutableArray<ConditionFacts> Conditions { get; init; } = [];

    /// <summary>When the kubelet last wrote the Ready condition; with node leases only every 5 minutes.</summary>
    public DateTimeOffset? LastHeartbeat { get; init; }

    /// <summary>Addresses.</summary>
    public ImmutableArray<NodeAddressFacts> Addresses { get; init; } = [];

    /// <summary>Version of the kubelet.</summary>
    public string KubeletVersion { get; init; } = "";

    /// <summary>Operating system, e.g. <c>Ubuntu 22.04.4 LTS</c>.</summary>
    public string OsImage { get; init; } = "";

    /// <summary>Kernel.</summary>
    public string KernelVersion { get; init; } = "";

    /// <summary>Container runtime, e.g. <c>containerd://1.7.2</c>.</summary>
    public string ContainerRuntime { get; init; } = "";

    /// <summary>amd64 or arm64.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>What pods may ask for.</summary>
    public ImmutableArray<ResourceAmount> Allocatable { get; init; } = [];

    /// <summary>Roles by label, in alphabetical order; empty for a plain worker.</summary>
    public ImmutableArray<string> Roles => NodeRoles.Of(Labels);

    /// <summary>The Ready condition; null when the kubelet never reported.</summary>
    public ConditionFacts? Ready => Condition("Ready");

    /// <summary>Whether it reports Ready.</summary>
    public bool IsReady => Ready is { IsTrue: true };

    /// <summary>The first internal address; empty when there is none.</summary>
    public string InternalIp => Addresses.FirstOrDefault(a => a.Type == "InternalIP").Address ?? "";

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

/// <summary>An address of a node.</summary>
/// <param name="Type"><c>InternalIP</c>, <c>Hostname</c> and so on.</param>
public readonly record struct NodeAddressFacts(string Type, string Address);

/// <summary>Roles of nodes, found as kubectl finds them.</summary>
internal static class NodeRoles
{
    private const string Prefix = "node-role.kubernetes.io/";
    private const string Single = "kubernetes.io/role";

    public static ImmutableArray<string> Of(FactLabels labels) =>
        [.. labels.Pairs
            .Select(l => l.Key.StartsWith(Prefix, StringComparison.Ordinal) ? l.Key[Prefix.Length..] : l.Key == Single ? l.Value : "")
            .Where(r => r.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
}
