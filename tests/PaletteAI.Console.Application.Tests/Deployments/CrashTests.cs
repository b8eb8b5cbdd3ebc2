using CsCheck;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Deployments;

/// <summary>kill -9 at any line loses nothing and creates nothing twice.</summary>
public sealed class CrashTests
{
    private const int MostRounds = 400;

    [Fact]
    public async Task Cut_before_or_after_any_single_call_it_ends_with_one_cluster()
    {
        // More calls than the beginning, the request and the first looks together; later rounds repeat themselves.
        for (var cut = 0; cut < 120; cut++)
        {
            await AssertEndsWellAsync(new DeploymentWorld(cut), $"cut {cut}");
        }
    }

    [Fact]
    public async Task Cut_again_and_again_it_ends_with_one_cluster() =>
        await Gen.Select(Gen.Int[0, 200].Array[0, 6], Gen.Int[0, 15], Gen.Bool).SampleAsync(async x =>
        {
            var (cuts, showsAfter, losesAnswer) = x;
            var world = new DeploymentWorld(cuts);
            world.Appliance.ShowsAfter = TimeSpan.FromSeconds(showsAfter);
            world.Appliance.LostAnswer = losesAnswer ? new Domain.Error(Domain.ErrorKind.RemoteTimeout, "appliance-timeout", "No answer.") : null;
            await AssertEndsWellAsync(world, $"cuts {string.Join(',', cuts)}, shown after {showsAfter} s");
        });

    private static async Task AssertEndsWellAsync(DeploymentWorld world, string what)
    {
        var process = world.Start();
        var begun = false;
        for (var round = 0; round < MostRounds && !await HasEndedAsync(world); round++)
        {
            try
            {
                begun = begun || await world.Store.FindLatestAsync(default) is not null;
                _ = begun ? await process.Runner.RoundAsync(default) : (await process.Work.BeginAsync(world.Plan, default)).IsSuccess;
            }
            catch (CutException)
            {
                process = world.Start();
            }
            world.Time.Advance(TimeSpan.FromSeconds(5));
        }

        var record = await world.RecordAsync();
        Assert.True(record.Phase == DeploymentPhase.Running, $"{what}: {record.Phase} {record.Failure}");
        Assert.Equal(1, world.Appliance.Created);
        Assert.Null(record.Token);
        Assert.Null(record.PendingRequest);
        Assert.NotNull(record.EndedAt);
        Assert.Equal(["h1", "h2"], (await world.Store.ListObservationsAsync(DeploymentWorld.Id, default)).Select(o => o.Lane).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(world.Store.History, r => r.LastSeen?.Kubeconfig is not null);
    }

    private static async Task<bool> HasEndedAsync(DeploymentWorld world) => await world.Store.FindLatestAsync(default) is { EndedAt: not null };
}
