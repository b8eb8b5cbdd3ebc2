using PaletteAI.Console.Domain.Hosts.Trust;

namespace PaletteAI.Console.Application.Ports;

/// <summary>Host keys the operator accepted.</summary>
public interface IHostKeyStore
{
    /// <summary>All acceptances.</summary>
    Task<IReadOnlyList<AcceptedHostKey>> ListAsync(CancellationToken ct);

    /// <summary>Stores an acceptance in place of every earlier one of that host and port.</summary>
    Task ReplaceAsync(AcceptedHostKey accepted, CancellationToken ct);

    /// <summary>Forgets what was accepted for a host and port; whether there was anything.</summary>
    Task<bool> RemoveAsync(string address, int port, CancellationToken ct);
}

/// <summary>An accepted host key.</summary>
/// <param name="Address">Name or address as dialled.</param>
/// <param name="Port">Port as dialled.</param>
/// <param name="Key">The key.</param>
/// <param name="AcceptedBy">Who accepted it.</param>
/// <param name="AcceptedAt">When.</param>
public sealed record AcceptedHostKey(string Address, int Port, HostKey Key, string AcceptedBy, DateTimeOffset AcceptedAt);
