using System.Collections.Immutable;
using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Application.Values;

/// <summary>What the cluster says of the installer.</summary>
/// <param name="HasCluster">Null when it is not known.</param>
/// <param name="Status">Null when it could not be read.</param>
/// <param name="Nodes">The cluster's nodes.</param>
/// <param name="Problem">Why it could not be read.</param>
internal sealed record InstallerSeen(bool? HasCluster, InstallerStatus? Status, IReadOnlyList<NodeFacts> Nodes, Error? Problem);

/// <summary>Asks the cluster about the installer, for which copy counts and what the next run will do.</summary>
internal sealed class OutlookReader(ClusterTargets targets, IClusterReader cluster, HealthKeeper keeper, TimeProvider time)
{
    private static readonly ImmutableArray<FactKind> _kinds = [FactKind.Node, FactKind.Pod, FactKind.CronJob, FactKind.Job, FactKind.Event, FactKind.PersistentVolumeClaim];

    /// <summary>Asks.</summary>
    /// <param name="context">Who asks.</param>
    /// <param name="isFresh">Which copy is written must not rest on old facts: then nothing is answered from a cache.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<InstallerSeen> ReadAsync(OperationContext context, bool isFresh, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        if (!target.IsSuccess)
        {
            return new InstallerSeen(target.Error.Code switch { "no-cluster" => false, "kubeconfig-not-there-yet" => true, _ => null }, null, [], target.Error);
        }

        var read = await cluster.ReadAsync(target.Value.Access, _kinds, isFresh, ct);
        var before = await keeper.HasSucceededAsync(target.Value.Identity, ct);
        return read.IsSuccess
            ? new InstallerSeen(true, InstallerReader.Read(new HealthInput { Cluster = read.Value, Now = time.GetUtcNow(), InstallerSucceededBefore = before }), read.Value.Nodes, null)
            : new InstallerSeen(true, null, [], read.Error);
    }

    /// <summary>The file the last successful run took; empty when it is not known.</summary>
    /// <param name="status">The installer.</param>
    /// <param name="copies">Copies as they are now, of hosts whose node is known.</param>
    /// <param name="revisions">What the console saw and wrote, newest first.</param>
    public static string LastApplied(InstallerStatus status, IReadOnlyList<ValuesCopy> copies, IReadOnlyList<ValuesRevision> revisions)
    {
        if (status.LastSuccess is not { StartedAt: { } started })
        {
            return "";
        }

        var eligible = status.Place.Selects ? copies.Where(c => status.Place.Nodes.Contains(c.Node)).ToList() : [.. copies];
        var taken = eligible.Select(c => At(c, started, revisions)).Distinct(StringComparer.Ordinal).ToList();
        return taken.Count == 1 ? taken[0] : "";
    }

    private static string At(ValuesCopy copy, DateTimeOffset moment, IReadOnlyList<ValuesRevision> revisions)
    {
        if (copy.Sha256.Length > 0 && copy.ModifiedAt is { } modified && modified < moment)
        {
            return copy.Sha256;
        }

        // What was there last before the moment; what others wrote in between is seen only when somebody looks.
        return revisions.FirstOrDefault(r => r.Hosts.Any(h => h.Host == copy.Host && h.State is ValuesWriteState.There or ValuesWriteState.Written && (h.Since ?? r.At) < moment))?.Sha256 ?? "";
    }
}
