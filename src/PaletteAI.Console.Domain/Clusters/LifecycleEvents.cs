using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Clusters;

/// <summary>Progress of a deployment as the appliance reports it: conditions reached and the order they are expected in.</summary>
/// <param name="ClusterEvents">Conditions of the cluster.</param>
/// <param name="HostEvents">Conditions of the hosts; the message names the host.</param>
/// <param name="ExpectedOrder">Categories in order; conditions in order inside.</param>
public sealed record LifecycleEvents(
    ImmutableArray<ReportedCondition> ClusterEvents, ImmutableArray<ReportedCondition> HostEvents, ImmutableArray<ExpectedCategory> ExpectedOrder);

/// <summary>A group of expected conditions.</summary>
public sealed record ExpectedCategory(string Category, int Order, ImmutableArray<ExpectedCondition> Conditions);

/// <summary>One expected condition, matched to an event by type and reason.</summary>
public sealed record ExpectedCondition(string Type, string TypeLabel, string Reason, string ReasonLabel, int Order);
