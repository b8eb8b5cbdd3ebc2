using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>Counters of failed sign-ins in memory, without bounds.</summary>
public sealed class MemoryThrottleStore : ISignInThrottleStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ThrottleCounter> _rows = new(StringComparer.Ordinal);

    /// <summary>All keys, as the store saw them.</summary>
    public IReadOnlyCollection<string> Keys
    {
        get
        {
            lock (_gate)
            {
                return [.. _rows.Keys];
            }
        }
    }

    /// <inheritdoc/>
    public Task<ThrottleCounter> ReadAsync(string key, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.GetValueOrDefault(key, ThrottleCounter.Fresh));
        }
    }

    /// <inheritdoc/>
    public Task<ThrottleCounter> UpdateAsync(string key, Func<ThrottleCounter, ThrottleCounter> change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_gate)
        {
            return Task.FromResult(_rows[key] = change(_rows.GetValueOrDefault(key, ThrottleCounter.Fresh)));
        }
    }
}
