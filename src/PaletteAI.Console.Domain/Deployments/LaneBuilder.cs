using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Deployments;

/// <summary>Builds the stages of one lane.</summary>
internal sealed class LaneBuilder(DeploymentCourse course, ExpectedStages plan, int currentCategory)
{
    public ImmutableArray<TimelineStage> Stages(string lane)
    {
        ExpectedStage[] expected = [.. plan.Of(lane)];
        var lastDone = Array.FindLastIndex(expected, s => plan.IsDone(lane, s.Key));
        var stages = expected
            .Select((s, i) => Expected(lane, s, isBehind: i < lastDone, isNext: i == lastDone + 1))
            .Where(s => s.State != StageState.NotReported || !IsOthers(lane, s.Key));
        return [.. stages, .. Extra(lane)];
    }

    private TimelineStage Expected(string lane, ExpectedStage stage, bool isBehind, bool isNext)
    {
        Milestone[] reported = [.. plan.Reported(lane, stage.Key)];
        var latest = reported.LastOrDefault();
        if (reported.FirstOrDefault(m => m.State == MilestoneState.Done) is { } done)
        {
            return new TimelineStage(stage.Key, stage.Label, StageState.Done, StartOf(lane, stage, done.At), done.At, done.Message);
        }
        var state = latest?.State switch
        {
            MilestoneState.Failed => StageState.Failed,
            MilestoneState.Running when !isBehind => StageState.Running,
            _ when isBehind => StageState.NotReported,
            _ when isNext && !plan.ReportsProgress && stage.Category <= currentCategory => StageState.Running,
            _ => StageState.Expected,
        };
        state = AtTheEnd(lane, state);
        var start = state is StageState.Running or StageState.Failed ? reported.FirstOrDefault()?.At ?? StartOf(lane, stage, DateTimeOffset.MaxValue) : (DateTimeOffset?)null;
        return new TimelineStage(stage.Key, stage.Label, state, start, null, latest?.Message ?? "");
    }

    // A stage some hosts passed and this one went by is theirs: only the first host starts the control plane, the others join it.
    private bool IsOthers(string lane, string key) => lane.Length > 0 && !plan.Reported(lane, key).Any() && plan.Lanes.Any(other => other.Length > 0 && other != lane && plan.IsDone(other, key));

    // What was not announced is shown after the plan, in the order it came.
    private IEnumerable<TimelineStage> Extra(string lane) => course.Milestones
        .Where(m => m.Lane == lane && !plan.Of(lane).Any(s => s.Key == ExpectedStages.KeyOf(m.Type, m.Reason)))
        .GroupBy(m => ExpectedStages.KeyOf(m.Type, m.Reason), StringComparer.Ordinal)
        .Select(g => (Done: g.FirstOrDefault(m => m.State == MilestoneState.Done), First: g.First(), Last: g.Last()))
        .Select(g => new TimelineStage(
            ExpectedStages.KeyOf(g.First.Type, g.First.Reason), StageLabels.Of(g.First.Type, g.First.Reason),
            g.Done is not null ? StageState.Done : AtTheEnd(lane, g.Last.State == MilestoneState.Failed ? StageState.Failed : StageState.Running),
            g.Done is { } done && done.At < g.First.At ? done.At : g.First.At, g.Done?.At, g.Last.Message));

    private StageState AtTheEnd(string lane, StageState state) => (course.State, state) switch
    {
        (CourseState.Succeeded, StageState.Running or StageState.Expected) => StageState.NotReported,
        (CourseState.Failed, StageState.Running) => lane.Length == 0 && !course.Milestones.Any(m => m.State == MilestoneState.Failed) ? StageState.Failed : StageState.Expected,
        _ => state,
    };

    // A stage begins when the one before it in the lane, or the category before it, ended.
    private DateTimeOffset StartOf(string lane, ExpectedStage stage, DateTimeOffset end)
    {
        var before = course.Milestones
            .Where(m => m.Lane == lane && m.State == MilestoneState.Done && m.At < end && ExpectedStages.KeyOf(m.Type, m.Reason) != stage.Key)
            .Select(m => m.At)
            .Append(plan.EndOfEarlier(stage.Category) ?? course.StartedAt)
            .Append(course.StartedAt)
            .Max();
        return before < end ? before : end;
    }
}
