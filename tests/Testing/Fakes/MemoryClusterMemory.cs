using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>What is known of clusters, in memory.</summary>
public sealed class MemoryClusterMemory : IClusterMemoryStore
{
    private readonly Dictionary<string, ClusterMemory> _all = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<ClusterMemory?> FindAsync(string cluster, CancellationToken ct) => Task.FromResult(_all.GetValueOrDefault(cluster));

    /// <inheritdoc/>
    public Task SaveAsync(ClusterMemory memory, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(memory);
        _all[memory.Cluster] = memory;
        return Task.CompletedTask;
    }
}
