using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters;

namespace PaletteAI.Console.Domain.Deployments;

/// <summary>How a deployment stands.</summary>
public enum CourseState
{
    /// <summary>Written down; the appliance has not accepted it yet.</summary>
    Requesting,

    /// <summary>Under way.</summary>
    Deploying,

    /// <summary>The appliance reports Running and Healthy.</summary>
    Succeeded,

    /// <summary>The appliance reports Error or refused.</summary>
    Failed,
}

/// <summary>When a host was last known to answer.</summary>
/// <param name="Uid">Host id.</param>
/// <param name="LastSeenAt">Last time it was reported as there.</param>
/// <param name="IsAway">Not there at the last look.</param>
public sealed record HostSighting(string Uid, DateTimeOffset LastSeenAt, bool IsAway);

/// <summary>Everything known about a deployment: the timeline is a function of this, the time and the pace.</summary>
public sealed record DeploymentCourse
{
    /// <summary>Cluster name.</summary>
    public required string ClusterName { get; init; }

    /// <summary>How it stands.</summary>
    public CourseState State { get; init; }

    /// <summary>Start.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>End; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Hosts of the plan, in the plan's order.</summary>
    public ImmutableArray<PlannedHost> Hosts { get; init; } = [];

    /// <summary>Id of the host that serves the appliance's API.</summary>
    public string LeaderUid { get; init; } = "";

    /// <summary>Stages in the order the appliance announced.</summary>
    public ImmutableArray<ExpectedCategory> ExpectedOrder { get; init; } = [];

    /// <summary>What was reported so far, oldest first.</summary>
    public ImmutableArray<Milestone> Milestones { get; init; } = [];

    /// <summary>Last answer of the appliance.</summary>
    public DateTimeOffset? LastHeartbeatAt { get; init; }

    /// <summary>When each host was last there.</summary>
    public ImmutableArray<HostSighting> Sightings { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public Error? Failure { get; init; }
}
