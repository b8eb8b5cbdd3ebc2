using PaletteAI.Console.Domain.Checks.Hosts;

namespace PaletteAI.Console.Application.Ports;

/// <summary>What checks of hosts found, with their evidence. The newest ones are kept.</summary>
public interface IHostCheckStore
{
    /// <summary>Adds a report.</summary>
    Task AddAsync(StoredHostChecks checks, CancellationToken ct);

    /// <summary>Sets a check aside, in place of an earlier word on the same check and host.</summary>
    Task IgnoreAsync(IgnoredCheck ignored, CancellationToken ct);

    /// <summary>Lets a check count again; whether it was set aside.</summary>
    Task<bool> StopIgnoringAsync(string id, string host, CancellationToken ct);

    /// <summary>All checks that are set aside.</summary>
    Task<IReadOnlyList<IgnoredCheck>> ListIgnoredAsync(CancellationToken ct);

    /// <summary>The newest report; null when there is none.</summary>
    Task<StoredHostChecks?> FindNewestAsync(CancellationToken ct);
}

/// <summary>A report, when it was made and for whom.</summary>
public sealed record StoredHostChecks(DateTimeOffset At, string Actor, HostCheckReport Report)
{
    /// <summary>The deployment it decided about: such a report is kept for good. Empty = none.</summary>
    public string DeploymentId { get; init; } = "";
}
