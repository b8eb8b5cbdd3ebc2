using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Hosts.Trust;

namespace PaletteAI.Console.Application.Hosts;

/// <summary>Trusts what a known_hosts file lists, and nothing else; the file is never written.</summary>
public sealed class KnownHostsTrust(string text) : IHostTrust
{
    private readonly HostKeyring _keys = KnownHosts.Read(text).Keys;

    /// <inheritdoc/>
    public string Id { get; } = "known_hosts " + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <inheritdoc/>
    public Task<HostKeyring> GetAsync(CancellationToken ct) => Task.FromResult(_keys);
}

/// <summary>Trusts the keys the operator accepted in this console.</summary>
public sealed class AcceptedKeysTrust(IHostKeyStore keys) : IHostTrust
{
    /// <inheritdoc/>
    public string Id => "accepted";

    /// <inheritdoc/>
    public async Task<HostKeyring> GetAsync(CancellationToken ct) =>
        new([.. (await keys.ListAsync(ct)).Select(k => new KeyringEntry(HostPattern.Of(k.Address, k.Port), k.Key))]);
}
