using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Managed;

/// <summary>Managed fields as a tree of their paths' keys.</summary>
internal sealed class ManagedLayer
{
    private readonly Dictionary<string, ManagedLayer> _below = new(StringComparer.Ordinal);

    private ManagedLayer(ValueSource source) => Source = source;

    /// <summary>The field that stands here; null for a map above fields.</summary>
    public ManagedField? Field { get; private set; }

    /// <summary>The layer of the first field here or below.</summary>
    public ValueSource Source { get; }

    /// <summary>What stands below.</summary>
    public IReadOnlyDictionary<string, ManagedLayer> Below => _below;

    /// <summary>Makes the tree of fields whose paths have keys only.</summary>
    public static ManagedLayer Of(IEnumerable<ManagedField> fields)
    {
        var root = new ManagedLayer(ValueSource.User);
        foreach (var field in fields)
        {
            var at = root;
            foreach (var step in field.Path.Segments)
            {
                if (!at._below.TryGetValue(step.Key!, out var next))
                {
                    at._below[step.Key!] = next = new ManagedLayer(field.Source);
                }

                at = next;
            }

            at.Field = field;
        }

        return root;
    }
}
