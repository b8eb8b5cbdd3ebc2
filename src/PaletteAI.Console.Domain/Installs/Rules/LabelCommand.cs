using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Installs.Rules;

/// <summary>Arguments of <c>kubectl label</c>: <c>key=value</c> sets, <c>key-</c> removes; the last of two equal keys wins.</summary>
public sealed record LabelCommand(ImmutableSortedDictionary<string, string> Set, ImmutableArray<string> Remove)
{
    /// <summary>Reads the arguments.</summary>
    public static Result<LabelCommand> Parse(IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var set = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var remove = ImmutableArray.CreateBuilder<string>();
        foreach (var argument in arguments)
        {
            var equals = argument.Split('=');
            if (equals.Length == 2 && LabelRules.CheckValue(equals[1]) is null)
            {
                set[equals[0]] = equals[1];
            }
            else if (equals.Length == 1 && argument.EndsWith('-'))
            {
                remove.Add(argument[..^1]);
            }
            else
            {
                return new Error(ErrorKind.Invalid, "label-argument", $"'{LabelRules.Shown(argument)}' is not key=value with a valid value, and not key-.", "Write key=value to set a label, key- to remove it.");
            }
        }

        return remove.FirstOrDefault(set.ContainsKey) is { } both
            ? new Error(ErrorKind.Invalid, "label-set-and-removed", $"The label {LabelRules.Shown(both)} is set and removed at once.", "Do one of the two.")
            : new LabelCommand(set.ToImmutable(), remove.ToImmutable());
    }

    /// <summary>Keys that already have another value; without overwriting they are refused.</summary>
    public ImmutableArray<string> Conflicts(IReadOnlyDictionary<string, string> existing) =>
        [.. Set.Where(l => existing.TryGetValue(l.Key, out var value) && value != l.Value).Select(l => l.Key)];
}
