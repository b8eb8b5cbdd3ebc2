using System.Collections.Concurrent;
using System.Reflection;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Operations;

/// <summary>
/// The secrets of an operation's input. Remote systems and libraries may quote what they were given, so that errors and faults are
/// searched for them before anybody reads them.
/// </summary>
internal sealed class InputSecrets
{
    // Shorter ones would blank out ordinary words, and are no secret to anybody.
    private const int Shortest = 4;
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> _properties = new();
    private readonly string[] _texts;

    private InputSecrets(IEnumerable<Secret> secrets) => _texts =
        [.. secrets.Select(s => s.Reveal()).Where(t => t.Length >= Shortest).Distinct(StringComparer.Ordinal).OrderByDescending(t => t.Length)];

    /// <summary>The secrets among the properties of an input.</summary>
    public static InputSecrets Of(object input) => new(_properties
        .GetOrAdd(input.GetType(), static type => [.. type.GetProperties().Where(HoldsSecrets)])
        .SelectMany(p => Secrets(p.GetValue(input))));

    /// <summary>The text with every secret replaced by <c>***</c>.</summary>
    public string Hide(string text) => _texts.Aggregate(text, (t, secret) => t.Replace(secret, "***", StringComparison.Ordinal));

    /// <summary>The error with every secret in its texts replaced.</summary>
    public Error Hide(Error error) => _texts.Length == 0
        ? error
        : error with
        {
            Message = Hide(error.Message),
            Fix = Hide(error.Fix),
            Findings = [.. error.Findings.Select(f => f with { Message = Hide(f.Message), Fix = Hide(f.Fix) })],
            Facts = error.Facts.ToDictionary(f => f.Key, f => Hide(f.Value), StringComparer.Ordinal),
        };

    private static bool HoldsSecrets(PropertyInfo property) =>
        property.GetIndexParameters().Length == 0
        && (property.PropertyType == typeof(Secret) || property.PropertyType == typeof(IReadOnlyDictionary<string, Secret>));

    private static IEnumerable<Secret> Secrets(object? value) => value switch
    {
        Secret secret => [secret],
        IReadOnlyDictionary<string, Secret?> many => many.Values.OfType<Secret>(),
        _ => [],
    };
}
