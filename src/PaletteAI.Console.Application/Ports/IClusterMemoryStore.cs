using PaletteAI.Console.Domain.Clusters.Health;

namespace PaletteAI.Console.Application.Ports;

/// <summary>What the console knows of a cluster that the cluster itself may not tell any more.</summary>
public interface IClusterMemoryStore
{
    /// <summary>What is known; null when nothing is, or it can no longer be read.</summary>
    Task<ClusterMemory?> FindAsync(string cluster, CancellationToken ct);

    /// <summary>Keeps it, in place of what was known. Only the newest clusters are kept.</summary>
    Task SaveAsync(ClusterMemory memory, CancellationToken ct);
}

/// <summary>What is known of a cluster.</summary>
/// <param name="Cluster">Identity of the cluster.</param>
/// <param name="InstallerSucceededAt">When the console first knew of a run of the installer that succeeded; null = it knows of none.</param>
/// <param name="Health">Its verdict and causes over time; null = it was never judged.</param>
public sealed record ClusterMemory(string Cluster, DateTimeOffset? InstallerSucceededAt, HealthMemory? Health);
