using PaletteAI.Console.Application.Operations.Installer;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Application.Tests.Values;

/// <summary>What the next run will be made of, from the hosts' files and the cluster's runs.</summary>
public sealed class InstallerForecastTests
{
    [Fact]
    public async Task It_names_the_file_of_the_labelled_node_and_whether_it_changed_since_the_last_run()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 2);
        var ops = await world.OperatorAsync("ops");
        await ops.OpenAsync();
        world.Door.Time.Advance(TimeSpan.FromMinutes(1));
        world.RunInstaller();
        var applied = world[2].Sha256;

        var same = await ForecastAsync(ops);
        Assert.Equal((ForecastKind.Same, applied, applied), (same.Forecast!.Kind, same.Forecast.Sha256, same.LastSha256));
        Assert.Equal(["edge-2"], same.Forecast.Nodes);
        Assert.Equal(["h2"], same.Authority.Hosts);
        Assert.NotNull(same.LastRunAt);

        world[1].Put("on: another\n");
        Assert.Equal(ForecastKind.Same, (await ForecastAsync(ops)).Forecast!.Kind);

        world.Door.Time.Advance(TimeSpan.FromMinutes(1));
        world[2].Put("a: 1\n");
        var changed = await ForecastAsync(ops);
        Assert.Equal((ForecastKind.Changed, world[2].Sha256, applied), (changed.Forecast!.Kind, changed.Forecast.Sha256, changed.LastSha256));
        Assert.True(changed.Forecast.At > world.Door.Time.GetUtcNow());
    }

    [Fact]
    public async Task Without_a_labelled_node_no_run_comes_and_without_the_file_nobody_knows()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true);
        var ops = await world.OperatorAsync("ops");
        Assert.Equal(ForecastKind.NoRun, (await ForecastAsync(ops)).Forecast!.Kind);

        world.WithCluster(selects: true, 1);
        world[1].Away = new Error(ErrorKind.RemoteFailed, "unreachable", "edge-1 could not be reached.", "Check the cable.");
        var unknown = await ForecastAsync(ops);
        Assert.Equal((ForecastKind.Unknown, ""), (unknown.Forecast!.Kind, unknown.Forecast.Sha256));
        Assert.Contains("Check the cable.", unknown.Files.Single(f => f.Node == "edge-1").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_there_is_a_cluster_the_copies_are_listed_and_nothing_is_foretold()
    {
        await using var world = new ValuesWorld();
        var early = await ForecastAsync(await world.OperatorAsync("ops"));
        Assert.Null(early.Forecast);
        Assert.Equal(3, early.Copies.Length);
        Assert.Empty(early.LastSha256);
    }

    private static async Task<InstallerForecast> ForecastAsync(Operator ops) => (await ops.RunAsync(new ForecastInstaller())).Require();
}
