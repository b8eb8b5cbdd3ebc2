using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Tests.Clusters;

/// <summary>Answers operations as a test tells it and remembers what was asked.</summary>
internal sealed class ScriptedGateway : IOperationGateway
{
    private readonly Dictionary<Type, Func<object, object>> _answers = [];

    public List<(object Operation, bool Background)> Asked { get; } = [];

    public void Answer<TInput, TOutput>(Func<TInput, Result<TOutput>> answer)
        where TInput : IOperation<TOutput> => _answers[typeof(TInput)] = input => answer((TInput)input);

    public Task<Result<TOutput>> RunAsync<TOutput>(IOperation<TOutput> operation, bool background = false, string? idempotencyKey = null, CancellationToken ct = default)
    {
        Asked.Add((operation, background));
        return Task.FromResult(_answers.TryGetValue(operation.GetType(), out var answer)
            ? (Result<TOutput>)answer(operation)
            : Result<TOutput>.Failure(new Error(ErrorKind.NotFound, "not-scripted", operation.GetType().Name)));
    }
}
