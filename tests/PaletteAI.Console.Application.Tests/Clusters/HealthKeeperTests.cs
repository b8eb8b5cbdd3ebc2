using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Operations.Installer;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Tests.Operations;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Clusters.Probes;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Clusters;

public sealed class HealthKeeperTests
{
    private static readonly CronJobFacts _cronJob = new()
    {
        Meta = new FactMeta("mural-system", "installer", "uid-cron", "1", null, null),
        Schedule = "*/5 * * * *",
        Scheduling = new SchedulingHints { NodeSelector = FactLabels.Of((InstallerLabel.Key, InstallerLabel.Value)) },
    };

    private readonly MemoryClusterMemory _memory = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_label_is_an_alarm_only_after_a_first_success_also_after_a_restart_and_when_its_jobs_are_gone()
    {
        await using var first = Open(null, out var cluster);
        var ops = await first.EnterAsync();
        cluster.Facts = ClusterSnapshot.Empty with { CronJobs = [_cronJob] };
        Assert.Contains("installer-waits-for-label", Codes(await first.RunAsync(new GetHealth(), ops)));

        cluster.Facts = ClusterSnapshot.Empty with { CronJobs = [_cronJob], Jobs = [Succeeded()] };
        await first.RunAsync(new GetInstaller(), ops);
        cluster.Facts = ClusterSnapshot.Empty with { CronJobs = [_cronJob] };

        await using var second = Open(first, out cluster);
        cluster.Facts = ClusterSnapshot.Empty with { CronJobs = [_cronJob] };
        Assert.Contains("installer-label-missing", Codes(await second.RunAsync(new GetHealth(), ops)));
        Assert.True((await second.RunAsync(new GetInstaller(), ops)).Require().EverSucceeded);
    }

    [Fact]
    public async Task Since_is_known_over_a_restart()
    {
        await using var first = Open(null, out _);
        var ops = await first.EnterAsync();
        var since = (await first.RunAsync(new GetHealth(), ops)).Require().JudgedAt;
        first.Time.Advance(TimeSpan.FromMinutes(2));

        await using var second = Open(first, out _);
        Assert.Equal(since, (await second.RunAsync(new GetHealth(), ops)).Require().Since);
    }

    [Fact]
    public async Task While_somebody_is_signed_in_the_cluster_is_judged_without_a_page()
    {
        await using var door = Open(null, out _);
        var watch = door.Services.GetServices<IHostedService>().OfType<HealthWatch>().Single();
        Assert.False(await watch.LookAsync(Ct));

        await door.EnterAsync();

        Assert.True(await watch.LookAsync(Ct));
        Assert.NotNull((await _memory.FindAsync(Identity(door), Ct))?.Health);
    }

    private static string Identity(Door door) => door.Services.GetRequiredService<ClusterTargets>()
        .FindAsync(new Application.Operations.OperationContext("ops", Door.Stranger(), new Secret("token-of-s1"), ""), Ct).GetAwaiter().GetResult().Require().Identity;

    private static IEnumerable<string> Codes(Result<HealthReport> report) => report.Require().Causes.Select(c => c.Code);

    private static JobFacts Succeeded() => new()
    {
        Meta = new FactMeta("mural-system", "installer-1", "uid-1", "1", null, null),
        Owner = new OwnerFacts("CronJob", "installer", "uid-cron"),
        Conditions = [new ConditionFacts("Complete", "True", "", "", null)],
    };

    private Door Open(Door? before, out FakeCluster cluster)
    {
        FakeCluster? made = null;
        var door = new Door(before, also: services => services
            .AddSingleton<IClusterMemoryStore>(_memory)
            .AddSingleton(s => made ??= new FakeCluster(s.GetRequiredService<TimeProvider>()))
            .AddSingleton<IClusterReader>(s => s.GetRequiredService<FakeCluster>())
            .AddSingleton<IClusterWriter>(s => s.GetRequiredService<FakeCluster>())
            .AddSingleton<IDeploymentStore>(new MemoryDeploymentStore())
            .AddSingleton<IEndpointProbe, NoProbe>());
        door.Appliance.Has("edge-ai", DateTimeOffset.UnixEpoch);
        door.Appliance.Kubeconfig = new Secret("kubeconfig");
        cluster = door.Services.GetRequiredService<FakeCluster>();
        return door;
    }

    private sealed class NoProbe(TimeProvider time) : IEndpointProbe
    {
        public Task<ProbeObservation> ProbeAsync(ProbeTarget target, EndpointPlaces places, CancellationToken ct) =>
            Task.FromResult(new ProbeObservation { Target = target, TakenAt = time.GetUtcNow(), Connect = ConnectFailure.Refused, ConnectProblem = "Nobody answers." });
    }
}
