using System.Collections.Immutable;
using System.Reflection;

namespace PaletteAI.Console.Application.Operations;

/// <summary>All operations there are, found by their <see cref="OperationAttribute"/>.</summary>
public sealed class OperationCatalog
{
    private readonly Dictionary<Type, OperationDescriptor> _byInput;

    private OperationCatalog(ImmutableArray<OperationDescriptor> all)
    {
        All = all;
        _byInput = all.ToDictionary(o => o.Input);
    }

    /// <summary>The operations of this assembly.</summary>
    public static OperationCatalog Default { get; } = FromAssembly(typeof(OperationCatalog).Assembly);

    /// <summary>All operations, by name.</summary>
    public ImmutableArray<OperationDescriptor> All { get; }

    /// <summary>Reads the operations of an assembly.</summary>
    public static OperationCatalog FromAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var types = assembly.GetTypes().Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false }).ToArray();
        var handlers = types.SelectMany(HandlersOf).ToLookup(h => h.Input, h => h.Handler);
        return new OperationCatalog([.. types
            .Where(t => t.GetCustomAttribute<OperationAttribute>() is not null)
            .Select(t => Describe(t, handlers[t].FirstOrDefault()))
            .OrderBy(o => o.Name, StringComparer.Ordinal)]);
    }

    /// <summary>The declaration of an input type.</summary>
    /// <exception cref="InvalidOperationException">The type declares no operation.</exception>
    public OperationDescriptor Get(Type input) =>
        _byInput.TryGetValue(input, out var found)
            ? found
            : throw new InvalidOperationException($"{input} has no [Operation] attribute.");

    /// <summary>The handler interfaces a type implements, with their input type.</summary>
    internal static IEnumerable<(Type Input, Type Service, Type Handler)> HandlersOf(Type type) =>
        type.GetInterfaces()
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IOperationHandler<,>))
            .Select(i => (i.GetGenericArguments()[0], i, type));

    private static OperationDescriptor Describe(Type input, Type? handler)
    {
        var declared = input.GetCustomAttribute<OperationAttribute>()!;
        var output = input.GetInterfaces()
            .First(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IOperation<>)).GetGenericArguments()[0];
        var route = declared.Route.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new OperationDescriptor
        {
            Name = declared.Name,
            Input = input,
            Output = output,
            Handler = handler,
            Permission = declared.Permission,
            Audit = declared.Audit,
            Method = route.Length == 2 ? route[0] : "",
            Path = route.Length == 2 ? route[1] : "",
            Cli = declared.Cli,
            BrowserOnlyBecause = input.GetCustomAttribute<BrowserOnlyAttribute>()?.Why ?? "",
            Timeout = TimeSpan.FromSeconds(Math.Clamp(declared.TimeoutSeconds, 1, 600)),
        };
    }
}
