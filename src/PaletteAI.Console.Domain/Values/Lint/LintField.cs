using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint;

/// <summary>A place in the values and what stands there.</summary>
/// <param name="Path">The place.</param>
/// <param name="Node">The value; null when there is none.</param>
internal sealed record LintField(DocumentPath Path, ValueNode? Node)
{
    /// <summary>Nothing, or null.</summary>
    public bool IsNothing => Node is null or ValueScalar { Kind: ValueKind.Null };

    /// <summary>The text of a text; null for everything else.</summary>
    public string? Text => Node is ValueScalar { Kind: ValueKind.Text } text ? text.Text : null;

    /// <summary>Nothing, null or an empty text.</summary>
    public bool IsEmpty => IsNothing || Text is "";

    /// <summary>Whether the value is true.</summary>
    public bool IsTrue => Node is ValueScalar { Kind: ValueKind.Boolean, Flag: true };

    /// <summary>Whether the value is false.</summary>
    public bool IsFalse => Node is ValueScalar { Kind: ValueKind.Boolean, Flag: false };

    /// <summary>The field below a map's key.</summary>
    public LintField this[string key] => new(Path.Append(key), (Node as ValueMap)?.Find(key));

    /// <summary>The fields of a map.</summary>
    public IEnumerable<LintEntry> Entries
    {
        get
        {
            if (Node is not ValueMap map)
            {
                yield break;
            }

            foreach (var entry in map.Entries)
            {
                yield return new LintEntry(entry.Key, new LintField(Path.Append(entry.Key), entry.Value));
            }
        }
    }

    /// <summary>The items of a list.</summary>
    public IEnumerable<LintField> Items
    {
        get
        {
            return Node is ValueList list ? list.Items.Select((item, i) => new LintField(Path.Append(i), item)) : [];
        }
    }

    /// <summary>The field at a path of keys below this one.</summary>
    public LintField At(params ReadOnlySpan<string> keys)
    {
        var field = this;
        foreach (var key in keys)
        {
            field = field[key];
        }

        return field;
    }

    /// <summary>What the value is, in words.</summary>
    public string Kind => Node switch
    {
        null => "nothing",
        ValueMap => "a map",
        ValueList => "a list",
        ValueScalar { Kind: ValueKind.Null } => "nothing (null)",
        ValueScalar { Kind: ValueKind.Boolean } => "true or false",
        ValueScalar { Kind: ValueKind.Number } => "a number",
        _ => "a text",
    };
}

/// <summary>A field of a map under its key.</summary>
internal sealed record LintEntry(string Key, LintField Field);
