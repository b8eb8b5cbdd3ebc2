using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>Log-ins to hosts in memory.</summary>
public sealed class MemoryHostCredentials : IHostCredentialStore
{
    private readonly List<HostCredentials> _all = [];

    public Task<IReadOnlyList<HostCredentials>> ListAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<HostCredentials>>([.. _all]);

    public Task SaveAsync(HostCredentials credentials, CancellationToken ct)
    {
        _all.RemoveAll(c => c.Address == credentials.Address);
        _all.Add(credentials);
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(string address, CancellationToken ct) => Task.FromResult(_all.RemoveAll(c => c.Address == address) > 0);
}
