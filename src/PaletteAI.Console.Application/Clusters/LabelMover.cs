using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Clusters.Labels;

namespace PaletteAI.Console.Application.Clusters;

/// <summary>Nodes that carried the label and nodes that carry it.</summary>
public sealed record LabelMove(string Node, ImmutableArray<string> Before, ImmutableArray<string> After);

/// <summary>
/// Moves the installer's label to one node as a single guarded operation: under a Lease, each step bound to the node's version, rolled back
/// when a step fails. At no moment does it let two nodes carry the label.
/// </summary>
public sealed class LabelMover(IClusterReader reader, IClusterWriter writer, ClusterLease lease)
{
    private const string LeaseName = "palette-console-label";

    private static readonly Error _busy = new(
        ErrorKind.Refused, "label-moves", "Another console moves the label at this moment.", "Look where it went, then try again.");

    /// <summary>Moves it.</summary>
    public Task<Result<LabelMove>> MoveAsync(ClusterAccess access, string node, CancellationToken ct) =>
        lease.RunAsync(access, LeaseName, _busy, token => MoveHeldAsync(access, node, token), ct);

    private async Task<Result<LabelMove>> MoveHeldAsync(ClusterAccess access, string node, CancellationToken ct)
    {
        var nodes = await NodesAsync(access, ct);
        if (!nodes.IsSuccess)
        {
            return nodes.Error;
        }
        var planned = LabelPlan.To(node, nodes.Value);
        if (!planned.IsSuccess)
        {
            return planned.Error;
        }
        var plan = planned.Value;
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            var set = await writer.SetLabelAsync(access, plan.Steps[i], ct);
            if (set.Error is { } error)
            {
                // What was refused was not done; of anything else nobody knows.
                return await SettleAsync(access, plan, error.Kind == ErrorKind.Refused ? plan.Steps[..i] : plan.Steps[..(i + 1)], error, ct);
            }
        }
        return await SettleAsync(access, plan, plan.Steps, null, ct);
    }

    // Looks where the label is now. Exactly where it should be is a success, whatever was reported on the way.
    private async Task<Result<LabelMove>> SettleAsync(ClusterAccess access, LabelPlan plan, ImmutableArray<LabelStep> done, Error? failure, CancellationToken ct)
    {
        var nodes = await NodesAsync(access, ct);
        if (!nodes.IsSuccess)
        {
            return nodes.Error with { Message = $"{failure?.Message ?? "The label was set, but that could not be confirmed."} Where it is now is not known: {nodes.Error.Message}" };
        }
        var carriers = Carriers(nodes.Value);
        if (carriers is [var only] && only == plan.After)
        {
            return new LabelMove(plan.After, plan.Before, carriers);
        }
        var back = await RollBackAsync(access, LabelPlan.RollBack(done, nodes.Value), ct);
        failure ??= new Error(ErrorKind.Refused, "label-race", $"Somebody else labelled {string.Join(", ", carriers.Where(c => c != plan.After))} at the same time.", "Look at the nodes' labels, then try again.");
        return back ? failure : failure with { Message = $"{failure.Message} Putting things back failed, too: look at the nodes' labels." };
    }

    private async Task<bool> RollBackAsync(ClusterAccess access, ImmutableArray<LabelStep> steps, CancellationToken ct)
    {
        foreach (var step in steps)
        {
            // Nothing is put on while something could not be taken off.
            if (!(await writer.SetLabelAsync(access, step, ct)).IsSuccess)
            {
                return false;
            }
        }
        return true;
    }

    private async Task<Result<IReadOnlyList<NodeFacts>>> NodesAsync(ClusterAccess access, CancellationToken ct)
    {
        var read = await reader.ReadAsync(access, [FactKind.Node], isFresh: true, ct);
        return !read.IsSuccess ? read.Error
            : read.Value.FreshnessOf(FactKind.Node) is { AsOf: null } missing
                ? new Error(ErrorKind.RemoteFailed, "cluster-failed", $"The nodes could not be read. {missing.Problem}", "Check that the kubeconfig's account may read nodes.")
                : Result<IReadOnlyList<NodeFacts>>.Success(read.Value.Nodes);
    }

    private static ImmutableArray<string> Carriers(IEnumerable<NodeFacts> nodes) =>
        [.. nodes.Where(InstallerLabel.IsOn).Select(n => n.Name).Order(StringComparer.Ordinal)];
}
