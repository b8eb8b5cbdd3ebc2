using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Operations.Deployments;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>What the overview is about just now.</summary>
public enum OverviewMode
{
    /// <summary>Nothing was read yet.</summary>
    Loading,

    /// <summary>There is no cluster.</summary>
    NoCluster,

    /// <summary>A deployment goes on.</summary>
    Deploying,

    /// <summary>The last deployment failed; it stays until there is a new one.</summary>
    Failed,

    /// <summary>There is a cluster.</summary>
    Cluster,

    /// <summary>It could not be read.</summary>
    Unknown,
}

/// <summary>Cluster &gt; Overview without its markup.</summary>
public sealed class OverviewViewModel(IOperationGateway gateway, TimeProvider time, DeploymentPace pace)
{
    /// <summary>Facts older than this are marked stale.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(45);

    /// <summary>Why the last reading failed; null when it worked. Older facts stay shown with their age.</summary>
    public Error? Problem { get; private set; }

    /// <summary>The deployment; null when there never was one.</summary>
    public DeploymentView? Deployment { get; private set; }

    /// <summary>The cluster as the appliance reports it.</summary>
    public ClusterReport? Report { get; private set; }

    /// <summary>Packs.</summary>
    public IReadOnlyList<ApplicationStatus> Packs { get; private set; } = [];

    /// <summary>Events, newest first.</summary>
    public IReadOnlyList<ClusterEvent> Events { get; private set; } = [];

    /// <summary>Only warnings are listed.</summary>
    public bool WarningsOnly { get; set; }

    /// <summary>The timeline at this moment; null without a deployment.</summary>
    public DeploymentTimeline? Timeline => Deployment switch
    {
        null => null,
        { Course: { } course } => DeploymentTimeline.Build(course, time.GetUtcNow(), pace),
        var d => d.Timeline,
    };

    /// <summary>What the page is about.</summary>
    public OverviewMode Mode => (Deployment, Report) switch
    {
        ({ IsLive: true }, _) => OverviewMode.Deploying,
        (_, null) => Problem is null ? OverviewMode.Loading : OverviewMode.Unknown,
        ({ Phase: DeploymentPhase.Failed }, { Cluster: null } or { Cluster.State: "Error" }) => OverviewMode.Failed,
        (_, { Cluster: null }) => OverviewMode.NoCluster,
        _ => OverviewMode.Cluster,
    };

    /// <summary>Events that are listed.</summary>
    public IReadOnlyList<ClusterEvent> ListedEvents => WarningsOnly ? [.. Events.Where(e => !IsNormal(e))] : Events;

    /// <summary>Reads what the page shows.</summary>
    /// <param name="background">No person asked for it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task LoadAsync(bool background, CancellationToken ct)
    {
        var deployment = await gateway.RunAsync(new GetDeployment(), background, ct: ct);
        if (deployment.IsSuccess)
        {
            Apply(deployment.Value);
        }
        var problem = deployment.Error is { Code: not "no-deployment" } error ? error : null;
        if (Deployment is not { IsLive: true })
        {
            problem = await LoadClusterAsync(background, ct) ?? problem;
        }
        Problem = problem;
    }

    /// <summary>Takes a newer view of the deployment.</summary>
    /// <returns>Whether the deployment ended with it: the cluster is to be read then.</returns>
    public bool Apply(DeploymentView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var ended = Deployment is { IsLive: true } && !view.IsLive;
        Deployment = view;
        if (view.IsLive || !view.Packs.IsEmpty)
        {
            Packs = view.Packs;
            Events = view.Events;
        }
        return ended;
    }

    /// <summary>The answer of the page.</summary>
    public string Answer() => Mode switch
    {
        OverviewMode.Loading => "Reading the cluster.",
        OverviewMode.Unknown => "Unknown: the appliance could not be asked.",
        OverviewMode.NoCluster => "No cluster yet.",
        OverviewMode.Deploying or OverviewMode.Failed => Timeline!.Sentence,
        OverviewMode.Cluster => Reported(Report!.Cluster!),
        _ => throw new InvalidOperationException($"Unknown mode {Mode}."),
    };

    /// <summary>Whether an event is a plain one.</summary>
    public static bool IsNormal(ClusterEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Severity.Length == 0 || e.Severity.Equals("Normal", StringComparison.OrdinalIgnoreCase) || e.Severity.Equals("Info", StringComparison.OrdinalIgnoreCase);
    }

    private string Reported(ClusterDetails cluster)
    {
        var state = cluster.State.Length > 0 ? cluster.State : "State not reported";
        var health = cluster.Health.Length > 0 ? $", {cluster.Health.ToLowerInvariant()}" : "";
        var since = cluster.CreatedAt is { } at ? $", created {SpanText.Of(time.GetUtcNow() - at)} ago" : "";
        return (cluster.HealthReason.Length > 0, cluster.StateReason.Length > 0) switch
        {
            (true, _) => $"{state}{health}: {cluster.HealthReason.TrimEnd('.')}.",
            (_, true) => $"{state}{health}: {cluster.StateReason.TrimEnd('.')}.",
            _ => $"{state}{health}{since}.",
        };
    }

    private async Task<Error?> LoadClusterAsync(bool background, CancellationToken ct)
    {
        var report = await gateway.RunAsync(new GetCluster(), background, ct: ct);
        if (!report.IsSuccess)
        {
            return report.Error;
        }
        Report = report.Value;
        if (report.Value.Cluster is null)
        {
            return null;
        }
        var packs = await gateway.RunAsync(new GetApplications(), background, ct: ct);
        var events = await gateway.RunAsync(new GetClusterEvents(), background, ct: ct);
        Packs = packs.IsSuccess ? packs.Value : Packs;
        Events = events.IsSuccess ? events.Value : Events;
        return packs.Error ?? events.Error;
    }
}
