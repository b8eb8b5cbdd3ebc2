using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>Log-ins to hosts in memory.</summary>
public sealed class MemoryHostCredentials : IHostCredentialStore
{
    private readonly List<HostCredentials> _all = [];

    /// <summary>What somebody else does as soon as the list was read once.</summary>
    public Func<Task>? AfterNextList { get; set; }

    public async Task<IReadOnlyList<HostCredentials>> ListAsync(CancellationToken ct)
    {
        HostCredentials[] all = [.. _all];
        if (AfterNextList is { } then)
        {
            AfterNextList = null;
            await then();
        }

        return all;
    }

    public Task SaveAsync(HostCredentials credentials, CancellationToken ct)
    {
        _all.RemoveAll(c => c.Address == credentials.Address);
        _all.Add(credentials);
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(string address, CancellationToken ct) => Task.FromResult(_all.RemoveAll(c => c.Address == address) > 0);
}
