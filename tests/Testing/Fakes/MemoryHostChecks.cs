using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Checks.Hosts;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>Reports of host checks in memory.</summary>
public sealed class MemoryHostChecks : IHostCheckStore
{
    /// <summary>All reports, oldest first.</summary>
    public List<StoredHostChecks> Reports { get; } = [];

    /// <summary>What is set aside.</summary>
    public List<IgnoredCheck> Ignored { get; } = [];

    public Task AddAsync(StoredHostChecks checks, CancellationToken ct)
    {
        Reports.Add(checks);
        return Task.CompletedTask;
    }

    public Task IgnoreAsync(IgnoredCheck ignored, CancellationToken ct)
    {
        Ignored.RemoveAll(i => i.Id == ignored.Id && i.Host == ignored.Host);
        Ignored.Add(ignored);
        return Task.CompletedTask;
    }

    public Task<bool> StopIgnoringAsync(string id, string host, CancellationToken ct) => Task.FromResult(Ignored.RemoveAll(i => i.Id == id && i.Host == host) > 0);

    public Task<IReadOnlyList<IgnoredCheck>> ListIgnoredAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<IgnoredCheck>>([.. Ignored]);

    public Task<StoredHostChecks?> FindNewestAsync(CancellationToken ct) => Task.FromResult(Reports.LastOrDefault());
}
