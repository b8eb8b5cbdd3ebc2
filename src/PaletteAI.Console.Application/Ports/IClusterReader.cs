using System.Collections.Immutable;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Application.Ports;

/// <summary>How a cluster is reached.</summary>
/// <param name="Kubeconfig">The kubeconfig's text.</param>
/// <param name="Folder">
/// Folder of a kubeconfig that a person named on the command line: only there may it name certificate files by path. Null for one that came
/// from an appliance or an upload.
/// </param>
public sealed record ClusterAccess(Secret Kubeconfig, string? Folder = null);

/// <summary>Reads the cluster's facts.</summary>
public interface IClusterReader
{
    /// <summary>
    /// The facts of some kinds. A kind that cannot be read has no freshness in the snapshot, or one with a problem; the call fails only when
    /// the API cannot be reached at all (<c>cluster-unreachable</c>, <c>cluster-timeout</c>, <c>cluster-refused</c>) or the kubeconfig is not
    /// accepted (see <see cref="IClusterApi.Inspect"/>).
    /// </summary>
    /// <param name="isFresh">
    /// True: read now, from the API server's own store and not from a cache: for decisions that must not rest on old facts. False: a live
    /// cache may answer.
    /// </param>
    Task<Result<ClusterSnapshot>> ReadAsync(ClusterAccess access, ImmutableArray<FactKind> kinds, bool isFresh, CancellationToken ct);

    /// <summary>Reads a container's log line by line, until its end, or until cancelled when it is followed.</summary>
    Task<Result<Unit>> ReadLogAsync(ClusterAccess access, LogRequest request, Func<string, ValueTask> line, CancellationToken ct);

    /// <summary>The server a kubeconfig leads to, e.g. <c>https://10.10.10.100:6443</c>; the same refusals as <see cref="ReadAsync"/>.</summary>
    Result<Uri> ServerOf(ClusterAccess access);
}

/// <summary>Which log to read.</summary>
/// <param name="Container">Empty = the pod's first.</param>
/// <param name="TailLines">Lines from the end; 0 = all.</param>
/// <param name="Follow">Go on as it grows.</param>
/// <param name="Previous">Of the run before the last restart.</param>
public sealed record LogRequest(string Namespace, string Pod, string Container = "", int TailLines = 0, bool Follow = false, bool Previous = false)
{
    /// <summary>Only lines from this moment on, which servers take to the second; null = all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Begin each line with the time it was written (RFC 3339) and a blank.</summary>
    public bool Timestamps { get; init; }
}
