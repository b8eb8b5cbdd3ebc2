using System.Collections.Immutable;
using PaletteAI.Console.Appliance.Json;
using PaletteAI.Console.Domain.Clusters;

namespace PaletteAI.Console.Appliance.Mapping;

internal static class ClusterMapping
{
    /// <summary>The cluster; null when the answer names none.</summary>
    public static ClusterDetails? Details(ClusterAnswer answer)
    {
        var (metadata, status) = (answer.Metadata, answer.Status);
        if (string.IsNullOrEmpty(metadata?.Name) && string.IsNullOrEmpty(status?.ClusterState))
        {
            return null;
        }
        return new ClusterDetails
        {
            Name = metadata?.Name ?? "",
            Uid = metadata?.Id ?? metadata?.Uid ?? "",
            State = status?.ClusterState ?? "",
            StateReason = status?.ClusterStateReason ?? "",
            Health = status?.Health?.Status ?? "",
            HealthReason = status?.Health?.Reason ?? "",
            Conditions = Conditions(status?.ClusterConditions),
            KubernetesVersion = status?.K8sVersion ?? "",
            Vip = answer.Spec?.Vip ?? "",
            Nodes = [.. Read.Items(status?.NodePools).SelectMany(p => Read.Items(p.Nodes).Select(n => Node(p.Pool, n)))],
            Services = [.. Read.Items(status?.Services).Select(Service)],
            Kubeconfig = Read.Kubeconfig(status?.Kubeconfig),
            CreatedAt = Read.Time(metadata?.CreationTimestamp),
        };
    }

    public static ImmutableArray<ApplicationStatus> Applications(ApplicationsAnswer answer) =>
        [.. Read.Items(answer.ClusterProfileTemplates).SelectMany(t => Read.Items(t.Packs).Select(p => new ApplicationStatus(
            t.Name ?? "", p.Name ?? "", p.Version ?? "", p.Layer ?? "", p.Status ?? "",
            Read.Time(p.StartTime), Read.Time(p.EndTime), Conditions(p.Conditions))))];

    public static LifecycleEvents Lifecycle(LifecycleAnswer answer) => new(
        Conditions(answer.ClusterEvents),
        Conditions(answer.EdgeHostEvents),
        [.. Read.Items(answer.ExpectedOrder).Select(Category).OrderBy(c => c.Order)]);

    public static ImmutableArray<ClusterEvent> Events(EventsAnswer answer) => [.. Read.Items(answer.Items).Select(Event)];

    private static ExpectedCategory Category(CategoryAnswer category) => new(
        category.Category ?? "", Read.Count(category.Order),
        [.. Read.Items(category.ConditionsOrder)
            .Select(c => new ExpectedCondition(c.Type ?? "", c.TypeLabel ?? "", c.Reason ?? "", c.ReasonLabel ?? "", Read.Count(c.Order)))
            .OrderBy(c => c.Order)]);

    private static ImmutableArray<ReportedCondition> Conditions(List<ConditionAnswer?>? list) =>
        [.. Read.Items(list).Select(c => new ReportedCondition(
            c.Type ?? "", c.Status ?? "", c.Reason ?? "", c.Message ?? "", Read.Time(c.LastTransitionTime), Read.Time(c.LastProbeTime)))];

    private static ReportedNode Node(PoolAnswer? pool, NodeAnswer node) => new(
        node.NodeName ?? "", pool?.Name ?? "", pool?.IsControlPlane == true, Read.Address(node.Ipv4), node.Architecture ?? pool?.ArchType ?? "",
        node.K8sVersion ?? "", node.NodeState ?? "", node.Health?.Status ?? "", node.Health?.Reason ?? "", node.Age ?? "");

    private static ReportedService Service(ServiceAnswer service) => new(
        service.Name ?? "", service.Host ?? "",
        [.. Read.Items(service.Ports).Select(p => new ReportedPort(p.Name ?? "", Read.Count(p.Port), p.Protocol ?? ""))]);

    private static ClusterEvent Event(EventAnswer e) => new(
        Read.Time(e.Metadata?.LastModifiedTimestamp) ?? Read.Time(e.Metadata?.CreationTimestamp),
        e.Severity ?? "", e.Reason ?? "", e.Message ?? "",
        Join(", ", e.Source?.Component, e.Source?.Host),
        Join(" ", e.InvolvedObject?.Kind, Join("/", e.InvolvedObject?.Namespace, e.InvolvedObject?.Name)));

    private static string Join(string separator, params string?[] parts) => string.Join(separator, parts.Where(p => !string.IsNullOrEmpty(p)));
}
