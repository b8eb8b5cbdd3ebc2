using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Application.Deployments;

/// <summary>A deployment as pages, API and command line see it: no token, no request body.</summary>
public sealed record DeploymentView
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>Cluster name.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Who started it.</summary>
    public required string StartedBy { get; init; }

    /// <summary>Start.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>End; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Phase.</summary>
    public required DeploymentPhase Phase { get; init; }

    /// <summary>The timeline at <see cref="TakenAt"/>.</summary>
    public required DeploymentTimeline Timeline { get; init; }

    /// <summary>What the timeline was built from, to build it again as time goes by.</summary>
    [JsonIgnore]
    public DeploymentCourse? Course { get; init; }

    /// <summary>Packs as the appliance reports them.</summary>
    public ImmutableArray<ApplicationStatus> Packs { get; init; } = [];

    /// <summary>Events of the cluster, newest first.</summary>
    public ImmutableArray<ClusterEvent> Events { get; init; } = [];

    /// <summary>The cluster as last reported, without its kubeconfig.</summary>
    public ClusterDetails? Reported { get; init; }

    /// <summary>Why it failed.</summary>
    public Error? Failure { get; init; }

    /// <summary>What to do after a failure, in order.</summary>
    public ImmutableArray<string> NextActions { get; init; } = [];

    /// <summary>Why the appliance could not be asked last time; null when it answered.</summary>
    public Error? Problem { get; init; }

    /// <summary>Consequences and warnings that were accepted, by code.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>SHA-256 of the request that was sent.</summary>
    public required string PlanSha256 { get; init; }

    /// <summary>When this view was made.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Whether it goes on.</summary>
    public bool IsLive => Phase is DeploymentPhase.Requested or DeploymentPhase.Accepted or DeploymentPhase.Provisioning;
}
