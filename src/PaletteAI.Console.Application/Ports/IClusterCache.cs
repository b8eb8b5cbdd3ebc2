using System.Collections.Immutable;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Application.Ports;

/// <summary>
/// A live copy of one cluster's facts: listed once, then followed. While the API is away the last facts stay, each kind with the time it was
/// last known to be current and why it is not now.
/// </summary>
public interface IClusterCache
{
    /// <summary>The facts now.</summary>
    ClusterSnapshot Current { get; }

    /// <summary>Rows as the API server prints them, until the pods themselves are there; empty afterwards.</summary>
    ImmutableArray<ProvisionalPod> ProvisionalPods { get; }

    /// <summary>Follows a cluster from now on, in place of the one before. The same again changes nothing.</summary>
    Result<Unit> Follow(ClusterAccess access);

    /// <summary>Follows nothing and forgets everything.</summary>
    void Forget();

    /// <summary>Whether this cluster is the one that is followed.</summary>
    bool IsFollowing(ClusterAccess access);

    /// <summary>A <see cref="ClusterResync"/> first, then what changed, in batches; a reader that is too slow gets another resync instead.</summary>
    /// <param name="end">End of the session, of the page, or both.</param>
    Result<IAsyncEnumerable<ClusterUpdate>> Subscribe(CancellationToken end);
}

/// <summary>What a subscriber is told.</summary>
public abstract record ClusterUpdate;

/// <summary>Everything, anew.</summary>
/// <param name="Provisional">Rows to show until the pods are there.</param>
public sealed record ClusterResync(ClusterSnapshot Snapshot, ImmutableArray<ProvisionalPod> Provisional) : ClusterUpdate
{
    /// <summary>Everything, with the pods or without any.</summary>
    public ClusterResync(ClusterSnapshot snapshot)
        : this(snapshot, [])
    {
    }
}

/// <summary>What changed since the update before, the last state of each object only.</summary>
/// <param name="Freshness">Freshness of all kinds.</param>
public sealed record ClusterChanges(ImmutableArray<FactChange> Changes, ImmutableDictionary<FactKind, FactFreshness> Freshness) : ClusterUpdate;

/// <summary>Rows to show until the pods are there.</summary>
/// <param name="Pods">All rows so far.</param>
/// <param name="IsAll">Whether these are all the first look gives.</param>
public sealed record ClusterProvisional(ImmutableArray<ProvisionalPod> Pods, bool IsAll) : ClusterUpdate;

/// <summary>A changed object; of a removed one its last state.</summary>
public readonly record struct FactChange(FactKind Kind, bool IsRemoved, ClusterFact Fact);

/// <summary>A pod as the API server prints it.</summary>
public sealed record ProvisionalPod(string Namespace, string Name, string Ready, string Status, string Restarts, string Age, string Ip, string Node);
