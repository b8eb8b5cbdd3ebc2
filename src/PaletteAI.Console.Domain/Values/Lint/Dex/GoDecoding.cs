using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint.Dex;

/// <summary>Judges values as Go decodes JSON into structures: no coercion, null fits everything, unknown fields are ignored.</summary>
internal static class GoDecoding
{
    /// <summary>The field of a map under its documented name, whatever its letter case; of two spellings the last one counts.</summary>
    public static LintField Get(LintField map, string name)
    {
        if ((map.Node as ValueMap)?.Find(name) is not null)
        {
            return map[name];
        }

        var spelled = map.Entries.LastOrDefault(e => string.Equals(e.Key, name, StringComparison.OrdinalIgnoreCase));
        return spelled is null ? map[name] : spelled.Field;
    }

    /// <summary>Reports what cannot be decoded, unknown fields and other spellings.</summary>
    public static void Check(LintScope scope, LintField field, GoShape shape)
    {
        if (field.IsNothing || field.Node!.Source != ValueSource.User)
        {
            return;
        }

        if (!Fits(field, shape))
        {
            Wrong(scope, field, shape);
            return;
        }

        if (shape.Kind == GoKind.Map && shape.Fields.Count > 0)
        {
            CheckFields(scope, field, shape);
        }
        else if (shape.Kind == GoKind.MapOfText)
        {
            var text = new GoShape("", GoKind.Text);
            field.Entries.ToList().ForEach(e => Check(scope, e.Field, text));
        }
        else if (shape is { Kind: GoKind.List, Item: { } item })
        {
            field.Items.ToList().ForEach(i => Check(scope, i, item));
        }
    }

    /// <summary>The bytes of a base64 text as Go reads it: line breaks are skipped; null when it is none.</summary>
    public static byte[]? FromBase64(string text)
    {
        var joined = text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var bytes = new byte[(joined.Length / 4 * 3) + 3];
        return joined.Length % 4 == 0 && joined.AsSpan().IndexOfAny(' ', '\t') < 0 && Convert.TryFromBase64String(joined, bytes, out var count) ? bytes[..count] : null;
    }

    private static bool Fits(LintField field, GoShape shape) => shape.Kind switch
    {
        GoKind.Text or GoKind.TextOrList => field.Text is not null,
        GoKind.Base64 => field.Text is { } text && FromBase64(text) is not null,
        GoKind.Flag => field.Node is ValueScalar { Kind: ValueKind.Boolean },
        GoKind.Whole => field.Node is ValueScalar { Kind: ValueKind.Number } number && number.Number.Equals(Math.Truncate(number.Number)) && Math.Abs(number.Number) < 9.2e18,
        GoKind.Map or GoKind.MapOfText => field.Node is ValueMap,
        GoKind.List => field.Node is ValueList,
        GoKind.Any => true,
        _ => true,
    };

    private static void Wrong(LintScope scope, LintField field, GoShape shape)
    {
        var (code, expected, fix) = shape.Kind switch
        {
            GoKind.Text => ("wrong-type", "A text", "Put the value in quotes."),
            GoKind.TextOrList when field.Node is ValueList => ("wrong-type", "A text", "Write one text; a list stops every released version up to 2.45.1."),
            GoKind.TextOrList => ("wrong-type", "A text", "Put the value in quotes."),
            GoKind.Base64 when field.Text is not null => ("not-base64", "Base64", "Write the standard base64 of the PEM text."),
            GoKind.Base64 => ("wrong-type", "Base64 in a text", "Write the standard base64 of the PEM text."),
            GoKind.Flag => ("wrong-type", "true or false", "Write true or false, without quotes."),
            GoKind.Whole => ("wrong-type", "A whole number", "Write a whole number, without quotes and unit."),
            GoKind.List => ("wrong-type", "A list", "Write one `- …` line per item."),
            _ => ("wrong-type", "A map", "Write `name: value` lines below the key."),
        };
        scope.Error(field, code, $"{expected} is expected here, not {(code == "not-base64" ? "this text" : field.Kind)}. Dex does not start with it.", fix);
    }

    private static void CheckFields(LintScope scope, LintField map, GoShape shape)
    {
        foreach (var (key, field) in map.Entries.TakeWhile(_ => !scope.HasEnoughErrors))
        {
            if (!shape.Fields.TryGetValue(key, out var known))
            {
                var near = scope.HasEnough(Severity.Warning) ? null : NearestName.Find(key, shape.Fields.Keys);
                scope.Warn(field, "unknown-field", "Dex has no such field and ignores it.", near is null ? "Remove it." : $"Write {near}.");
                continue;
            }

            if (known.Name != key)
            {
                scope.Warn(field, "field-spelling", $"The documented spelling is {known.Name}; with both spellings in the file the later one wins.", $"Write {known.Name}.");
            }

            Check(scope, field, known);
        }
    }
}
