using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Deployments;

/// <summary>Finds what holds a deployment up: restarting hosts, silence, stalls. It warns; it never fails anything.</summary>
internal sealed class TroubleFinder
{
    private readonly DeploymentCourse _course;
    private readonly DateTimeOffset _now;
    private readonly DeploymentPace _pace;
    private readonly bool _isLive;
    private readonly ImmutableArray<TimelineLane> _behind;
    private readonly DateTimeOffset _lastNews;

    public TroubleFinder(DeploymentCourse course, ImmutableArray<TimelineLane> lanes, DateTimeOffset now, DeploymentPace pace)
    {
        (_course, _now, _pace) = (course, now, pace);
        _isLive = course.State is CourseState.Requesting or CourseState.Deploying;
        _behind = FurthestBehind(lanes);
        _lastNews = course.Milestones.Select(m => m.At).Append(course.StartedAt).Max();
        WaitsFor = _isLive ? Waits() : "";
    }

    public string WaitsFor { get; }

    public bool IsStalled => _isLive && _now - _lastNews > _pace.StallAfter;

    /// <summary>Since when the appliance is silent; null while it answers.</summary>
    public DateTimeOffset? SilentSince =>
        _isLive && _course.LastHeartbeatAt is { } last && _now - last > _pace.SilenceAfter ? last : null;

    /// <summary>The first host that is away, as a sentence; null when none is.</summary>
    public string? Restart => _isLive
        ? SilentSince is { } since ? RestartText(LeaderName, since)
            : _course.Sightings.Where(s => s.IsAway).Select(s => RestartText(NameOf(s.Uid), s.LastSeenAt)).FirstOrDefault()
        : null;

    public TimelineLane Mark(TimelineLane lane)
    {
        if (lane.Stages.FirstOrDefault(s => s.State == StageState.Failed) is { } failed)
        {
            return lane with { Trouble = LaneTrouble.Failed, Note = failed.Message.Length > 0 ? failed.Message : $"{failed.Label} failed." };
        }
        if (AwaySince(lane.Uid) is { } away)
        {
            return lane with { Trouble = LaneTrouble.Restarting, Note = RestartText(lane.Name, away) };
        }
        return IsStalled && lane.Running is { } stage && _behind.Any(b => b.Uid == lane.Uid)
            ? lane with { Trouble = LaneTrouble.Stalled, Note = $"No news for {SpanText.Of(_now - _lastNews)}; it waits for: {StageLabels.InSentence(stage.Label)}." }
            : lane;
    }

    public IEnumerable<Finding> Warnings(bool isOverrun)
    {
        if (Restart is { } restart)
        {
            yield return Finding.Info("", "host-restarting", restart, "Nothing to do: hosts restart during a deployment.");
        }
        if (IsStalled)
        {
            yield return Finding.Warning(
                "", "deployment-stalled", $"No news for {SpanText.Of(_now - _lastNews)}. It waits for {WaitsFor}.",
                "Look at the screen of the host that is named, and at the events below. The deployment goes on; nothing was cancelled.");
        }
        if (isOverrun)
        {
            yield return Finding.Warning(
                "", "deployment-slow", $"It takes longer than usual ({_pace.RangeText}). It waits for {WaitsFor}.",
                "Slow disks and large images are the usual reasons. The deployment goes on.");
        }
    }

    private string LeaderName => _course.Hosts.Length == 1 ? _course.Hosts[0].Name : NameOf(_course.LeaderUid);

    private string NameOf(string uid) => _course.Hosts.FirstOrDefault(h => h.Uid == uid)?.Name ?? "The appliance";

    private DateTimeOffset? AwaySince(string lane)
    {
        if (!_isLive || lane.Length == 0)
        {
            return null;
        }
        var isLeader = lane == _course.LeaderUid || _course.Hosts.Length == 1;
        return isLeader && SilentSince is { } since ? since : _course.Sightings.FirstOrDefault(s => s.Uid == lane && s.IsAway)?.LastSeenAt;
    }

    private string RestartText(string name, DateTimeOffset lastSeen)
    {
        var (ago, back) = (SpanText.Of(_now - lastSeen), lastSeen + _pace.UsualRestart);
        return back >= _now
            ? $"{name} is restarting: last seen {ago} ago, expected back by {DeploymentTimeline.Clock(back)}."
            : $"{name} is away longer than a restart usually takes: last seen {ago} ago, expected back by {DeploymentTimeline.Clock(back)}. Look at its screen and its power.";
    }

    private string Waits()
    {
        if (_course.State == CourseState.Requesting)
        {
            return "the appliance to accept the request";
        }
        if (_behind.IsEmpty)
        {
            return "the appliance to report Running and Healthy";
        }
        var stage = StageLabels.InSentence(_behind[0].Running!.Label);
        string[] hosts = [.. _behind.Where(l => l.Uid.Length > 0).Select(l => l.Name)];
        // A label that names its host already ("Joining edge-3") does not need it twice.
        return hosts.Length == 0 || hosts.Any(h => stage.Contains(h, StringComparison.OrdinalIgnoreCase)) ? stage : $"{stage} on {Join(hosts)}";
    }

    private static string Join(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";

    // Hosts before the cluster's own lane: they are what an operator can look at.
    private static ImmutableArray<TimelineLane> FurthestBehind(ImmutableArray<TimelineLane> lanes)
    {
        TimelineLane[] running = [.. lanes.Where(l => l.Running is not null)];
        TimelineLane[] pool = running.Any(l => l.Uid.Length > 0) ? [.. running.Where(l => l.Uid.Length > 0)] : running;
        return pool.Length == 0 ? [] : [.. pool.Where(l => l.Running!.Label == pool.MinBy(x => x.Passed)!.Running!.Label)];
    }
}
