using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Domain.Tests.Deployments;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset _start = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void While_deploying_the_sentence_says_what_where_and_how_far()
    {
        var timeline = At(14, Done("", "Cluster", "Accepted", 1), Done("h1", "Host", "Prepared", 5), Done("h2", "Host", "Prepared", 6), Done("h3", "Host", "Prepared", 6),
            Done("h1", "Host", "Joined", 10), Done("h2", "Host", "Joined", 11));

        Assert.Equal("Deploying: joining the cluster on edge-3. 14 of about 35 min, on track.", timeline.Sentence);
        Assert.Equal("joining the cluster on edge-3", timeline.WaitsFor);
        Assert.Equal("30–45 min", timeline.ExpectedRange);
        Assert.Empty(timeline.Warnings);
    }

    [Fact]
    public void Each_host_has_a_lane_with_the_stages_in_their_announced_order()
    {
        var timeline = At(14, Done("", "Cluster", "Accepted", 1), Done("h1", "Host", "Prepared", 5));

        Assert.Equal(["Cluster", "edge-1", "edge-2", "edge-3"], timeline.Lanes.Select(l => l.Name));
        Assert.Equal(["Request accepted", "Control plane ready"], timeline.Lanes[0].Stages.Select(s => s.Label));
        Assert.Equal(["Preparing the host", "Joining the cluster"], timeline.Lanes[1].Stages.Select(s => s.Label));
        Assert.Equal([StageState.Done, StageState.Running], timeline.Lanes[1].Stages.Select(s => s.State));
        Assert.Equal([StageState.Running, StageState.Expected], timeline.Lanes[2].Stages.Select(s => s.State));
        Assert.Equal(_start.AddMinutes(1), timeline.Lanes[1].Stages[0].StartedAt);
        Assert.Equal(_start.AddMinutes(5), timeline.Lanes[1].Stages[0].EndedAt);
        Assert.Equal(StageState.Expected, timeline.Lanes[0].Stages[1].State);
    }

    [Fact]
    public void A_stage_without_a_report_is_said_to_be_one_once_a_later_one_is_done()
    {
        var timeline = At(14, Done("h1", "Host", "Joined", 9));

        Assert.Equal([StageState.NotReported, StageState.Done], timeline.Lanes[1].Stages.Select(s => s.State));
    }

    [Fact]
    public void Beyond_the_usual_range_it_warns_with_the_reason_and_does_not_fail()
    {
        var timeline = At(50, Done("", "Cluster", "Accepted", 1), Done("h1", "Host", "Prepared", 49));

        Assert.True(timeline.IsOverrun);
        Assert.Equal(CourseState.Deploying, timeline.State);
        Assert.Equal("Deploying: preparing the host on edge-2 and edge-3. 50 min, longer than the usual 45 min.", timeline.Sentence);
        var warning = Assert.Single(timeline.Warnings);
        Assert.Equal(("deployment-slow", Severity.Warning), (warning.Code, warning.Severity));
    }

    [Fact]
    public void A_stall_names_step_and_host_and_marks_their_lane_only()
    {
        var timeline = At(30, Done("", "Cluster", "Accepted", 1), Done("h1", "Host", "Joined", 9), Done("h3", "Host", "Joined", 10));

        var warning = Assert.Single(timeline.Warnings);
        Assert.Equal("deployment-stalled", warning.Code);
        Assert.Contains("preparing the host on edge-2", warning.Message, StringComparison.Ordinal);
        Assert.Equal([LaneTrouble.None, LaneTrouble.None, LaneTrouble.Stalled, LaneTrouble.None], timeline.Lanes.Select(l => l.Trouble));
        Assert.Contains("20 min", timeline.Lanes[2].Note, StringComparison.Ordinal);
        Assert.Contains("no news for too long", timeline.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restarting_host_has_a_time_it_is_expected_back_by()
    {
        var now = _start.AddMinutes(14);
        var course = Course([Done("", "Cluster", "Accepted", 13)]) with
        {
            LastHeartbeatAt = now,
            Sightings = [new HostSighting("h2", now.AddSeconds(-40), IsAway: true)],
        };

        var timeline = DeploymentTimeline.Build(course, now, DeploymentPace.Real);

        Assert.Equal("Deploying: edge-2 is restarting: last seen 40 s ago, expected back by 12:23:20 UTC. 14 of about 35 min, on track.", timeline.Sentence);
        Assert.Equal(LaneTrouble.Restarting, timeline.Lanes[2].Trouble);
        Assert.Equal("host-restarting", Assert.Single(timeline.Warnings).Code);
    }

    [Fact]
    public void A_silent_appliance_is_its_leader_restarting_until_that_takes_too_long()
    {
        var heard = _start.AddMinutes(14);
        var course = Course([]) with { LastHeartbeatAt = heard };

        var soon = DeploymentTimeline.Build(course, heard.AddMinutes(1), DeploymentPace.Real);
        var late = DeploymentTimeline.Build(course, heard.AddMinutes(11), DeploymentPace.Real);

        Assert.StartsWith("Deploying: edge-1 is restarting", soon.Sentence, StringComparison.Ordinal);
        Assert.Equal(LaneTrouble.Restarting, soon.Lanes[1].Trouble);
        Assert.Contains("away longer than a restart usually takes", late.Sentence, StringComparison.Ordinal);
        Assert.Equal(CourseState.Deploying, late.State);
    }

    [Fact]
    public void In_the_sandbox_the_range_is_scaled_and_says_so()
    {
        var timeline = DeploymentTimeline.Build(Course([]), _start.AddSeconds(28), new DeploymentPace(30));

        Assert.Equal("1 min – 1 min 30 s (sandbox, 30 times faster than 30–45 min)", timeline.ExpectedRange);
        Assert.Contains("28 of about 70 s, on track", timeline.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Success_is_labelled_as_the_appliances_and_ends_the_clock()
    {
        var course = Course([Done("", "Cluster", "Accepted", 1)]) with { State = CourseState.Succeeded, EndedAt = _start.AddMinutes(36) };

        var timeline = DeploymentTimeline.Build(course, _start.AddDays(2), DeploymentPace.Real);

        Assert.Equal("Running and healthy, as the appliance reports; it took 36 min.", timeline.Sentence);
        Assert.Equal((100, TimeSpan.FromMinutes(36)), (timeline.Percent, timeline.Elapsed));
        Assert.DoesNotContain(timeline.Lanes.SelectMany(l => l.Stages), s => s.State is StageState.Running or StageState.Expected);
    }

    [Fact]
    public void Failure_keeps_its_reason_and_the_stage_it_stopped_at()
    {
        var course = Course([Done("", "Cluster", "Accepted", 1), new Milestone("h2", "Host", "Prepared", MilestoneState.Failed, "disk full", _start.AddMinutes(4))]) with
        {
            State = CourseState.Failed,
            EndedAt = _start.AddMinutes(5),
            Failure = new Error(ErrorKind.RemoteFailed, "cluster-error", "edge-2 has no space."),
        };

        var timeline = DeploymentTimeline.Build(course, _start.AddDays(2), DeploymentPace.Real);

        Assert.Equal("Failed after 5 min: edge-2 has no space.", timeline.Sentence);
        Assert.Equal((LaneTrouble.Failed, "disk full"), (timeline.Lanes[2].Trouble, timeline.Lanes[2].Note));
        Assert.DoesNotContain(timeline.Lanes.SelectMany(l => l.Stages), s => s.State == StageState.Running);
    }

    [Fact]
    public void When_the_appliance_says_what_is_under_way_nothing_is_guessed()
    {
        var timeline = At(9, Done("", "Cluster", "Accepted", 1), Done("h1", "Host", "Prepared", 5), Done("h2", "Host", "Prepared", 6), Done("h3", "Host", "Prepared", 6),
            new Milestone("h1", "Host", "Joined", MilestoneState.Running, "", _start.AddMinutes(7)));

        Assert.Equal("joining the cluster on edge-1", timeline.WaitsFor);
        Assert.Equal([StageState.Running, StageState.Expected, StageState.Expected], timeline.Lanes.Skip(1).Select(l => l.Stages[1].State));
        Assert.Equal(_start.AddMinutes(7), timeline.Lanes[1].Stages[1].StartedAt);
    }

    [Fact]
    public void A_stage_that_only_the_first_host_has_is_not_shown_as_missing_on_the_others()
    {
        var course = Course([Done("h1", "KubeadmInit", "Done", 5), Done("h1", "NodeReady", "Done", 8), Done("h2", "NodeReady", "Done", 9), Done("", "VipAnswers", "Done", 6)]) with
        {
            ExpectedOrder = [new("Kubernetes", 1, [new("KubeadmInit", "Start the control plane", "Done", "", 1), new("VipAnswers", "VIP answers", "Done", "", 2), new("NodeReady", "Node ready", "Done", "", 3)])],
        };

        var timeline = DeploymentTimeline.Build(course, _start.AddMinutes(10), DeploymentPace.Real);

        Assert.Equal(["VIP answers"], timeline.Lanes[0].Stages.Select(s => s.Label));
        Assert.Equal(["Start the control plane", "Node ready"], timeline.Lanes[1].Stages.Select(s => s.Label));
        Assert.Equal(["Node ready"], timeline.Lanes[2].Stages.Select(s => s.Label));
    }

    [Fact]
    public void Without_any_report_it_waits_for_the_appliance()
    {
        var course = Course([]) with { State = CourseState.Requesting, ExpectedOrder = [] };

        var timeline = DeploymentTimeline.Build(course, _start.AddSeconds(3), DeploymentPace.Real);

        Assert.Equal("Deploying: the appliance to accept the request. 0 of about 35 min, on track.", timeline.Sentence);
        Assert.Equal(0, timeline.Percent);
    }

    internal static DeploymentCourse Course(ImmutableArray<Milestone> milestones) => new()
    {
        ClusterName = "edge-ai",
        State = CourseState.Deploying,
        StartedAt = _start,
        LeaderUid = "h1",
        Hosts = [new("h1", "edge-1", "control-plane-pool", true), new("h2", "edge-2", "control-plane-pool", true), new("h3", "edge-3", "control-plane-pool", true)],
        ExpectedOrder =
        [
            new("Edge hosts", 2, [new("Host", "Host", "Joined", "Joining the cluster", 2), new("Host", "Host", "Prepared", "Preparing the host", 1)]),
            new("Cluster", 1, [new("Cluster", "Cluster", "Accepted", "Request accepted", 1)]),
            new("Control plane", 3, [new("Cluster", "Cluster", "Ready", "Control plane ready", 1)]),
        ],
        Milestones = milestones,
    };

    internal static Milestone Done(string lane, string type, string reason, int minute) =>
        new(lane, type, reason, MilestoneState.Done, "", _start.AddMinutes(minute));

    private static DeploymentTimeline At(int minute, params Milestone[] milestones) =>
        DeploymentTimeline.Build(Course([.. milestones]) with { LastHeartbeatAt = _start.AddMinutes(minute) }, _start.AddMinutes(minute), DeploymentPace.Real);
}
