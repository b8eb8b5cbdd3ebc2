using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Clusters.Health;

namespace PaletteAI.Console.Storage.Tests;

public sealed class ClusterMemoryStoreTests : IAsyncLifetime
{
    private readonly StorageHarness _harness = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task What_is_known_of_a_cluster_survives_a_restart_and_is_replaced()
    {
        var at = _harness.Time.GetUtcNow();
        var store = await _harness.OpenAsync<IClusterMemoryStore>();
        await store.SaveAsync(new ClusterMemory("uid-1", null, null), CancellationToken.None);
        await store.SaveAsync(new ClusterMemory("uid-1", at, new HealthMemory(Verdict.Degraded, at, null, at, [new KnownCause("crash  canvas", at, at)])), CancellationToken.None);
        await _harness.RestartAsync();
        store = await _harness.OpenAsync<IClusterMemoryStore>();

        var known = await store.FindAsync("uid-1", CancellationToken.None);

        Assert.Equal((at, Verdict.Degraded, at), (known!.InstallerSucceededAt, known.Health!.Shown, known.Health.ShownSince));
        Assert.Equal(new KnownCause("crash  canvas", at, at), Assert.Single(known.Health.Causes));
        Assert.Null(await store.FindAsync("uid-2", CancellationToken.None));
    }

    [Fact]
    public async Task Clusters_of_long_ago_are_forgotten()
    {
        var store = await _harness.OpenAsync<IClusterMemoryStore>();
        for (var i = 0; i < 12; i++)
        {
            await store.SaveAsync(new ClusterMemory($"uid-{i}", null, null), CancellationToken.None);
            _harness.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Null(await store.FindAsync("uid-1", CancellationToken.None));
        Assert.NotNull(await store.FindAsync("uid-11", CancellationToken.None));
    }
}
