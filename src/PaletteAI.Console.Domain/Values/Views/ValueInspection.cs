using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Views;

/// <summary>A value that lost, masked.</summary>
/// <param name="Source">The layer that gave it.</param>
/// <param name="Shown">The value as one line.</param>
public sealed record LosingValue(ValueSource Source, string Shown);

/// <summary>Everything about one key of the effective values. Values are masked.</summary>
public sealed record ValueInspection
{
    /// <summary>Its row.</summary>
    public required ValueRow Row { get; init; }

    /// <summary>The winner as one line; of a map or list the whole of it.</summary>
    public required string Shown { get; init; }

    /// <summary>Who lost; empty when nobody did.</summary>
    public required ImmutableArray<LosingValue> Losers { get; init; }

    /// <summary>The rule that fired, as a sentence.</summary>
    public required string Rule { get; init; }

    /// <summary>What would make the user's value take effect, as a sentence; empty when it does.</summary>
    public required string Counterfactual { get; init; }

    /// <summary>Who may change it and where, as a sentence.</summary>
    public required string WhoMayChange { get; init; }

    /// <summary>Findings about it and what is below.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }
}

/// <summary>Makes inspections.</summary>
public static class ValueInspector
{
    private const int LongestShown = 4_000;

    /// <summary>Inspects a path of the effective values; null when there is nothing.</summary>
    public static ValueInspection? Inspect(this ValuesAnalysis analysis, string path)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var row = analysis.Rows.FirstOrDefault(r => r.Path == path);
        if (row is null || analysis.Values is not { } values || DocumentPath.Parse(path) is not { IsSuccess: true, Value: var place })
        {
            return null;
        }

        var field = ManagedFields.All.FirstOrDefault(f => IsWithin(place, f.Path));
        var outcome = field is null ? null : values.Outcomes.FirstOrDefault(o => o.Field == field);
        var node = EffectiveValues.Find(values.Root, place);
        return new ValueInspection
        {
            Row = row,
            Shown = node is null ? "" : Text(analysis, node, place),
            Losers = outcome is null ? [] : Losers(analysis, values, outcome, place),
            Rule = Rule(row, field, outcome),
            Counterfactual = outcome is null ? "" : outcome.Field.Counterfactual,
            WhoMayChange = WhoMayChange(row, field, outcome),
            Findings = [.. analysis.Findings.Where(f => f.Path == path || f.Path.StartsWith(path + ".", StringComparison.Ordinal) || f.Path.StartsWith(path + "[", StringComparison.Ordinal))],
        };
    }

    private static bool IsWithin(DocumentPath place, DocumentPath field) =>
        place.Segments.Length >= field.Segments.Length && place.Segments.AsSpan(0, field.Segments.Length).SequenceEqual(field.Segments.AsSpan());

    private static ImmutableArray<LosingValue> Losers(ValuesAnalysis analysis, EffectiveValues values, ManagedOutcome outcome, DocumentPath place)
    {
        var mine = EffectiveValues.Find(values.User, place) ?? outcome.UserValue ?? outcome.ReplacedValue;
        return mine is null || ValueNode.Same(mine, EffectiveValues.Find(values.Root, place)) ? [] : [new LosingValue(ValueSource.User, Text(analysis, mine, place))];
    }

    private static string Text(ValuesAnalysis analysis, ValueNode node, DocumentPath place)
    {
        var shown = analysis.Mask.Apply(node, place);
        var text = shown is ValueScalar { Kind: ValueKind.Text } scalar ? scalar.Text : ValueJson.ToText(shown);
        return text.Length > LongestShown ? string.Concat(text.AsSpan(0, LongestShown), "…") : text;
    }

    private static string Rule(ValueRow row, ManagedField? field, ManagedOutcome? outcome) => (row.Source, outcome) switch
    {
        (_, not null) => outcome.Field.Rule,
        (RowSource.ChartDefault, _) => $"Nobody sets it here, so the chart's own default counts, which the console does not know. {field?.Rule}".TrimEnd(),
        (RowSource.Yours, _) => "Your file sets it and no layer above does.",
        (RowSource.Mixed, _) => "What is below comes from your file and from the installer; maps are merged key by key, lists are replaced whole.",
        _ => "The installer sets it.",
    };

    private static string WhoMayChange(ValueRow row, ManagedField? field, ManagedOutcome? outcome) => (outcome?.Field ?? (row.Source == RowSource.ChartDefault ? field : null))?.Condition switch
    {
        null when row.Source == RowSource.Mixed => "You, in this file, what is yours below; the rest is the installer's.",
        null => "You, in this file.",
        _ when outcome is null => "You, in this file, as things stand.",
        ManagedCondition.RootDomain => "Whoever configures the root domain, when the cluster is created or updated.",
        ManagedCondition.Airgap => "Nobody here: the appliance's mode decides.",
        ManagedCondition.StaticUsersDisabled => "Whoever sets Disable Static Dex Users, when the cluster is created or updated.",
        _ => "Nobody: the installer writes it at every run.",
    };
}
