using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>A live copy that tells what a test wrote down, then ends.</summary>
public sealed class ScriptedCache(Func<IEnumerable<ClusterUpdate>> updates) : IClusterCache
{
    /// <summary>The cluster that is followed; null when none is.</summary>
    public ClusterAccess? Followed { get; private set; }

    /// <summary>Why nobody may subscribe; null when they may.</summary>
    public Error? Refusal { get; set; }

    /// <inheritdoc/>
    public ClusterSnapshot Current { get; set; } = ClusterSnapshot.Empty;

    /// <inheritdoc/>
    public ImmutableArray<ProvisionalPod> ProvisionalPods => [];

    /// <inheritdoc/>
    public Result<Unit> Follow(ClusterAccess access)
    {
        Followed = access;
        return Unit.Value;
    }

    /// <inheritdoc/>
    public void Forget() => Followed = null;

    /// <inheritdoc/>
    public bool IsFollowing(ClusterAccess access) => Followed == access;

    /// <inheritdoc/>
    public Result<IAsyncEnumerable<ClusterUpdate>> Subscribe(CancellationToken end) =>
        Refusal is { } refusal ? refusal : Result<IAsyncEnumerable<ClusterUpdate>>.Success(updates().ToAsyncEnumerable());
}
