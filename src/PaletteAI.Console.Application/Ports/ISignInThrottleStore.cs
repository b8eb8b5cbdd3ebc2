using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Ports;

/// <summary>Counters of failed sign-ins; on disk, so that a restart forgives nothing, and bounded, so that a flood of names cannot fill it.</summary>
public interface ISignInThrottleStore
{
    /// <summary>The counter of a key (account, source, pair, or device); a fresh one when unknown.</summary>
    Task<ThrottleCounter> ReadAsync(string key, CancellationToken ct);

    /// <summary>Atomically replaces the counter by <paramref name="change"/> of it and returns the new one.</summary>
    Task<ThrottleCounter> UpdateAsync(string key, Func<ThrottleCounter, ThrottleCounter> change, CancellationToken ct);
}
