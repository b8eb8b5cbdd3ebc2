using System.Collections.Immutable;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Application.Ports;

/// <summary>
/// The appliance: hosts, linking, content, cluster. Every call takes the token it acts with.
/// Failures are results: <c>appliance-unreachable</c>, <c>appliance-timeout</c>, <c>appliance-certificate-unknown</c>,
/// <c>appliance-certificate-changed</c>, <c>appliance-session-ended</c> (401), <c>appliance-refused</c> (other 4xx, with its message),
/// <c>appliance-failed</c> (5xx), <c>appliance-answer-unreadable</c>.
/// </summary>
public interface IAppliance
{
    /// <summary>Mode and feature flags.</summary>
    Task<Result<ApplianceSettings>> GetSettingsAsync(Secret token, CancellationToken ct);

    /// <summary>The host that serves the API: the leader.</summary>
    Task<Result<EdgeHost>> GetCurrentHostAsync(Secret token, CancellationToken ct);

    /// <summary>Link state and peers; a host that was never linked has an empty status and no peers.</summary>
    Task<Result<LinkStatus>> GetLinkStatusAsync(Secret token, CancellationToken ct);

    /// <summary>The uploaded definition, else the embedded one.</summary>
    Task<Result<ProfileArchive>> GetArchiveAsync(Secret token, CancellationToken ct);

    /// <summary>Uploads a cluster definition; it becomes the one <see cref="GetArchiveAsync"/> returns.</summary>
    Task<Result<Unit>> UploadDefinitionAsync(Secret token, string fileName, Stream content, string? signature, CancellationToken ct);

    /// <summary>The appliance's own verdict on profile variables.</summary>
    Task<Result<ImmutableArray<VariableVerdict>>> ValidateVariablesAsync(Secret token, string archivePath, IReadOnlyList<VariableAssignment> variables, CancellationToken ct);

    /// <summary>Asks for the cluster. <paramref name="body"/> is the rendered request (see <c>Domain/Installs/CreateClusterRequest</c>).</summary>
    Task<Result<Unit>> CreateClusterAsync(Secret token, string body, CancellationToken ct);

    /// <summary>The cluster; null when there is none.</summary>
    Task<Result<ClusterDetails?>> GetClusterAsync(Secret token, CancellationToken ct);

    /// <summary>Packs of the cluster and their state.</summary>
    Task<Result<ImmutableArray<ApplicationStatus>>> GetApplicationsAsync(Secret token, CancellationToken ct);

    /// <summary>Progress conditions and their expected order.</summary>
    Task<Result<LifecycleEvents>> GetLifecycleEventsAsync(Secret token, CancellationToken ct);

    /// <summary>Kubernetes events; all namespaces when <paramref name="ns"/> is empty.</summary>
    Task<Result<ImmutableArray<ClusterEvent>>> GetClusterEventsAsync(Secret token, string ns, CancellationToken ct);
}

/// <summary>Mode of the appliance.</summary>
/// <param name="InstallationMode">airgap or connected.</param>
/// <param name="ManagementMode">central or local.</param>
public sealed record ApplianceSettings(string InstallationMode, string ManagementMode, ImmutableDictionary<string, bool> FeatureFlags);

/// <summary>A value for a profile variable, with the profile it belongs to.</summary>
public sealed record VariableAssignment(string Name, string ProfileUid, string Value);
