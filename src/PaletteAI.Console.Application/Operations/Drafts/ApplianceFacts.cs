using System.Collections.Immutable;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>What cluster creation needs to know of the appliance, with its age.</summary>
public sealed record ApplianceFacts
{
    /// <summary>The current host first, then its peers; empty when they could not be read.</summary>
    public ImmutableArray<EdgeHost> Hosts { get; init; } = [];

    /// <summary>The archive; null when it could not be read.</summary>
    public ProfileArchive? Archive { get; init; }

    /// <summary>The cluster there is; null when there is none or it could not be read.</summary>
    public ClusterDetails? Cluster { get; init; }

    /// <summary>What could not be read, and why. A fact that is missing decides nothing.</summary>
    public ImmutableArray<Error> Problems { get; init; } = [];

    /// <summary>When this was read.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The host whose console this is.</summary>
    public EdgeHost? Current => Hosts.FirstOrDefault();

    /// <summary>The leader; null when it is not known.</summary>
    public EdgeHost? Leader => Hosts.FirstOrDefault(h => h.Role == HostRole.Leader);

    /// <summary>The hosts as a group; null when they could not be read.</summary>
    public HostGroup? Group => Hosts.IsEmpty ? null : new HostGroup(Hosts, "", "");

    /// <summary>One host that was never linked: the short form.</summary>
    public bool IsSingleNode => Hosts.Length == 1;
}
