using System.Collections.Immutable;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Application.Deployments;

/// <summary>What was last heard about a deployment and is not kept in the journal: it is asked for again after a restart.</summary>
internal sealed record LiveFacts
{
    public static LiveFacts None { get; } = new();

    /// <summary>Packs and their state.</summary>
    public ImmutableArray<ApplicationStatus> Packs { get; init; } = [];

    /// <summary>Events, newest first.</summary>
    public ImmutableArray<ClusterEvent> Events { get; init; } = [];

    public ImmutableArray<HostSighting> Sightings { get; init; } = [];

    public string LeaderUid { get; init; } = "";

    /// <summary>Why the appliance could not be asked last time; null when it answered.</summary>
    public Error? Problem { get; init; }
}
