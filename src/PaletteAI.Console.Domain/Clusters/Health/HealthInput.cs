using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Domain.Clusters.Health;

/// <summary>All that a verdict is made of.</summary>
public sealed record HealthInput
{
    /// <summary>The cluster's objects.</summary>
    public required ClusterSnapshot Cluster { get; init; }

    /// <summary>The moment of judgement.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The endpoints as probed; empty = they could not be probed, and then the verdict is not healthy.</summary>
    public ImmutableArray<EndpointReport> Endpoints { get; init; } = [];

    /// <summary>Why the endpoints could not be probed, as a sentence.</summary>
    public string EndpointsProblem { get; init; } = "";

    /// <summary>The installer's CronJob as a setting names it; empty = it is looked for.</summary>
    public string InstallerName { get; init; } = "";

    /// <summary>A run is known to have succeeded before, though the cluster does not tell any more.</summary>
    public bool InstallerSucceededBefore { get; init; }

    /// <summary>How long things may take.</summary>
    public HealthLimits Limits { get; init; } = HealthLimits.Default;
}

/// <summary>How long things may take before they count as trouble.</summary>
public sealed record HealthLimits
{
    /// <summary>The usual ones.</summary>
    public static HealthLimits Default { get; } = new();

    /// <summary>Facts older than this are stale. A watch that is alive renews its facts at least every 30 s.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A pod may take this long to be scheduled, pull its images and start.</summary>
    public TimeSpan StartWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A container that runs may take this long to get ready.</summary>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A deleted pod may stay this much longer than it was granted.</summary>
    public TimeSpan LeaveWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A container that crashed and has run for this long since is well again; kubelet forgets its back-off then, too.</summary>
    public TimeSpan CalmAfterCrash { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A verdict only improves when the better one held this long.</summary>
    public TimeSpan BetterAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>An endpoint counts as good after this many good answers in a row.</summary>
    public int GoodAnswers { get; init; } = 3;
}
