using System.Collections.Immutable;
using FluentValidation;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;

namespace PaletteAI.Console.Application.Operations.Pods;

/// <summary>The cluster's pods, as kubectl lists them.</summary>
/// <param name="Namespace">Empty = all.</param>
[Operation("pods.list", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/pods", Cli = "pods list")]
public sealed record ListPods(string Namespace = "") : IOperation<ImmutableArray<PodRow>>;

/// <summary>A pod as kubectl lists it.</summary>
/// <param name="Ready">E.g. <c>1/2</c>.</param>
/// <param name="Node">Empty while unscheduled.</param>
public sealed record PodRow(string Namespace, string Name, string Ready, string Status, int Restarts, string Node)
{
    /// <summary>The rows of pods, by namespace and name.</summary>
    public static ImmutableArray<PodRow> Of(IEnumerable<PodFacts> pods, string ns) =>
        [.. pods.Where(p => ns.Length == 0 || p.Namespace == ns)
            .OrderBy(p => p.Namespace, StringComparer.Ordinal).ThenBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => (Pod: p, Text: PodStatusText.Of(p)))
            .Select(p => new PodRow(p.Pod.Namespace, p.Pod.Name, p.Text.ReadyText, p.Text.Status, p.Text.Restarts, p.Pod.Node))];
}

internal sealed class ListPodsShape : AbstractValidator<ListPods>
{
    // A namespace is a DNS label of at most 63 characters.
    public ListPodsShape() => RuleFor(x => x.Namespace).NotNull().MaximumLength(63);
}

internal sealed class ListPodsHandler(ClusterTargets targets, IClusterReader reader) : IOperationHandler<ListPods, ImmutableArray<PodRow>>
{
    public async Task<Result<ImmutableArray<PodRow>>> HandleAsync(ListPods input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        if (!target.IsSuccess)
        {
            return target.Error;
        }
        var read = await reader.ReadAsync(target.Value.Access, [FactKind.Pod], isFresh: false, ct);
        return read.Map(cluster => PodRow.Of(cluster.Pods, input.Namespace));
    }
}
