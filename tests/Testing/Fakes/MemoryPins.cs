using System.Collections.Concurrent;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>Certificate pins in memory.</summary>
public sealed class MemoryPins : ICertificatePins
{
    private readonly ConcurrentDictionary<string, CertificatePin> _pins = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<CertificatePin?> FindAsync(string endpoint, CancellationToken ct) => Task.FromResult(_pins.GetValueOrDefault(endpoint));

    /// <inheritdoc/>
    public Task SaveAsync(CertificatePin pin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(pin);
        _pins[pin.Endpoint] = pin;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CertificatePin>> ListAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<CertificatePin>>([.. _pins.Values]);

    /// <inheritdoc/>
    public Task RemoveAsync(string endpoint, CancellationToken ct)
    {
        _pins.TryRemove(endpoint, out _);
        return Task.CompletedTask;
    }
}
