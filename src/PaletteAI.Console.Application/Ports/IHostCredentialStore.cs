namespace PaletteAI.Console.Application.Ports;

/// <summary>How the console logs in to hosts. Secrets are encrypted at rest and never leave the server.</summary>
public interface IHostCredentialStore
{
    /// <summary>All entries.</summary>
    Task<IReadOnlyList<HostCredentials>> ListAsync(CancellationToken ct);

    /// <summary>Stores an entry in place of the one for the same hosts.</summary>
    Task SaveAsync(HostCredentials credentials, CancellationToken ct);

    /// <summary>Removes an entry; whether there was one.</summary>
    Task<bool> RemoveAsync(string address, CancellationToken ct);
}

/// <summary>A log-in for one host, or for all that have none of their own.</summary>
/// <param name="Address">The host; empty = all others.</param>
/// <param name="Port">Port of sshd.</param>
/// <param name="Login">User and secrets.</param>
/// <param name="PublicKey">Line for authorized_keys when the console made the key; else empty.</param>
/// <param name="ChangedBy">Who stored it.</param>
/// <param name="ChangedAt">When.</param>
public sealed record HostCredentials(string Address, int Port, HostLogin Login, string PublicKey, string ChangedBy, DateTimeOffset ChangedAt)
{
    /// <summary>Stands for every host without an entry of its own.</summary>
    public const string AllHosts = "";

    /// <summary>Log-in to simulated hosts, which take any.</summary>
    public static HostCredentials Simulated { get; } = new(AllHosts, 22, new HostLogin("simulated"), "", "", DateTimeOffset.UnixEpoch);
}
