using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Operations;

/// <summary>Calls the handler of an input whose type is only known at run time.</summary>
internal abstract class OperationInvoker<TOutput>
{
    public abstract Task<Result<TOutput>> InvokeAsync(
        IServiceProvider services, IOperation<TOutput> input, OperationContext context, CancellationToken ct);
}

/// <summary>Makes and keeps one invoker per input type.</summary>
internal static class OperationInvoker
{
    private static readonly ConcurrentDictionary<Type, object> _made = new();

    public static OperationInvoker<TOutput> For<TOutput>(IOperation<TOutput> input) => (OperationInvoker<TOutput>)_made.GetOrAdd(
        input.GetType(),
        static (type, output) => Activator.CreateInstance(typeof(Typed<,>).MakeGenericType(type, output))!,
        typeof(TOutput));

    private sealed class Typed<TInput, TOutput> : OperationInvoker<TOutput>
        where TInput : IOperation<TOutput>
    {
        public override Task<Result<TOutput>> InvokeAsync(
            IServiceProvider services, IOperation<TOutput> input, OperationContext context, CancellationToken ct) =>
            services.GetRequiredService<IOperationHandler<TInput, TOutput>>().HandleAsync((TInput)input, context, ct);
    }
}
