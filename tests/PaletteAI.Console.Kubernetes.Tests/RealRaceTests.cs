using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Clusters.Labels;

namespace PaletteAI.Console.Kubernetes.Tests;

/// <summary>Several consoles at once on a real API server.</summary>
public sealed class RealRaceTests(RealCluster cluster) : RealPlaneTests(cluster)
{
    [Fact]
    public Task The_label_never_rests_on_two_nodes_whoever_moves_it() => LabelRacesAsync(15);

    [Fact]
    [Trait("Size", "Soak")]
    public Task The_label_never_rests_on_two_nodes_in_a_thousand_races() => LabelRacesAsync(1000);

    [Fact]
    public Task However_often_people_click_there_is_one_unfinished_run() => ClicksAsync(sessions: 5, clicks: 4);

    [Fact]
    [Trait("Size", "Soak")]
    public Task A_hundred_clicks_in_twenty_sessions_never_make_two_unfinished_runs() => ClicksAsync(sessions: 20, clicks: 100);

    [Fact]
    public async Task A_schedule_makes_a_job_and_the_job_a_pod_which_waits_for_the_label_and_then_runs_there()
    {
        await ClearAsync();
        Cache.Follow(Access).Require();
        await InstallerAsync("* * * * *", isSuspended: false, selectsLabel: true);
        await UntilAsync(s => PodOf(s)?.Condition("PodScheduled") is { IsFalse: true, Reason: "Unschedulable" });
        var waits = (await NewAdapters().Health().InstallerAsync(Access, $"default/{Unique}", succeededBefore: false, Ct)).Require();
        Assert.Contains("no node", waits.PendingReason, StringComparison.OrdinalIgnoreCase);

        await NodeAsync(Unique + "-node");
        Assert.Equal([Unique + "-node"], (await MoverOf(NewAdapters(), 0, 0).MoveAsync(Access, Unique + "-node", Ct)).Require().After);
        await ReadyAsync(Unique + "-node");

        await UntilAsync(s => PodOf(s)?.Node == Unique + "-node");
        await SendAsync(HttpMethod.Delete, $"/apis/batch/v1beta1/namespaces/default/cronjobs/{Unique}");
        await ClearAsync();
    }

    private PodFacts? PodOf(ClusterSnapshot s)
    {
        var jobs = s.Jobs.Where(j => j.Owner is { Kind: "CronJob" } owner && owner.Name == Unique).Select(j => j.Name).ToHashSet();
        return s.Pods.FirstOrDefault(p => p.Owner is { Kind: "Job" } owner && jobs.Contains(owner.Name));
    }

    private async Task LabelRacesAsync(int rounds)
    {
        await ClearAsync();
        string[] nodes = [.. Enumerable.Range(0, 3).Select(i => $"{Unique}-{i}")];
        foreach (var node in nodes)
        {
            await NodeAsync(node);
        }

        Cache.Follow(Access).Require();
        await UntilAsync(s => nodes.All(n => s.Nodes.Any(x => x.Name == n)));
        Adapters[] consoles = [NewAdapters(), NewAdapters()];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var most = MostAsync(s => s.Nodes.Count(InstallerLabel.IsOn), end.Token);
        var moved = 0;
        for (var seed = 0; seed < rounds; seed++)
        {
            var random = new Random(seed);
            var moves = await Task.WhenAll(consoles.Select(c => MoverOf(c, random.Next(), faultRate: 0.15).MoveAsync(Access, nodes[random.Next(nodes.Length)], Ct)));
            moved += moves.Count(m => m.IsSuccess);
            var carriers = (await ReadAsync(FactKind.Node)).Nodes.Where(InstallerLabel.IsOn).Select(n => n.Name).ToList();
            Assert.True(carriers.Count <= 1, $"Seed {seed}: the label rests on {string.Join(", ", carriers)}.");
        }

        await end.CancelAsync();
        Assert.True(await most <= 1, "Two nodes carried the label in between.");
        Assert.True(moved > 0);
        await ClearAsync();
    }

    private async Task ClicksAsync(int sessions, int clicks)
    {
        await InstallerAsync("0 0 1 1 *", isSuspended: true, selectsLabel: true);
        Cache.Follow(Access).Require();
        await UntilAsync(s => s.CronJobs.Any(c => c.Name == Unique));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var most = MostAsync(s => s.Jobs.Count(j => j.Owner?.Name == Unique && j.IsUnfinished), end.Token);
        var finishing = FinishAsync(end.Token);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, sessions).Select(i => ClickAsync(NewAdapters(), i, clicks)));

        await end.CancelAsync();
        await finishing;
        Assert.True(await most <= 1, "Two runs were unfinished at once.");
        Assert.Contains(outcomes.SelectMany(o => o), o => o.IsSuccess);
        Assert.All(outcomes.SelectMany(o => o).Where(o => !o.IsSuccess), o => Assert.Contains(o.Error!.Kind, new[] { ErrorKind.Refused, ErrorKind.RemoteFailed, ErrorKind.RemoteTimeout }));
        await SendAsync(HttpMethod.Delete, $"/apis/batch/v1beta1/namespaces/default/cronjobs/{Unique}");
    }

    private async Task<List<Result<StartedRun>>> ClickAsync(Adapters console, int seed, int clicks)
    {
        var faults = new FaultyWriter(console.Get<IClusterWriter>(), new Random(seed), 0.05);
        var starter = new InstallerStarter(console.Get<IClusterReader>(), faults, new ClusterLease(faults, TimeProvider.System));
        var outcomes = new List<Result<StartedRun>>();
        for (var i = 0; i < clicks; i++)
        {
            outcomes.Add(await starter.StartAsync(Access, $"default/{Unique}", Ct));
        }

        return outcomes;
    }

    // Runs end now and then, as they would.
    private async Task FinishAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            foreach (var job in Cache.Current.Jobs.Where(j => j.Owner?.Name == Unique && j.IsUnfinished))
            {
                await SendAsync(HttpMethod.Patch, $"/apis/batch/v1/namespaces/default/jobs/{job.Name}/status", new JsonObject
                {
                    ["status"] = new JsonObject { ["active"] = 0, ["succeeded"] = 1, ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Complete", ["status"] = "True" }) },
                }, "application/strategic-merge-patch+json");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300), CancellationToken.None);
        }
    }

    // The most there ever were, by the order in which the server tells it.
    private async Task<int> MostAsync(Func<ClusterSnapshot, int> count, CancellationToken end)
    {
        var most = 0;
        await foreach (var _ in Cache.Subscribe(end).Require())
        {
            most = Math.Max(most, count(Cache.Current));
        }

        return most;
    }

    private static LabelMover MoverOf(Adapters console, int seed, double faultRate)
    {
        var faults = new FaultyWriter(console.Get<IClusterWriter>(), new Random(seed), faultRate);
        return new LabelMover(console.Get<IClusterReader>(), faults, new ClusterLease(faults, TimeProvider.System));
    }

    private async Task<ClusterSnapshot> ReadAsync(FactKind kind) => (await NewReader.ReadAsync(Access, [kind], isFresh: true, Ct)).Require();

    private IClusterReader NewReader => field ??= NewAdapters().Get<IClusterReader>();

    // Other tests' nodes must not carry the label, and ours neither afterwards.
    private async Task ClearAsync()
    {
        foreach (var node in (await ReadAsync(FactKind.Node)).Nodes.Where(InstallerLabel.IsOn))
        {
            await SendAsync(HttpMethod.Patch, $"/api/v1/nodes/{node.Name}", new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [InstallerLabel.Key] = null } } }, "application/merge-patch+json");
        }
    }

    /// <summary>Calls that fail before anything is done, or whose answer is lost after it is.</summary>
    private sealed class FaultyWriter(IClusterWriter writer, Random random, double rate) : IClusterWriter
    {
        public Task<Result<Unit>> SetLabelAsync(ClusterAccess access, LabelStep step, CancellationToken ct) => PlayAsync(() => writer.SetLabelAsync(access, step, ct));

        public Task<Result<Unit>> CreateJobAsync(ClusterAccess access, CronJobFacts cronJob, string name, CancellationToken ct) => PlayAsync(() => writer.CreateJobAsync(access, cronJob, name, ct));

        public Task<Result<Unit>> DeleteJobAsync(ClusterAccess access, string ns, string name, CancellationToken ct) => PlayAsync(() => writer.DeleteJobAsync(access, ns, name, ct));

        // A lease whose answer is lost would lock everybody out for its life, and nothing would race any more.
        public Task<Result<Unit>> TakeLeaseAsync(ClusterAccess access, string name, string holder, TimeSpan life, CancellationToken ct) => writer.TakeLeaseAsync(access, name, holder, life, ct);

        public Task<Result<Unit>> GiveLeaseBackAsync(ClusterAccess access, string name, string holder, CancellationToken ct) => writer.GiveLeaseBackAsync(access, name, holder, ct);

        private async Task<Result<Unit>> PlayAsync(Func<Task<Result<Unit>>> call)
        {
            bool fails, before;
            int wait;
            lock (random)
            {
                (fails, before, wait) = (random.NextDouble() < rate, random.Next(2) == 0, random.Next(4));
            }

            for (var i = 0; i < wait; i++)
            {
                await Task.Yield();
            }

            if (fails && before)
            {
                return new Error(ErrorKind.RemoteFailed, "cluster-failed", "The API server failed.");
            }

            var done = await call();
            return fails && done.IsSuccess ? new Error(ErrorKind.RemoteTimeout, "cluster-timeout", "The API server did not answer in time.") : done;
        }
    }
}
