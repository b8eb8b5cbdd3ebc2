using System.Collections.Immutable;
using System.Globalization;

namespace PaletteAI.Console.Domain.Clusters.Facts;

/// <summary>What decides which nodes may take a pod.</summary>
public sealed record SchedulingHints
{
    /// <summary>Nothing asked for.</summary>
    public static SchedulingHints None { get; } = new();

    /// <summary>Labels a node must carry.</summary>
    public FactLabels NodeSelector { get; init; }

    /// <summary>Required node affinity: a node must match one of the terms, a term all its requirements.</summary>
    public ImmutableArray<ImmutableArray<NodeRequirement>> RequiredTerms { get; init; } = [];

    /// <summary>Taints it bears.</summary>
    public ImmutableArray<TolerationFacts> Tolerations { get; init; } = [];

    /// <summary>What it asks for, as the scheduler adds it up.</summary>
    public ImmutableArray<ResourceAmount> Requests { get; init; } = [];
}

/// <summary>One requirement on a node's labels (or, as <c>metadata.name</c>, its name).</summary>
/// <param name="Operator">In, NotIn, Exists, DoesNotExist, Gt, Lt.</param>
public sealed record NodeRequirement(string Key, string Operator, ImmutableArray<string> Values)
{
    /// <summary>Whether a label value (null = no such label) fulfils it.</summary>
    public bool IsMetBy(string? value) => Operator switch
    {
        "In" => value is not null && Values.Contains(value),
        "NotIn" => value is null || !Values.Contains(value),
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        "Gt" => Compare(value) > 0,
        "Lt" => Compare(value) < 0,
        _ => false,
    };

    /// <inheritdoc/>
    public override string ToString() => Operator switch
    {
        "In" when Values.Length == 1 => $"{Key}={Values[0]}",
        "In" => $"{Key} in ({string.Join(", ", Values)})",
        "NotIn" when Values.Length == 1 => $"{Key}!={Values[0]}",
        "NotIn" => $"{Key} not in ({string.Join(", ", Values)})",
        "Exists" => Key,
        "DoesNotExist" => $"!{Key}",
        _ => $"{Key} {Operator} {string.Join(", ", Values)}",
    };

    // 0 = not comparable: neither greater nor less.
    private int Compare(string? value) =>
        Values.Length == 1
        && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var left)
        && long.TryParse(Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var right)
            ? left.CompareTo(right) : 0;
}

/// <summary>A toleration of a pod.</summary>
/// <param name="Key">Empty with operator <c>Exists</c> = every taint.</param>
/// <param name="Operator">Equal (also when empty) or Exists.</param>
/// <param name="Effect">Empty = every effect.</param>
public readonly record struct TolerationFacts(string Key, string Operator, string Value, string Effect)
{
    /// <summary>Whether it bears a taint.</summary>
    public bool Bears(Installs.Taint taint)
    {
        ArgumentNullException.ThrowIfNull(taint);
        return (Effect.Length == 0 || Effect == taint.Effect)
            && (Operator == "Exists"
                ? Key.Length == 0 || Key == taint.Key
                : Key == taint.Key && Value == taint.Value);
    }
}

/// <summary>An amount of a resource: <c>cpu</c> in cores, <c>memory</c> in bytes, others in pieces.</summary>
public readonly record struct ResourceAmount(string Resource, decimal Amount);
