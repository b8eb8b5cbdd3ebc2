using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PaletteAI.Console.Domain.Clusters.Facts;

/// <summary>A few pairs of texts (labels, selectors) without the cost of a dictionary: ten thousand pods have some each.</summary>
public readonly struct FactLabels : IEquatable<FactLabels>
{
    private readonly ImmutableArray<KeyValuePair<string, string>> _pairs;

    /// <summary>Holds the pairs.</summary>
    [JsonConstructor]
    public FactLabels(ImmutableArray<KeyValuePair<string, string>> pairs) => _pairs = pairs;

    /// <summary>None.</summary>
    public static FactLabels Empty => default;

    /// <summary>The pairs as they were given.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Pairs => _pairs.IsDefault ? [] : _pairs;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _pairs.IsDefaultOrEmpty;

    /// <summary>The value of a key; null when there is none.</summary>
    public string? this[string key]
    {
        get
        {
            foreach (var pair in Pairs)
            {
                if (pair.Key == key)
                {
                    return pair.Value;
                }
            }
            return null;
        }
    }

    /// <summary>Same pairs in the same order.</summary>
    public static bool operator ==(FactLabels left, FactLabels right) => left.Equals(right);

    /// <summary>Not the same pairs in the same order.</summary>
    public static bool operator !=(FactLabels left, FactLabels right) => !left.Equals(right);

    /// <summary>Labels from pairs of key and value.</summary>
    public static FactLabels Of(params ReadOnlySpan<(string Key, string Value)> pairs)
    {
        var builder = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>(pairs.Length);
        foreach (var (key, value) in pairs)
        {
            builder.Add(new(key, value));
        }
        return new FactLabels(builder.MoveToImmutable());
    }

    /// <summary>Whether the key is there with exactly this value.</summary>
    public bool Has(string key, string value) => this[key] == value;

    /// <summary>Whether every pair of a selector is among these. An empty selector matches everything, as in Kubernetes.</summary>
    public bool Match(FactLabels selector)
    {
        foreach (var pair in selector.Pairs)
        {
            if (!Has(pair.Key, pair.Value))
            {
                return false;
            }
        }
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(FactLabels other) => Pairs.AsSpan().SequenceEqual(other.Pairs.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FactLabels other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => IsEmpty ? 0 : HashCode.Combine(_pairs.Length, _pairs[0].Key, _pairs[0].Value);

    /// <inheritdoc/>
    public override string ToString() => string.Join(",", Pairs.Select(p => $"{p.Key}={p.Value}"));
}
