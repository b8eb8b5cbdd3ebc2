using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>An appliance whose every call may be the process's last.</summary>
public sealed class CuttingAppliance(IAppliance inner, Cutter cutter) : IAppliance
{
    /// <inheritdoc/>
    public Task<Result<ApplianceSettings>> GetSettingsAsync(Secret token, CancellationToken ct) => cutter.RunAsync(() => inner.GetSettingsAsync(token, ct));

    /// <inheritdoc/>
    public Task<Result<EdgeHost>> GetCurrentHostAsync(Secret token, CancellationToken ct) => cutter.RunAsync(() => inner.GetCurrentHostAsync(token, ct));

    /// <inheritdoc/>
    public Task<Result<LinkStatus>> GetLinkStatusAsync(Secret token, CancellationToken ct) => cutter.RunAsync(() => inner.GetLinkStatusAsync(token, ct));

    /// <inheritdoc/>
    public Task<Result<ProfileArchive>> GetArchiveAsync(Secret token, CancellationToken ct) => cutter.RunAsync(() => inner.GetArchiveAsync(token, ct));

    /// <inheritdoc/>
    public Task<Result<Unit>> UploadDefinitionAsync(Secret token, string fileName, Stream content, string? signature, CancellationToken ct) =>
        cutter.RunAsync(() => inner.UploadDefinitionAsync(token, fileName, content, signature, ct));

    /// <inheritdoc/>
    public Task<Result<ImmutableArray<VariableVerdict>>> ValidateVariablesAsync(
        Secret token, string archivePath, IReadOnlyList<VariableAssignment> variables, CancellationToken ct) =>
        cutter.RunAsync(() => inner.ValidateVariablesAsync(token, archivePath, variables, ct));

    /// <inheritdoc/>
    public Task<Result<Unit>> CreateClusterAsync(Secret token, string body, CancellationToken ct) => cutter.RunAsync(() => inner.CreateClusterAsync(token, body, ct));

    /// <inheritdoc/>
    public Task<Result<ClusterDetails?>> GetClusterAsync(Secret token, CancellationToken ct) => cutter.RunAsync(() => inner.GetClusterAsync(token, ct));

    /// <inheritdoc/>
    public Task<Result<ImmutableArray<ApplicationStatus>>> GetApplicationsAsync(Secret token, CancellationToken ct) =>
        cutter.RunAsync(() => inner.GetApplicationsAsync(token, ct));

    /// <inheritdoc/>
    public Task<Result<LifecycleEvents>> GetLifecycleEventsAsync(Secret token, CancellationToken ct) =>
        cutter.RunAsync(() => inner.GetLifecycleEventsAsync(token, ct));

    /// <inheritdoc/>
    public Task<Result<ImmutableArray<ClusterEvent>>> GetClusterEventsAsync(Secret token, string ns, CancellationToken ct) =>
        cutter.RunAsync(() => inner.GetClusterEventsAsync(token, ns, ct));
}
