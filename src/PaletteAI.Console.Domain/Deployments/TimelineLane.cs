using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Deployments;

/// <summary>A stage's state.</summary>
public enum StageState
{
    /// <summary>Still to come.</summary>
    Expected,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Reached.</summary>
    Done,

    /// <summary>Passed without a report: a later one was reached.</summary>
    NotReported,

    /// <summary>Reported as failed.</summary>
    Failed,
}

/// <summary>A stage in a lane.</summary>
/// <param name="Key">Type and reason.</param>
/// <param name="Label">What people call it.</param>
/// <param name="State">Its state.</param>
/// <param name="StartedAt">Begin; null when it is still to come or not known.</param>
/// <param name="EndedAt">End; null unless done.</param>
/// <param name="Message">The appliance's words.</param>
public sealed record TimelineStage(string Key, string Label, StageState State, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string Message);

/// <summary>What holds a lane up.</summary>
public enum LaneTrouble
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The host is away, as hosts are while they restart.</summary>
    Restarting,

    /// <summary>No news for too long.</summary>
    Stalled,

    /// <summary>A stage failed.</summary>
    Failed,
}

/// <summary>A lane: the cluster or one host.</summary>
/// <param name="Uid">Host id; empty for the cluster.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Stages">Stages in their expected order.</param>
/// <param name="Trouble">What holds it up.</param>
/// <param name="Note">One sentence about the trouble; empty when there is none.</param>
public sealed record TimelineLane(string Uid, string Name, ImmutableArray<TimelineStage> Stages, LaneTrouble Trouble, string Note)
{
    /// <summary>The stage under way; null when none is.</summary>
    public TimelineStage? Running => Stages.FirstOrDefault(s => s.State == StageState.Running);

    /// <summary>Stages that are behind it.</summary>
    public int Passed => Stages.Count(s => s.State is StageState.Done or StageState.NotReported);
}
