using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Operations;

/// <summary>The one door. See the members of <see cref="IOperation{TOutput}"/>.</summary>
public interface IOperationRunner
{
    /// <summary>
    /// Runs an operation: permission from the live session, shape validation, idempotency key, intent row, handler with timeout,
    /// outcome and audit row, log and metric.
    /// </summary>
    Task<Result<TOutput>> RunAsync<TOutput>(IOperation<TOutput> operation, Caller caller, CancellationToken ct);
}
