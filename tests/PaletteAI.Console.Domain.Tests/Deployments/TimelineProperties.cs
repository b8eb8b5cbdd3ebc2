using System.Collections.Immutable;
using CsCheck;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Domain.Tests.Deployments;

public sealed class TimelineProperties
{
    private static readonly DateTimeOffset _start = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<Milestone> _milestone =
        from lane in Gen.OneOf<string>("", "h1", "h2", "h3")
        from name in Gen.OneOf<(string, string)>(("Host", "Joined"), ("Host", "Prepared"), ("Cluster", "Accepted"), ("Cluster", "Ready"), ("Odd", "NotAnnounced"))
        from state in Gen.OneOf<MilestoneState>(MilestoneState.Running, MilestoneState.Done, MilestoneState.Failed)
        from second in Gen.Int[0, 3000]
        select new Milestone(lane, name.Item1, name.Item2, state, "", _start.AddSeconds(second));

    [Fact]
    public void Percent_never_falls_and_done_stages_never_vanish_while_reports_grow() => _milestone.Array[0, 25].Sample(milestones =>
    {
        var percent = 0;
        var done = new HashSet<string>(StringComparer.Ordinal);
        for (var count = 0; count <= milestones.Length; count++)
        {
            var timeline = Build(milestones[..count]);
            Assert.InRange(timeline.Percent, percent, 99);
            percent = timeline.Percent;
            var now = timeline.Lanes.SelectMany(l => l.Stages.Where(s => s.State == StageState.Done).Select(s => l.Uid + s.Key)).ToHashSet(StringComparer.Ordinal);
            Assert.Superset(done, now);
            done = now;
        }
    });

    [Fact]
    public void Every_reported_stage_is_shown_once_in_its_lane() => _milestone.Array[0, 25].Sample(milestones =>
    {
        var timeline = Build(milestones);
        foreach (var lane in timeline.Lanes)
        {
            var shown = lane.Stages.Select(s => s.Key).ToArray();
            Assert.Equal(shown.Length, shown.Distinct(StringComparer.Ordinal).Count());
            Assert.Superset(milestones.Where(m => m.Lane == lane.Uid).Select(m => $"{m.Type}|{m.Reason}").ToHashSet(StringComparer.Ordinal), shown.ToHashSet(StringComparer.Ordinal));
        }
    });

    [Fact]
    public void Bars_lie_inside_the_deployment_and_never_run_backwards() => _milestone.Array[0, 25].Sample(milestones =>
    {
        foreach (var stage in Build(milestones).Lanes.SelectMany(l => l.Stages))
        {
            Assert.True(stage.StartedAt is null || stage.StartedAt >= _start);
            Assert.True(stage.EndedAt is null || stage.StartedAt <= stage.EndedAt);
            Assert.Equal(stage.State == StageState.Done, stage.EndedAt is not null);
        }
    });

    [Fact]
    public void Time_alone_never_fails_a_deployment() => Gen.Select(_milestone.Array[0, 10], Gen.Int[0, 10_000]).Sample((milestones, hours) =>
    {
        var timeline = DeploymentTimeline.Build(TimelineTests.Course([.. milestones]), _start.AddHours(hours), DeploymentPace.Real);
        Assert.Equal(CourseState.Deploying, timeline.State);
        Assert.NotEqual("", timeline.WaitsFor);
        Assert.StartsWith("Deploying: ", timeline.Sentence, StringComparison.Ordinal);
    });

    [Fact]
    public void A_host_is_found_in_a_message_by_its_whole_name_only() => Gen.Int[1, 30].Sample(number =>
    {
        ImmutableArray<PlannedHost> hosts = [.. Enumerable.Range(1, 30).Select(i => new PlannedHost($"uid-{i}", $"edge-{i}", "pool", true))];
        var events = new LifecycleEvents([], [new("Host", "True", "Joined", $"Host edge-{number}: joined.", null, null)], []);
        var found = Assert.Single(MilestoneReader.Read(events, hosts, null, _start, _start));
        return found.Lane == $"uid-{number}";
    });

    [Fact]
    public void Conditions_of_an_earlier_cluster_are_no_news()
    {
        var created = _start.AddHours(3);
        var events = new LifecycleEvents(
            [new("A", "True", "Old", "", created.AddDays(-1), null), new("A", "True", "New", "", created.AddMinutes(1), null)], [], []);

        var milestone = Assert.Single(MilestoneReader.Read(events, [], created, _start, _start.AddMinutes(2)));

        Assert.Equal("New", milestone.Reason);
        // The appliance's clock is three hours ahead: the time it was seen counts.
        Assert.Equal(_start.AddMinutes(2), milestone.At);
    }

    [Theory]
    [InlineData("True", MilestoneState.Done)]
    [InlineData("False", MilestoneState.Running)]
    [InlineData("Unknown", MilestoneState.Running)]
    [InlineData("", MilestoneState.Running)]
    [InlineData("Error", MilestoneState.Failed)]
    public void A_condition_is_reached_only_when_it_says_so(string status, MilestoneState expected) => Assert.Equal(expected, MilestoneReader.StateOf(status));

    private static DeploymentTimeline Build(IEnumerable<Milestone> milestones) =>
        DeploymentTimeline.Build(TimelineTests.Course([.. milestones]), _start.AddMinutes(50), DeploymentPace.Real);
}
