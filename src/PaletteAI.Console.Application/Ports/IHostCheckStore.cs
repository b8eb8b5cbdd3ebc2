using PaletteAI.Console.Domain.Checks.Hosts;

namespace PaletteAI.Console.Application.Ports;

/// <summary>What checks of hosts found, with their evidence. The newest ones are kept.</summary>
public interface IHostCheckStore
{
    /// <summary>Adds a report.</summary>
    Task AddAsync(StoredHostChecks checks, CancellationToken ct);

    /// <summary>The newest report; null when there is none.</summary>
    Task<StoredHostChecks?> FindNewestAsync(CancellationToken ct);
}

/// <summary>A report, when it was made and for whom.</summary>
public sealed record StoredHostChecks(DateTimeOffset At, string Actor, HostCheckReport Report);
