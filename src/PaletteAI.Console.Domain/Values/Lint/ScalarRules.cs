using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint;

/// <summary>Values and keys that YAML reads as something else than their author probably meant, and nulls that delete defaults.</summary>
internal static class ScalarRules
{
    private const double LargestExact = 9007199254740992;

    public static void Check(LintScope scope)
    {
        // Each node once, however many aliases refer to it; a stack, because the tree may be wide.
        var open = new Stack<OpenNode>();
        open.Push(new OpenNode(scope.Document.Root!, DocumentPath.Root, false));
        while (open.TryPop(out var at))
        {
            switch (at.Node)
            {
                case YamlMapping mapping:
                    Push(scope, open, mapping, at.Path, at.InList);
                    break;
                case YamlSequence list:
                    for (var i = list.Items.Length - 1; i >= 0; i--)
                    {
                        open.Push(new OpenNode(list.Items[i], at.Path.Append(i), true));
                    }

                    break;
                case YamlScalar scalar:
                    CheckScalar(scope, scalar, at.Path, at.InList);
                    break;
                default:
                    break;
            }
        }
    }

    private static void Push(LintScope scope, Stack<OpenNode> open, YamlMapping mapping, DocumentPath path, bool inList)
    {
        for (var i = mapping.Entries.Length - 1; i >= 0; i--)
        {
            var entry = mapping.Entries[i];
            if (entry.IsMerge)
            {
                CheckMerge(scope, mapping, entry, path);
            }

            if (entry.IsMerge || entry.Name is not { } name)
            {
                continue;
            }

            if (entry.Key is YamlScalar { Style: YamlStyle.Plain, Tag.Length: 0 } key && key.Value.Kind != ScalarKind.Text)
            {
                scope.AddAt(Severity.Error, key.FullStart, "key-not-text", "The key is not a text: YAML reads it as a number or as true or false, and Helm turns that back into a text.", "Put the key in quotes.", path.Append(name).ToString());
            }

            open.Push(new OpenNode(entry.Value, path.Append(name), inList));
        }
    }

    // Helm lets a merge that comes later override; other readers let explicit keys win, strict ones refuse both.
    private static void CheckMerge(LintScope scope, YamlMapping mapping, YamlEntry merge, DocumentPath path)
    {
        var before = mapping.Entries.TakeWhile(e => e != merge).Where(e => !e.IsMerge).Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        var sources = merge.Value.Target is YamlSequence list ? list.Items.Select(i => i.Target) : [merge.Value.Target];
        if (sources.OfType<YamlMapping>().SelectMany(m => YamlMerges.Effective(m)).Any(e => before.Contains(e.Name)))
        {
            scope.AddAt(Severity.Warning, merge.Key.FullStart, "merge-overrides-key", "The merge key (<<) overrides keys written before it. Helm does that; most other readers let the written keys win.", "Put << first, or write the values out.", path.ToString());
        }
        else
        {
            scope.AddAt(Severity.Info, merge.Key.FullStart, "merge-key", "Readers do not agree on merge keys (<<); strict ones refuse a key that is both merged and written.", "Write the values out if other tools read this file.", path.ToString());
        }
    }

    private static void CheckScalar(LintScope scope, YamlScalar scalar, DocumentPath path, bool inList)
    {
        if (scalar.Style != YamlStyle.Plain || scalar.Tag.Length > 0)
        {
            return;
        }

        var value = scalar.Value;
        switch (value.Kind)
        {
            case ScalarKind.Null when !inList && !path.Segments.IsEmpty && !scope.UndoneNulls.Contains(path):
                scope.Add(Severity.Warning, path, "null-deletes-default", "null deletes the chart's default here. A key with nothing behind it is null too, also when the lines below it are not indented.", "Remove the key to keep the default, or write a value.");
                break;
            case ScalarKind.Boolean when scalar.Text.ToLowerInvariant() is not ("true" or "false"):
                scope.Add(Severity.Warning, path, "word-is-boolean", "YAML reads this word as true or false.", "Write true or false, or put the word in quotes.");
                break;
            case ScalarKind.Number:
                CheckNumber(scope, scalar.Text, value, path);
                break;
            default:
                break;
        }
    }

    private static void CheckNumber(LintScope scope, string text, ScalarValue value, DocumentPath path)
    {
        if (Math.Abs(value.Number) > LargestExact || (Math.Abs(value.Number).Equals(LargestExact) && value.Integer.TrimStart('-') != "9007199254740992"))
        {
            scope.Add(Severity.Warning, path, "number-loses-digits", "The number has more digits than Helm can hold; the last ones are lost.", "Put it in quotes if it is an identifier.");
            return;
        }

        var digits = text.TrimStart('+', '-');
        if (digits.Length > 1 && digits[0] == '0' && digits[1] is not '.')
        {
            scope.Add(Severity.Warning, path, "number-not-decimal", "A leading zero makes YAML read this number as octal (0x as hexadecimal, 0b as binary), or drop the zero.", "Put it in quotes, or write the decimal number.");
        }
        else if (value.Integer.Length == 0 && text.AsSpan().IndexOfAny('e', 'E') >= 0)
        {
            scope.Add(Severity.Warning, path, "number-has-exponent", "YAML reads this as a number with an exponent.", "Put it in quotes if it is a text.");
        }
        else if (text.Contains('_', StringComparison.Ordinal) || text[0] == '+')
        {
            scope.Add(Severity.Warning, path, "number-unusual", "YAML reads this as a number; underscores and the plus sign are dropped.", "Put it in quotes if it is a text.");
        }
    }

    private sealed record OpenNode(YamlNode Node, DocumentPath Path, bool InList);
}
