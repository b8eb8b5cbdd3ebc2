using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts.Trust;

namespace PaletteAI.Console.Application.Ports;

/// <summary>Opens channels to hosts. Connections are pooled, kept alive and rebuilt behind them.</summary>
public interface IHostChannels
{
    /// <summary>A channel; connects at first use.</summary>
    IHostChannel Open(HostTarget target);

    /// <summary>The host the console itself runs on.</summary>
    IHostChannel Local { get; }

    /// <summary>Whether the hosts are simulated: they take any log-in, and none has to be stored.</summary>
    bool IsSimulated => false;

    /// <summary>The key a host presents now; nothing is trusted and no credential is sent.</summary>
    Task<Result<HostKey>> ReadHostKeyAsync(string address, int port, CancellationToken ct);

    /// <summary>Closes what is open to a host, after its key or its credentials changed.</summary>
    void Forget(string address);
}

/// <summary>A host, how to log in, and how to know that it is the right one.</summary>
/// <param name="Address">Name or address.</param>
/// <param name="Port">Port of sshd.</param>
/// <param name="Login">Who logs in.</param>
/// <param name="Trust">Which keys are accepted.</param>
public sealed record HostTarget(string Address, int Port, HostLogin Login, IHostTrust Trust);

/// <summary>Who logs in to a host.</summary>
/// <param name="User">User name.</param>
public sealed record HostLogin(string User)
{
    /// <summary>Password; also answers keyboard-interactive prompts, and sudo where <see cref="SudoPassword"/> is not given.</summary>
    public Secret? Password { get; init; }

    /// <summary>Private key in OpenSSH or PEM form.</summary>
    public Secret? PrivateKey { get; init; }

    /// <summary>Passphrase of the private key.</summary>
    public Secret? Passphrase { get; init; }

    /// <summary>Password for sudo when it is not the log-in's.</summary>
    public Secret? SudoPassword { get; init; }
}

/// <summary>Where accepted host keys come from.</summary>
public interface IHostTrust
{
    /// <summary>Tells two sources apart.</summary>
    string Id { get; }

    /// <summary>The keys now.</summary>
    Task<HostKeyring> GetAsync(CancellationToken ct);
}
