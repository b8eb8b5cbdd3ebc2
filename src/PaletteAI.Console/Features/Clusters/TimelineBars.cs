using System.Globalization;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>A bar of a lane.</summary>
/// <param name="Stage">What it stands for.</param>
/// <param name="Left">Begin in percent of the axis.</param>
/// <param name="Width">Width in percent of the axis.</param>
public sealed record TimelineBar(TimelineStage Stage, double Left, double Width)
{
    /// <summary>Place and width, the only data that goes into a style.</summary>
    public string Style => string.Create(CultureInfo.InvariantCulture, $"left: {Left:0.##}%; width: {Width:0.##}%");
}

/// <summary>Lays the stages of a lane out on the time axis.</summary>
public static class TimelineBars
{
    // Narrower bars could not be seen.
    private const double Narrowest = 0.6;

    /// <summary>Bars of a lane: what has times lies where it was, what is still to come shares the rest of the axis.</summary>
    public static IReadOnlyList<TimelineBar> Of(DeploymentTimeline timeline, TimelineLane lane, TimeSpan axis)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(lane);
        var expected = lane.Stages.Count(s => s.State == StageState.Expected);
        var now = Percent(timeline.Until - timeline.From, axis);
        var share = expected == 0 ? 0 : Math.Max(100 - now, 0) / expected;
        var next = now;
        var bars = new List<TimelineBar>(lane.Stages.Length);
        foreach (var stage in lane.Stages)
        {
            if (stage.State == StageState.Expected)
            {
                bars.Add(new TimelineBar(stage, Math.Min(next, 100 - Narrowest), Math.Max(share, Narrowest)));
                next += share;
            }
            else if (stage.StartedAt is { } start)
            {
                var left = Percent(start - timeline.From, axis);
                var right = Percent((stage.EndedAt ?? timeline.Until) - timeline.From, axis);
                bars.Add(new TimelineBar(stage, Math.Min(left, 100 - Narrowest), Math.Max(right - left, Narrowest)));
            }
        }
        return bars;
    }

    /// <summary>Length of the axis: what is usual, or longer when it takes longer.</summary>
    public static TimeSpan Axis(DeploymentTimeline timeline, DeploymentPace pace)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(pace);
        var isLive = timeline.State is CourseState.Requesting or CourseState.Deploying;
        var usual = isLive && timeline.Elapsed < pace.Typical ? pace.Typical : timeline.Elapsed * (isLive ? 1.1 : 1);
        return usual > TimeSpan.Zero ? usual : TimeSpan.FromSeconds(1);
    }

    /// <summary>A stage's state in the one vocabulary.</summary>
    public static (KitStatus Status, string Word) Look(StageState state) => state switch
    {
        StageState.Done => (KitStatus.Passed, "Done"),
        StageState.Running => (KitStatus.InProgress, "In progress"),
        StageState.Expected => (KitStatus.Pending, "Expected"),
        StageState.NotReported => (KitStatus.NotApplicable, "Not reported"),
        StageState.Failed => (KitStatus.Failed, "Failed"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>A lane's state in the one vocabulary; null = nothing to say beyond its stages.</summary>
    public static (KitStatus Status, string Word)? Look(LaneTrouble trouble) => trouble switch
    {
        LaneTrouble.None => null,
        LaneTrouble.Restarting => (KitStatus.InProgress, "Restarting"),
        LaneTrouble.Stalled => (KitStatus.Warning, "Stalled"),
        LaneTrouble.Failed => (KitStatus.Failed, "Failed"),
        _ => throw new ArgumentOutOfRangeException(nameof(trouble)),
    };

    /// <summary>How long a stage took or takes; empty when it is not known.</summary>
    public static string Took(TimelineStage stage, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return stage.StartedAt is { } start ? SpanText.Of((stage.EndedAt ?? until) - start) : "";
    }

    private static double Percent(TimeSpan span, TimeSpan axis) => Math.Clamp(span / axis * 100, 0, 100);
}
