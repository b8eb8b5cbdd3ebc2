using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Storage.Database;

namespace PaletteAI.Console.Storage.Stores;

/// <summary>What is known of clusters; those of long ago are forgotten.</summary>
internal sealed class ClusterMemoryStore(ConsoleDatabase database, TimeProvider time, ILogger<ClusterMemoryStore> log) : IClusterMemoryStore
{
    private const int MostClusters = 10;

    public Task<ClusterMemory?> FindAsync(string cluster, CancellationToken ct) => database.ReadAsync(
        c => c.Query("SELECT * FROM cluster_memory WHERE cluster = $cluster", Read, ("$cluster", cluster)).FirstOrDefault(), ct);

    public Task SaveAsync(ClusterMemory memory, CancellationToken ct) => database.WriteAsync(
        c =>
        {
            c.Execute(
                "INSERT OR REPLACE INTO cluster_memory (cluster, installer_succeeded_at, health, saved_at) VALUES ($cluster, $succeeded, $health, $saved)",
                ("$cluster", memory.Cluster), ("$succeeded", memory.InstallerSucceededAt), ("$health", memory.Health is null ? null : StoredJson.Write(memory.Health)), ("$saved", time.GetUtcNow()));
            c.Execute("DELETE FROM cluster_memory WHERE cluster NOT IN (SELECT cluster FROM cluster_memory ORDER BY saved_at DESC LIMIT $most)", ("$most", MostClusters));
        },
        ct);

    private ClusterMemory Read(SqliteDataReader row)
    {
        var (cluster, succeeded) = (row.Text("cluster"), row.TimeOrNull("installer_succeeded_at"));
        try
        {
            return new ClusterMemory(cluster, succeeded, StoredJson.ReadOrNull<HealthMemory>(row.TextOrNull("health")));
        }
        catch (JsonException e)
        {
            log.LogError(e, "What is known of cluster {Cluster}'s health cannot be read", cluster);
            return new ClusterMemory(cluster, succeeded, null);
        }
    }
}
