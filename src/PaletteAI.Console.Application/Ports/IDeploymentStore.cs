using System.Collections.Immutable;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Application.Ports;

/// <summary>The deployment journal. A row is written before the act, so that a crash at any line loses nothing and repeats nothing harmful.</summary>
public interface IDeploymentStore
{
    /// <summary>
    /// Starts a deployment: stores the plan in phase <see cref="DeploymentPhase.Requested"/>.
    /// Refused with <c>deployment-running</c> while another one has not ended.
    /// </summary>
    Task<Result<DeploymentRecord>> BeginAsync(DeploymentRecord record, CancellationToken ct);

    /// <summary>One deployment.</summary>
    Task<DeploymentRecord?> FindAsync(string id, CancellationToken ct);

    /// <summary>The latest deployment; null when there never was one.</summary>
    Task<DeploymentRecord?> FindLatestAsync(CancellationToken ct);

    /// <summary>Replaces the record's state.</summary>
    Task UpdateAsync(DeploymentRecord record, CancellationToken ct);

    /// <summary>Adds what was observed, if it is new (same key = same observation).</summary>
    Task AppendObservationAsync(string deploymentId, DeploymentObservation observation, CancellationToken ct);

    /// <summary>Observations, oldest first.</summary>
    Task<IReadOnlyList<DeploymentObservation>> ListObservationsAsync(string deploymentId, CancellationToken ct);
}

/// <summary>Where a deployment stands.</summary>
public enum DeploymentPhase
{
    /// <summary>Written down; the request may or may not have reached the appliance.</summary>
    Requested,

    /// <summary>The appliance accepted it.</summary>
    Accepted,

    /// <summary>The appliance reports progress.</summary>
    Provisioning,

    /// <summary>The appliance reports Running and Healthy: the timeline has ended.</summary>
    Running,

    /// <summary>The appliance reports Error, or refused the request.</summary>
    Failed,
}

/// <summary>A deployment.</summary>
public sealed record DeploymentRecord
{
    /// <summary>Random id.</summary>
    public required string Id { get; init; }

    /// <summary>Cluster name.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Who started it.</summary>
    public required string StartedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it reached Running or Failed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Phase.</summary>
    public DeploymentPhase Phase { get; init; }

    /// <summary>Install spec that was deployed, as YAML without secrets.</summary>
    public required string SpecYaml { get; init; }

    /// <summary>SHA-256 of the request body that was sent, hex.</summary>
    public required string PlanSha256 { get; init; }

    /// <summary>The request body until the appliance has accepted it (encrypted at rest, it holds secrets); null afterwards.</summary>
    public Secret? PendingRequest { get; init; }

    /// <summary>Host ids in the plan.</summary>
    public IReadOnlyList<string> HostUids { get; init; } = [];

    /// <summary>The hosts of the plan: names and pools for the timeline's lanes, known while the appliance is away.</summary>
    public IReadOnlyList<PlannedHost> Hosts { get; init; } = [];

    /// <summary>The order of stages the appliance announced, kept because it is silent while its hosts reboot; empty until it did.</summary>
    public ImmutableArray<ExpectedCategory> ExpectedOrder { get; init; } = [];

    /// <summary>Consequences and warnings accepted on Review, by code.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>The deployment's own token until it ends; null afterwards, or when keys were lost.</summary>
    public Secret? Token { get; init; }

    /// <summary>When that token ends.</summary>
    public DateTimeOffset TokenExpiresAt { get; init; }

    /// <summary>Last time the appliance answered anything; the heartbeat.</summary>
    public DateTimeOffset? LastHeartbeatAt { get; init; }

    /// <summary>Last cluster details seen, without the kubeconfig.</summary>
    public ClusterDetails? LastSeen { get; init; }

    /// <summary>Why it failed.</summary>
    public Error? Failure { get; init; }
}

/// <summary>Something the appliance reported about a deployment, kept because reboots make the appliance forget and be silent.</summary>
/// <param name="Key">Same key = same observation.</param>
/// <param name="Lane">Host id, or empty for the cluster.</param>
public sealed record DeploymentObservation(string Key, DateTimeOffset At, string Lane, string Type, string Reason, string Status, string Message);
