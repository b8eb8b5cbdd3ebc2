using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Editing;

/// <summary>Reads a list of edits: <c>- {op: set|unset|append|move, path: …, value: …, to: …}</c>, YAML or JSON.</summary>
public static class EditListReader
{
    private static readonly string[] _fields = ["op", "path", "value", "to"];

    private static readonly Dictionary<string, (EditOperation Operation, bool HasValue, bool HasTarget)> _operations = new(StringComparer.Ordinal)
    {
        ["set"] = (EditOperation.Set, true, false),
        ["unset"] = (EditOperation.Unset, false, false),
        ["append"] = (EditOperation.Append, true, false),
        ["move"] = (EditOperation.Move, false, true),
    };

    /// <summary>Reads edits; refused with every finding when one is wrong.</summary>
    public static Result<ImmutableArray<ValueEdit>> Read(ReadOnlySpan<byte> bytes)
    {
        var document = YamlReader.Read(bytes);
        var problems = document.Findings.Where(f => f.Severity == Severity.Error).ToList();
        if (problems.Count > 0 || document.Root is not { } root)
        {
            return Error.FromFindings(problems);
        }

        var reader = new FieldReader(document);
        var edits = ImmutableArray.CreateBuilder<ValueEdit>();
        foreach (var item in reader.Items(new Field(DocumentPath.Root, root)))
        {
            if (ReadEdit(reader, item) is { } edit)
            {
                edits.Add(edit);
            }
        }

        return reader.Findings.Any(f => f.Severity == Severity.Error) ? Error.FromFindings(reader.Findings) : edits.ToImmutable();
    }

    private static ValueEdit? ReadEdit(FieldReader reader, Field item)
    {
        if (reader.Mapping(item, _fields) is not { } fields)
        {
            return null;
        }

        var op = reader.Required(fields, "op", item);
        if (op is null || !_operations.TryGetValue(reader.Text(op), out var known))
        {
            if (op is not null)
            {
                reader.Add(op, "operation-unknown", Severity.Error, "There is no such operation.", $"Write one of {string.Join(", ", _operations.Keys)}.");
            }

            return null;
        }

        var path = ReadPath(reader, fields, "path", item);
        var to = known.HasTarget ? ReadPath(reader, fields, "to", item) : null;
        var value = known.HasValue ? ReadValue(reader, item) : null;
        return path is null || (known.HasTarget && to is null) || (known.HasValue && value is null) ? null : new ValueEdit(known.Operation, path, value, to);
    }

    private static DocumentPath? ReadPath(FieldReader reader, Dictionary<string, Field> fields, string name, Field item)
    {
        if (reader.Required(fields, name, item) is not { } field)
        {
            return null;
        }

        var parsed = DocumentPath.Parse(reader.Text(field));
        if (!parsed.IsSuccess)
        {
            reader.Add(field, parsed.Error.Code, Severity.Error, parsed.Error.Message, parsed.Error.Fix);
        }

        return parsed.Value;
    }

    // null is a value here, so it must not be taken for a field that is missing.
    private static ValueNode? ReadValue(FieldReader reader, Field item)
    {
        if (YamlMerges.Effective((YamlMapping)item.Node.Target).LastOrDefault(e => e.Name == "value") is { } entry)
        {
            return ValueTreeReader.Of(entry.Value);
        }

        reader.Add(item with { Path = item.Path.Append("value") }, "missing-field", Severity.Error, "The field value is missing.", "Add value; null is one too.");
        return null;
    }
}
