using System.Collections.Immutable;
using CsCheck;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;

namespace PaletteAI.Console.Domain.Tests.Clusters.Health;

public class HealthTrackTests
{
    private static readonly DateTimeOffset _start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_gets_worse_at_once_and_better_only_after_a_while()
    {
        var track = HealthTrack.Start(Report(0, Verdict.Healthy)).Advance(Report(10, Verdict.Failing), HealthLimits.Default);
        Assert.Equal((Verdict.Failing, At(10)), (track.Shown, track.ShownSince));

        track = track.Advance(Report(20, Verdict.Healthy), HealthLimits.Default);
        Assert.Equal(Verdict.Failing, track.Shown);

        track = track.Advance(Report(50, Verdict.Healthy), HealthLimits.Default);
        Assert.Equal((Verdict.Healthy, At(20)), (track.Shown, track.ShownSince));
    }

    [Fact]
    public void After_a_short_restart_it_goes_on_as_if_nothing_had_been()
    {
        var track = HealthTrack.Start(Report(0, Verdict.Healthy)).Advance(Report(100, Verdict.Healthy), HealthLimits.Default);

        var resumed = HealthTrack.Resume(track.ToMemory(), Report(200, Verdict.Healthy), HealthLimits.Default);

        Assert.Equal((Verdict.Healthy, At(0)), (resumed.Shown, resumed.ToReport().Since));
    }

    [Fact]
    public void After_nobody_looked_for_long_nobody_knows_what_was_in_between()
    {
        var track = HealthTrack.Start(Report(0, Verdict.Healthy));

        var resumed = HealthTrack.Resume(track.ToMemory(), Report(3600, Verdict.Healthy), HealthLimits.Default);

        Assert.Equal(At(3600), resumed.ToReport().Since);
    }

    [Fact]
    public void A_relapse_starts_the_waiting_anew()
    {
        var track = HealthTrack.Start(Report(0, Verdict.Failing));
        foreach (var (at, verdict) in (ReadOnlySpan<(int, Verdict)>)[(10, Verdict.Healthy), (30, Verdict.Failing), (35, Verdict.Healthy), (60, Verdict.Healthy)])
        {
            track = track.Advance(Report(at, verdict), HealthLimits.Default);
            Assert.Equal(Verdict.Failing, track.Shown);
        }
    }

    [Fact]
    public void What_is_known_again_is_not_called_unknown_any_longer() =>
        Assert.Equal(Verdict.Healthy, HealthTrack.Start(Report(0, Verdict.Unknown)).Advance(Report(1, Verdict.Healthy), HealthLimits.Default).Shown);

    [Fact]
    public void A_crash_loop_keeps_its_beginning_through_its_pauses()
    {
        var track = HealthTrack.Start(Report(0, Verdict.Failing, Cause("container-crashing", At(-60))))
            .Advance(Report(60, Verdict.Healthy), HealthLimits.Default)
            .Advance(Report(300, Verdict.Failing, Cause("container-crashing", At(290))), HealthLimits.Default);

        Assert.Equal(At(-60), Assert.Single(track.Report.Causes).Since);
    }

    [Fact]
    public void A_cause_that_was_gone_for_long_is_a_new_one()
    {
        var track = HealthTrack.Start(Report(0, Verdict.Failing, Cause("container-crashing", At(-60))))
            .Advance(Report(500, Verdict.Failing, Cause("container-crashing", At(490))), HealthLimits.Default);

        Assert.Equal(At(490), Assert.Single(track.Report.Causes).Since);
    }

    [Fact]
    public void Whatever_happens_nothing_better_is_shown_than_was_judged_within_the_last_half_minute() =>
        Gen.Select(Gen.Int[1, 40], Gen.Enum<Verdict>()).Array[1, 40].Sample(steps =>
        {
            var (at, reports) = (0, new List<HealthReport>());
            var track = HealthTrack.Start(Report(0, Verdict.Healthy));
            foreach (var (gap, verdict) in steps)
            {
                at += gap;
                reports.Add(Report(at, verdict));
                track = track.Advance(reports[^1], HealthLimits.Default);
                Assert.True(Badness(track.Shown) >= Badness(verdict) || verdict == Verdict.Unknown || track.Shown == verdict);
            }
        });

    [Fact]
    public void Every_code_has_a_rank_and_a_remedy() => Assert.All(CauseCodes.All, c => Assert.NotEmpty(CauseCodes.FixOf(c)));

    [Fact]
    public void Ten_thousand_pods_are_judged_with_each_ill_one_in_a_cause()
    {
        var pods = Enumerable.Range(0, 10_000).Select(i => new PodFacts
        {
            Meta = new FactMeta("ns", $"p{i}", $"u{i}", "1", At(-9000), null),
            Owner = new OwnerFacts("ReplicaSet", $"rs{i % 100}", $"o{i % 100}"),
            Node = $"n{i % 100}",
            Phase = "Running",
            StartedAt = At(-9000),
            Conditions = [new ConditionFacts("Ready", i % 10 == 0 ? "False" : "True", "", "", At(-9000))],
            Containers = [new ContainerFacts("c", "r.example.org/x:1", ContainerRole.App, i % 10 != 0, true, 0, i % 10 == 0 ? ContainerState.Waiting with { Reason = "ImagePullBackOff" } : new ContainerState(ContainerPhase.Running, StartedAt: At(-9000)), null)],
        }).ToArray();
        var nodes = Enumerable.Range(0, 100).Select(i => new NodeFacts { Meta = new FactMeta("", $"n{i}", "", "1", null, null), Conditions = [new ConditionFacts("Ready", "True", "", "", null)] }).ToArray();
        var cluster = ClusterSnapshot.Empty with { Pods = pods, Nodes = nodes, Freshness = Enum.GetValues<FactKind>().ToImmutableDictionary(k => k, _ => new FactFreshness(_start)) };

        var report = HealthEngine.Judge(new HealthInput { Cluster = cluster, Now = _start, Endpoints = Endpoints.Good(_start) });

        Assert.Equal(("image-pull-failed", "r.example.org", 1000), (report.Causes[0].Code, report.Causes[0].Subject, report.Causes[0].Victims.Length));
        Assert.Contains(report.Facts, f => f is { Name: "pods ready", Value: "9000/10000" });
    }

    private static DateTimeOffset At(int seconds) => _start.AddSeconds(seconds);

    private static HealthCause Cause(string code, DateTimeOffset since) => new(code, CauseWeight.Failing, "ns", "x", since, "", "", ["ns/p"]);

    private static HealthReport Report(int at, Verdict verdict, params HealthCause[] causes) => new(verdict, null, [.. causes], [], [], At(at));

    private static int Badness(Verdict verdict) => verdict switch { Verdict.Healthy => 0, Verdict.Waiting => 1, Verdict.Degraded => 2, Verdict.Failing => 3, _ => 4 };
}
