using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Domain.Values.Trees;

/// <summary>A document as Helm 3 holds it: merges expanded, the last of equal keys, keys as text, the first document only.</summary>
public static class ValueTreeReader
{
    /// <summary>
    /// The tree; refused with the document's findings when Helm would not read it either, or a limit was exceeded
    /// (<c>values-not-a-map</c> when the top is a list or a scalar). Lint findings that Helm does not mind are no refusal.
    /// </summary>
    public static Result<ValueMap> Read(YamlDocument document, ValueSource source = ValueSource.User)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document.Root?.Target switch
        {
            null => Error.FromFindings(document.Findings),
            YamlMapping mapping => (ValueMap)Of(mapping, source),
            YamlScalar { Value.Kind: ScalarKind.Null } empty => new ValueMap(source, [], empty),
            var other => Error.FromFindings([NotAMap(document, other)]),
        };
    }

    /// <summary>The value of any node, as the user's.</summary>
    internal static ValueNode Of(YamlNode node) => Of(node, ValueSource.User);

    private static Finding NotAMap(YamlDocument document, YamlNode root)
    {
        var (line, column) = document.Locate(root.Span.Start);
        return Finding.Error("", "values-not-a-map", "The top of a values file is a map of keys; this one is a list or a single value.", "Write `key: value` lines.") with { Line = line, Column = column };
    }

    // Recursion is bounded by YamlLimits.Depth, which counts through aliases; nodes by YamlLimits.ExpandedNodes.
    private static ValueNode Of(YamlNode node, ValueSource source) => node.Target switch
    {
        YamlMapping mapping => new ValueMap(source, Entries(mapping, source), node),
        YamlSequence sequence => new ValueList(source, [.. sequence.Items.Select(i => Of(i, source))], node),
        YamlScalar scalar => Of(scalar.Value, source, node),
        _ => ValueScalar.Null(source, node),
    };

    private static List<KeyValuePair<string, ValueNode>> Entries(YamlMapping mapping, ValueSource source)
    {
        var entries = new List<KeyValuePair<string, ValueNode>>();
        foreach (var entry in YamlMerges.Effective(mapping))
        {
            if (entry.Name is { } name)
            {
                entries.Add(new(name, Of(entry.Value, source)));
            }
        }

        return entries;
    }

    private static ValueScalar Of(ScalarValue value, ValueSource source, YamlNode written) => value.Kind switch
    {
        ScalarKind.Boolean => ValueScalar.Of(source, value.Boolean, written),
        ScalarKind.Number => ValueScalar.Of(source, value.Number, written),
        ScalarKind.Text => ValueScalar.Of(source, value.Text, written),
        ScalarKind.Null or ScalarKind.Invalid => ValueScalar.Null(source, written),
        _ => ValueScalar.Null(source, written),
    };
}
