using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Clusters;

public sealed class InstallerStarterTests
{
    private static readonly ClusterAccess _access = new(new Secret("kubeconfig"));

    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_started_with_a_name_that_follows_from_what_is_there()
    {
        var cluster = Cluster();

        var first = await StartAsync(cluster);
        cluster.FinishJobs();
        var second = await StartAsync(cluster);

        Assert.Equal(new StartedRun("mural-system", "palette-ai-installer", "palette-ai-installer-manual-1"), first.Value);
        Assert.Equal("palette-ai-installer-manual-2", second.Value!.Job);
    }

    [Fact]
    public async Task While_a_scheduled_run_goes_on_it_is_refused_and_named()
    {
        var cluster = Cluster();
        cluster.AddJob(CronJob, "palette-ai-installer-28100");

        var refused = await StartAsync(cluster);

        Assert.Equal(("installer-running", ErrorKind.Refused), (refused.Error!.Code, refused.Error.Kind));
        Assert.Contains("palette-ai-installer-28100", refused.Error.Message, StringComparison.Ordinal);
        Assert.Single(cluster.Unfinished);
    }

    [Fact]
    public async Task Without_an_installer_it_says_so()
    {
        var cluster = Cluster();
        cluster.Facts = cluster.Facts with { CronJobs = [] };

        Assert.Equal("installer-not-found", (await StartAsync(cluster)).Error?.Code);
    }

    [Fact]
    public async Task When_the_schedule_was_faster_our_run_is_taken_back()
    {
        var cluster = Cluster();
        cluster.Gate = what =>
        {
            if (what == "create")
            {
                cluster.AddJob(CronJob, "palette-ai-installer-28101");
            }
            return Task.FromResult(ApiFault.None);
        };

        Assert.Equal("installer-running", (await StartAsync(cluster)).Error?.Code);
        Assert.Equal(["palette-ai-installer-28101"], cluster.Unfinished);
    }

    [Fact]
    public async Task A_run_whose_answer_got_lost_is_found()
    {
        var cluster = Cluster();
        cluster.Gate = what => Task.FromResult(what == "create" ? ApiFault.After : ApiFault.None);

        Assert.True((await StartAsync(cluster)).IsSuccess);
        Assert.Single(cluster.Unfinished);
    }

    [Fact]
    public void A_hundred_clicks_in_twenty_sessions_never_make_two_unfinished_runs()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var cluster = Cluster();
            var order = new Interleaving(seed, faultRate: 0.05);
            cluster.Gate = order.GateAsync;
            var most = 0;
            cluster.Changed = c => most = Math.Max(most, c.Unfinished.Count());
            // Twenty sessions click a hundred times each, one click after the other.
            Task[] sessions = [.. Enumerable.Range(0, 20).Select(_ => ClickAsync(cluster, 100))];

            order.Run(sessions, random =>
            {
                if (random.Next(200) == 0)
                {
                    cluster.FinishJobs();
                }
                if (random.Next(50) == 0)
                {
                    _time.Advance(TimeSpan.FromSeconds(1));
                }
            });

            Assert.True(most == 1, $"Seed {seed}: {most} unfinished runs at once.");
        }
    }

    private static CronJobFacts CronJob { get; } = new()
    {
        Meta = new FactMeta("mural-system", "palette-ai-installer", "uid-cron", "1", null, null),
        Schedule = "*/5 * * * *",
        Volumes = [new VolumeFacts("values", VolumeKind.HostPath, "/usr/local/palette-ai")],
    };

    private async Task ClickAsync(FakeCluster cluster, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await StartAsync(cluster);
        }
    }

    private Task<Result<StartedRun>> StartAsync(FakeCluster cluster) =>
        new InstallerStarter(cluster, cluster, new ClusterLease(cluster, _time)).StartAsync(_access, "", Ct);

    private FakeCluster Cluster() => new(_time) { Facts = ClusterSnapshot.Empty with { CronJobs = [CronJob] } };
}
