using System.Collections.Immutable;
using System.Globalization;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>Takes typed fields out of a YAML document; whatever does not fit becomes a finding with path and place.</summary>
internal sealed class FieldReader(YamlDocument document, Severity unknownFields = Severity.Error)
{
    private readonly ImmutableArray<Finding>.Builder _findings = ImmutableArray.CreateBuilder<Finding>();

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>A mapping's fields by name. Names outside <paramref name="known"/> are findings; null when it is no mapping.</summary>
    public Dictionary<string, Field>? Mapping(Field field, IReadOnlyCollection<string>? known = null)
    {
        if (field.Node.Target is not YamlMapping mapping)
        {
            WrongType(field, "a mapping (name: value)");
            return null;
        }

        var fields = new Dictionary<string, Field>(StringComparer.Ordinal);
        foreach (var entry in YamlMerges.Effective(mapping))
        {
            var name = entry.Name!;
            var value = new Field(field.Path.Append(name), entry.Value);
            if (known is not null && !known.Contains(name))
            {
                Unknown(value, entry.Key, name, known);
            }
            else if (!IsNull(value) || known is null)
            {
                fields[name] = value;
            }
        }

        return fields;
    }

    public IEnumerable<Field> Items(Field? field)
    {
        if (field is null)
        {
            return [];
        }

        if (field.Node.Target is YamlSequence sequence)
        {
            return sequence.Items.Select((node, index) => new Field(field.Path.Append(index), node));
        }

        WrongType(field, "a list (- item)");
        return [];
    }

    /// <summary>A text; a number or boolean is a finding, because YAML already changed what was typed.</summary>
    public string Text(Field? field, string otherwise = "")
    {
        if (field is null)
        {
            return otherwise;
        }

        if (field.Node.Target is YamlScalar scalar)
        {
            var value = scalar.Value;
            if (value.Kind == ScalarKind.Text)
            {
                return value.Text;
            }

            Add(field, "wrong-type", Severity.Error, $"A text is expected here, and YAML reads this as {Name(value.Kind)}.", "Put the value in quotes.");
            return otherwise;
        }

        WrongType(field, "a text");
        return otherwise;
    }

    public bool? Boolean(Field? field)
    {
        if (field is null)
        {
            return null;
        }

        if (field.Node.Target is YamlScalar { Value: { Kind: ScalarKind.Boolean } value })
        {
            return value.Boolean;
        }

        WrongType(field, "true or false");
        return null;
    }

    public int? Integer(Field? field, int least, int most)
    {
        if (field is null)
        {
            return null;
        }

        if (field.Node.Target is YamlScalar { Value: { Kind: ScalarKind.Number, Integer.Length: > 0 } value }
            && int.TryParse(value.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        WrongType(field, $"a whole number from {least} to {most}");
        return null;
    }

    /// <summary>A required field; its absence is a finding at the mapping that lacks it.</summary>
    public Field? Required(Dictionary<string, Field> fields, string name, Field owner)
    {
        if (fields.TryGetValue(name, out var field))
        {
            return field;
        }

        Add(new Field(owner.Path.Append(name), owner.Node), "missing-field", Severity.Error, $"The field {name} is missing.", $"Add {name}.");
        return null;
    }

    public void WrongType(Field field, string expected) => Add(
        field, "wrong-type", Severity.Error, $"{Capital(expected)} is expected here, not {Name(field.Node.Target)}.", $"Write {expected}.");

    public void Add(Field field, string code, Severity severity, string message, string fix)
    {
        var (line, column) = document.Locate(field.Node.FullStart);
        _findings.Add(new Finding(field.Path.ToString(), code, severity, message, fix) { Line = line, Column = column });
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static bool IsNull(Field field) => field.Node.Target is YamlScalar { Value.Kind: ScalarKind.Null };

    private void Unknown(Field value, YamlNode key, string name, IReadOnlyCollection<string> known)
    {
        var nearest = NearestName.Find(name, known);
        var fix = nearest is null ? $"Remove it. Known here: {string.Join(", ", known)}." : $"Write {nearest}.";
        var (line, column) = document.Locate(key.FullStart);
        _findings.Add(new Finding(value.Path.ToString(), "unknown-field", unknownFields, "There is no such field.", fix) { Line = line, Column = column });
    }

    private static string Name(YamlNode node) => node switch
    {
        YamlMapping => "a mapping",
        YamlSequence => "a list",
        YamlScalar scalar => Name(scalar.Value.Kind),
        _ => "this",
    };

    private static string Name(ScalarKind kind) => kind switch
    {
        ScalarKind.Null => "nothing (null)",
        ScalarKind.Boolean => "true or false",
        ScalarKind.Number => "a number",
        ScalarKind.Text => "a text",
        _ => "this",
    };
}

/// <summary>A node and its place.</summary>
internal sealed record Field(DocumentPath Path, YamlNode Node);
