using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Hosts.Facts;

/// <summary>A part of what <see cref="FactScript"/> printed.</summary>
/// <param name="Command">What ran on the host.</param>
/// <param name="Output">What it printed; empty when it failed or is not there.</param>
public sealed record FactSection(string Command, string Output);

/// <summary>All parts by name.</summary>
public sealed class FactSections
{
    private static readonly FactSection _none = new("", "");
    private readonly ImmutableDictionary<string, FactSection> _all;

    private FactSections(ImmutableDictionary<string, FactSection> all, bool isWhole) => (_all, IsWhole) = (all, isWhole);

    /// <summary>Whether the output came to its end; parts of one that did not may be cut.</summary>
    public bool IsWhole { get; }

    /// <summary>A part; empty when it is not there.</summary>
    public FactSection this[string name] => _all.GetValueOrDefault(name, _none);

    /// <summary>Splits an output by the random word its script was given.</summary>
    public static FactSections Split(string output, string mark)
    {
        ArgumentNullException.ThrowIfNull(output);
        var parts = ImmutableDictionary.CreateBuilder<string, FactSection>(StringComparer.Ordinal);
        var whole = false;
        foreach (var part in ("\n" + output).Split($"\n{mark} ").Skip(1))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            var head = (end < 0 ? part : part[..end]).Split(' ', 2);
            whole |= head[0] == "end";
            parts[head[0]] = new FactSection(head.Length == 2 ? head[1] : "", end < 0 ? "" : part[(end + 1)..].Trim('\n'));
        }

        return new FactSections(parts.ToImmutable(), whole);
    }
}
