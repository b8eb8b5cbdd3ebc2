using System.Collections.Immutable;
using System.Globalization;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Forms;

/// <summary>What the forms have in common: values in and out of the tree, and edits for what differs only.</summary>
internal static class FormEdits
{
    /// <summary>The edits that give a place a value; none when it has it.</summary>
    /// <param name="tree">The user's values.</param>
    /// <param name="path">The place.</param>
    /// <param name="wanted">The value; null = nothing shall be there.</param>
    public static IEnumerable<ValueEdit> Change(ValueMap tree, DocumentPath path, ValueNode? wanted)
    {
        var there = EffectiveValues.Find(tree, path);
        return wanted is null ? there is null ? [] : [new ValueEdit(EditOperation.Unset, path)]
            : ValueNode.Same(there, wanted) ? []
            : [new ValueEdit(EditOperation.Set, path, wanted)];
    }

    /// <summary>A text; null when it is empty.</summary>
    public static ValueScalar? Text(string text) => text.Length == 0 ? null : ValueScalar.Of(ValueSource.User, text);

    /// <summary>A list of texts without empty ones; null when there are none.</summary>
    public static ValueList? Texts(IEnumerable<string> items)
    {
        ValueNode[] list = [.. items.Select(i => i.Trim()).Where(i => i.Length > 0).Select(i => ValueScalar.Of(ValueSource.User, i))];
        return list.Length == 0 ? null : new ValueList(ValueSource.User, list);
    }

    /// <summary>A map of what is there.</summary>
    public static ValueMap Map(params IEnumerable<(string Key, ValueNode? Value)> entries) =>
        new(ValueSource.User, entries.Where(e => e.Value is not null).Select(e => KeyValuePair.Create(e.Key, e.Value!)));

    /// <summary>The text of a scalar; empty for everything else and for null.</summary>
    public static string TextOf(ValueNode? node) => node is ValueScalar { Kind: not ValueKind.Null } scalar ? scalar.Text : "";

    /// <summary>On or off; null for everything else.</summary>
    public static bool? FlagOf(ValueNode? node) => node is ValueScalar { Kind: ValueKind.Boolean } scalar ? scalar.Flag : null;

    /// <summary>A key under its documented name, whatever its letter case: Go, and so Dex, does not mind.</summary>
    public static string Spelling(ValueMap? map, string name) => map is null || map.Find(name) is not null ? name
        : map.Entries.LastOrDefault(e => string.Equals(e.Key, name, StringComparison.OrdinalIgnoreCase)).Key ?? name;

    /// <summary>A path below a node by documented names, as the file spells them.</summary>
    public static DocumentPath Below(ValueNode? at, DocumentPath path, params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var key = Spelling(at as ValueMap, name);
            (at, path) = ((at as ValueMap)?.Find(key), path.Append(key));
        }

        return path;
    }

    /// <summary>All edits, or the findings when one of them is an error.</summary>
    public static Result<ImmutableArray<ValueEdit>> Unless(IReadOnlyList<Finding> findings, Func<IEnumerable<ValueEdit>> edits) =>
        findings.Any(f => f.Severity == Severity.Error) ? Error.FromFindings(findings) : edits().ToImmutableArray();

    /// <summary>The value a field's entry stands for; null = not given.</summary>
    public static Result<ValueNode?> ToNode(FormField field, FormValue value) => field.Kind switch
    {
        FormFieldKind.Flag => Result<ValueNode?>.Success(value.Flag is { } flag ? ValueScalar.Of(ValueSource.User, flag) : null),
        FormFieldKind.TextList => Result<ValueNode?>.Success(Texts(value.Items)),
        FormFieldKind.Secret => Result<ValueNode?>.Success(Text(value.Text)),
        FormFieldKind.Whole => Whole(field, value.Text.Trim()),
        FormFieldKind.Yaml => Yaml(field, value.Text),
        FormFieldKind.Choice when value.Text.Length > 0 && !field.Choices.Contains(value.Text) => new Error(
            ErrorKind.Invalid, "choice-unknown", $"{field.Label} is one of {string.Join(", ", field.Choices.Where(c => c.Length > 0))}.", "Choose one of them.", field.Name),
        FormFieldKind.Text or FormFieldKind.Choice => Result<ValueNode?>.Success(Text(value.Text.Trim())),
        _ => Result<ValueNode?>.Success(Text(value.Text.Trim())),
    };

    /// <summary>A field's entry of a value in the file.</summary>
    public static FormValue ToValue(FormField field, ValueNode? node) => (field.Kind, node) switch
    {
        (_, null or ValueScalar { Kind: ValueKind.Null }) => FormValue.None,
        (FormFieldKind.Flag, _) => FormValue.Of(FlagOf(node)),
        (FormFieldKind.TextList, ValueList list) => FormValue.Of(list.Items.Select(TextOf)),
        (FormFieldKind.Yaml, _) => FormValue.Of(Writing.ValueYaml.Write(node)),
        (_, ValueScalar scalar) => FormValue.Of(scalar.Text),
        // userSearch.username may be a list since a newer version: shown, and kept unless it is changed.
        (_, ValueList list) => FormValue.Of(string.Join(", ", list.Items.Select(TextOf))),
        _ => FormValue.None,
    };

    private static Result<ValueNode?> Whole(FormField field, string text) =>
        text.Length == 0 ? Result<ValueNode?>.Success(null)
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? Result<ValueNode?>.Success(ValueScalar.Of(ValueSource.User, number))
        : new Error(ErrorKind.Invalid, "not-a-whole-number", $"{field.Label} is a whole number.", "Write digits only.", field.Name);

    private static Result<ValueNode?> Yaml(FormField field, string text)
    {
        if (text.Trim().Length == 0)
        {
            return Result<ValueNode?>.Success(null);
        }

        var read = EditValue.Yaml(text);
        return read.IsSuccess ? Result<ValueNode?>.Success(read.Value) : read.Error with { Path = field.Name };
    }
}
