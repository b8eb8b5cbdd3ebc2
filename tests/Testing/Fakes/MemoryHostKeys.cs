using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>Accepted host keys in memory.</summary>
public sealed class MemoryHostKeys : IHostKeyStore
{
    private readonly Lock _gate = new();
    private List<AcceptedHostKey> _all = [];

    public Task<IReadOnlyList<AcceptedHostKey>> ListAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<AcceptedHostKey>>(_all);

    public Task ReplaceAsync(AcceptedHostKey accepted, CancellationToken ct)
    {
        lock (_gate)
        {
            _all = [.. _all.Where(k => (k.Address, k.Port) != (accepted.Address, accepted.Port)), accepted];
        }

        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(string address, int port, CancellationToken ct)
    {
        lock (_gate)
        {
            var before = _all.Count;
            _all = [.. _all.Where(k => (k.Address, k.Port) != (address, port))];
            return Task.FromResult(_all.Count < before);
        }
    }
}
