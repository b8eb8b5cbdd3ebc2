using System.Collections.Immutable;
using System.Globalization;

namespace PaletteAI.Console.Domain.Deployments;

/// <summary>A deployment as it is shown: the answer first, then lanes with stages.</summary>
public sealed record DeploymentTimeline
{
    /// <summary>The one sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>How it stands.</summary>
    public required CourseState State { get; init; }

    /// <summary>Whole percent of the announced stages that are behind; 100 only when it has succeeded.</summary>
    public required int Percent { get; init; }

    /// <summary>Time since the start, or from start to end.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How long it usually takes, and what that is scaled by.</summary>
    public required string ExpectedRange { get; init; }

    /// <summary>Beyond the usual range: a warning, never a failure.</summary>
    public required bool IsOverrun { get; init; }

    /// <summary>The cluster's lane, then one per host.</summary>
    public required ImmutableArray<TimelineLane> Lanes { get; init; }

    /// <summary>What it waits for; empty when it has ended.</summary>
    public required string WaitsFor { get; init; }

    /// <summary>What needs attention, as warnings; none of them ends the deployment.</summary>
    public required ImmutableArray<Finding> Warnings { get; init; }

    /// <summary>Last answer of the appliance.</summary>
    public DateTimeOffset? LastHeartbeatAt { get; init; }

    /// <summary>End of the time axis: now, or the end.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Start of the time axis.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Builds it.</summary>
    /// <param name="course">Everything known.</param>
    /// <param name="now">Now.</param>
    /// <param name="pace">How long things usually take.</param>
    public static DeploymentTimeline Build(DeploymentCourse course, DateTimeOffset now, DeploymentPace pace)
    {
        ArgumentNullException.ThrowIfNull(course);
        ArgumentNullException.ThrowIfNull(pace);
        var until = course.EndedAt ?? now;
        var elapsed = until > course.StartedAt ? until - course.StartedAt : TimeSpan.Zero;
        var plan = new ExpectedStages(course);
        var builder = new LaneBuilder(course, plan, plan.CurrentCategory());
        var names = course.Hosts.ToDictionary(h => h.Uid, h => h.Name, StringComparer.Ordinal);
        var bare = plan.Lanes.Select(lane => new TimelineLane(lane, lane.Length == 0 ? "Cluster" : names[lane], builder.Stages(lane), LaneTrouble.None, "")).ToImmutableArray();
        var troubles = new TroubleFinder(course, bare, now, pace);
        var lanes = bare.Select(troubles.Mark).ToImmutableArray();
        var isOverrun = course.State is CourseState.Requesting or CourseState.Deploying && elapsed > pace.LongestUsual;
        return new DeploymentTimeline
        {
            State = course.State,
            Percent = course.State == CourseState.Succeeded ? 100 : Math.Min(99, (int)Math.Floor(plan.Share() * 100 + 1e-9)),
            Elapsed = elapsed,
            ExpectedRange = pace.RangeText,
            IsOverrun = isOverrun,
            Lanes = lanes,
            WaitsFor = troubles.WaitsFor,
            Warnings = [.. troubles.Warnings(isOverrun)],
            LastHeartbeatAt = course.LastHeartbeatAt,
            From = course.StartedAt,
            Until = until,
            Sentence = DeploymentSentence.Say(course, elapsed, troubles, isOverrun, pace),
        };
    }

    /// <summary>"12:03:10 UTC".</summary>
    internal static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
