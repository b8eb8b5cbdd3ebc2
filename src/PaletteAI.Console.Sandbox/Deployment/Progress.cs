namespace PaletteAI.Console.Sandbox.Deployment;

/// <summary>What a stage has come to.</summary>
internal enum StageState
{
    Expected,
    Running,
    Done,
    Failed,
}

/// <summary>A stage with its state and real times.</summary>
internal sealed record StageNow(Stage Stage, StageState State, DateTimeOffset StartedAt, DateTimeOffset EndedAt);

/// <summary>
/// How far a deployment is: a pure function of the plan, its start, the time scale, the faults and the time, so that a restart of the
/// process changes nothing.
/// </summary>
internal sealed class Progress
{
    private readonly double _minutes;

    public Progress(Plan plan, DateTimeOffset startedAt, double timeScale, SandboxFaults faults, DateTimeOffset now)
    {
        Plan = plan;
        StartedAt = startedAt;
        TimeScale = timeScale;
        var stages = Course.Stages(plan);
        FailedStage = stages.FirstOrDefault(s => s.Type == faults.FailAtStage);
        var stalled = stages.FirstOrDefault(s => s.Type == faults.StallAtStage);
        var minutes = (now - startedAt).TotalMinutes * timeScale;
        HasFailed = FailedStage is not null && minutes >= FailedStage.End;
        _minutes = Math.Min(minutes, Math.Min(HasFailed ? FailedStage!.End : double.MaxValue, stalled is null ? double.MaxValue : stalled.End - 0.01));
        Stages = [.. stages.Select(s => new StageNow(s, StateOf(s), At(s.Start), At(s.End)))];
        IsRunning = Stages.All(s => s.State == StageState.Done);
    }

    public Plan Plan { get; }

    public DateTimeOffset StartedAt { get; }

    public double TimeScale { get; }

    public IReadOnlyList<StageNow> Stages { get; }

    public Stage? FailedStage { get; }

    public bool HasFailed { get; }

    public bool IsRunning { get; }

    /// <summary>When the cluster's API begins to answer; null while it does not.</summary>
    public DateTimeOffset? ApiSince => Done("ControlPlaneReady");

    public DateTimeOffset? Done(string type, string lane = "") =>
        Stages.FirstOrDefault(s => s.Stage.Type == type && s.Stage.Lane == lane && s.State == StageState.Done)?.EndedAt;

    public DateTimeOffset? Started(string type, string lane = "") =>
        Stages.FirstOrDefault(s => s.Stage.Type == type && s.Stage.Lane == lane && s.State != StageState.Expected)?.StartedAt;

    /// <summary>Nodes that have joined.</summary>
    public IEnumerable<(PlannedNode Node, DateTimeOffset JoinedAt, DateTimeOffset? ReadyAt)> Nodes =>
        Plan.Nodes.Select((n, i) => (n, At(Course.JoinedAt(i)), Done("NodeReady", n.Host.Uid))).Where((_, i) => _minutes >= Course.JoinedAt(i));

    public bool IsRebooting(string hostUid) =>
        Course.Reboots(Plan).Any(r => r.Lane == hostUid && _minutes >= r.Start && _minutes < r.End);

    /// <summary>The next moment anything changes; null when nothing will.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now)
    {
        var moments = Stages.SelectMany(s => new[] { s.StartedAt, s.EndedAt })
            .Concat(Course.Reboots(Plan).SelectMany(r => new[] { At(r.Start), At(r.End) }))
            .Where(m => m > now).ToList();
        return moments.Count == 0 ? null : moments.Min();
    }

    private DateTimeOffset At(double minutes) => StartedAt + TimeSpan.FromMinutes(minutes / TimeScale);

    private StageState StateOf(Stage stage) => _minutes switch
    {
        _ when HasFailed && stage == FailedStage => StageState.Failed,
        var m when m >= stage.End => StageState.Done,
        var m when m >= stage.Start => StageState.Running,
        _ => StageState.Expected,
    };
}
