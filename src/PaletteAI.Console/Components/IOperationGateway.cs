using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Components;

/// <summary>A page's way to the one door: runs operations as the circuit's own session. Scoped to the circuit.</summary>
public interface IOperationGateway
{
    /// <summary>Runs an operation for the person in front of the page.</summary>
    /// <param name="operation">Its input.</param>
    /// <param name="background">True for refreshes that no person asked for: they are no activity of the session.</param>
    /// <param name="idempotencyKey">Same key = same outcome; guards against double clicks.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<Result<TOutput>> RunAsync<TOutput>(IOperation<TOutput> operation, bool background = false, string? idempotencyKey = null, CancellationToken ct = default);
}
