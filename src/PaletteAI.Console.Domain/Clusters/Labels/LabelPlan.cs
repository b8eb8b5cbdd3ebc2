using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Domain.Clusters.Labels;

/// <summary>One change of one node, which only holds for the version it was planned on.</summary>
/// <param name="ResourceVersion">The node's version; another one refuses the change.</param>
/// <param name="Value">The label's new value; null takes it off.</param>
/// <param name="Before">The label's value now; null = it is not there. What a roll-back restores.</param>
public sealed record LabelStep(string Node, string ResourceVersion, string? Value, string? Before);

/// <summary>
/// Moves the installer's label to one node. It is taken off everywhere else first and put on last: between the steps no node carries it
/// (the installer waits) and never two (it would run with either values file).
/// </summary>
/// <param name="Before">Nodes that carry it now.</param>
/// <param name="After">The node that will.</param>
/// <param name="Steps">In order; empty when there is nothing to do.</param>
public sealed record LabelPlan(ImmutableArray<string> Before, string After, ImmutableArray<LabelStep> Steps)
{
    /// <summary>Plans the move.</summary>
    public static Result<LabelPlan> To(string node, IReadOnlyCollection<NodeFacts> nodes)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(nodes);
        var target = nodes.FirstOrDefault(n => n.Name == node);
        if (target is null)
        {
            var near = NearestName.Find(node, nodes.Select(n => n.Name));
            return new Error(
                ErrorKind.NotFound, "node-not-found", $"There is no node '{node}'.",
                near is not null ? $"Did you mean {near}?" : $"Nodes are: {string.Join(", ", nodes.Select(n => n.Name).Order(StringComparer.Ordinal))}.");
        }
        if (target.Meta.DeletedAt is not null)
        {
            return new Error(ErrorKind.Refused, "node-leaves", $"The node {node} is being deleted.", "Choose another node.");
        }
        var others = nodes.Where(n => n.Name != node && InstallerLabel.IsOn(n)).OrderBy(n => n.Name, StringComparer.Ordinal).Select(n => StepOf(n, null));
        var own = InstallerLabel.IsOn(target) ? [] : (IEnumerable<LabelStep>)[StepOf(target, InstallerLabel.Value)];
        return new LabelPlan([.. nodes.Where(InstallerLabel.IsOn).Select(n => n.Name).Order(StringComparer.Ordinal)], node, [.. others, .. own]);
    }

    /// <summary>
    /// What to do about the steps that were made when a later one failed, newest first. A node that somebody else labelled in the meantime
    /// wins: then nothing is put back, because two would carry it.
    /// </summary>
    /// <param name="done">Steps that were made, in order.</param>
    /// <param name="nodes">All nodes, read after the failure.</param>
    public static ImmutableArray<LabelStep> RollBack(IReadOnlyCollection<LabelStep> done, IReadOnlyCollection<NodeFacts> nodes)
    {
        ArgumentNullException.ThrowIfNull(done);
        ArgumentNullException.ThrowIfNull(nodes);
        var steps = ImmutableArray.CreateBuilder<LabelStep>();
        var taken = done.Where(s => s.Value is not null).Select(s => s.Node).ToHashSet(StringComparer.Ordinal);
        steps.AddRange(nodes.Where(n => taken.Contains(n.Name) && InstallerLabel.IsOn(n)).Select(n => StepOf(n, null)));
        var isHeld = nodes.Any(n => InstallerLabel.IsOn(n) && !taken.Contains(n.Name));
        // Of several that carried it before, one is put back: several were the trouble.
        var back = isHeld ? null : done.FirstOrDefault(s => s.Value is null && s.Before == InstallerLabel.Value);
        if (back is not null && nodes.FirstOrDefault(n => n.Name == back.Node) is { } node)
        {
            steps.Add(StepOf(node, InstallerLabel.Value));
        }
        return steps.DrainToImmutable();
    }

    private static LabelStep StepOf(NodeFacts node, string? value) => new(node.Name, node.Meta.ResourceVersion, value, node.Labels[InstallerLabel.Key]);
}
