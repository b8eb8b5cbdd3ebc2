using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint;

/// <summary>Dead edits: values the installer replaces whatever the file says, with what would make them count.</summary>
internal static class ManagedRules
{
    public static void Check(LintScope scope)
    {
        foreach (var outcome in scope.Values.Outcomes)
        {
            CheckOutcome(scope, outcome);
        }

        if (scope.Context is null)
        {
            CheckUnknown(scope);
        }
    }

    private static void CheckOutcome(LintScope scope, ManagedOutcome outcome)
    {
        var field = outcome.Field;
        if (outcome.ReplacedPath is { } path)
        {
            if (outcome.ReplacedValue is ValueScalar { Kind: ValueKind.Null })
            {
                scope.Add(Severity.Warning, path, "null-undone", $"null has no effect here: the installer writes {field.Name} into it, and the chart's defaults come back.", "Remove the key.");
            }

            return;
        }

        if (outcome.UserValue is not { } value || IsNoEdit(scope, field, value))
        {
            return;
        }

        var what = value is ValueScalar { Kind: ValueKind.Null } ? "null has" : field.OwnsSubtree ? "Everything here has" : "This value has";
        scope.Add(Severity.Warning, field.Path, "dead-edit", $"{what} no effect. {field.Rule}", $"{field.Counterfactual} Remove it, so that nobody relies on it.");
    }

    // Without a context it is not known which of the conditions hold.
    private static void CheckUnknown(LintScope scope)
    {
        foreach (var field in ManagedFields.All.Where(f => f.Condition != ManagedCondition.Always))
        {
            if (EffectiveValues.Find(scope.Values.User, field.Path) is { } value && !IsNoEdit(scope, field, value))
            {
                scope.Add(Severity.Info, field.Path, "dead-edit-maybe", $"Whether this counts depends on the installation. {field.Rule}", "Give --context to know.");
            }
        }
    }

    // The shipped file holds managed keys itself: empty texts, placeholders and its own values are nobody's edits.
    private static bool IsNoEdit(LintScope scope, ManagedField field, ValueNode value) =>
        value is ValueMap { Count: 0 } or ValueList { Items.Count: 0 }
        || (value is ValueScalar { Kind: ValueKind.Text } text && (text.Text.Length == 0 || PlaceholderRules.IsDomainPlaceholder(text.Text)))
        || ValueNode.Same(value, field.Value(scope.Values.Context))
        || (scope.ShippedDefault is { } shipped && ValueNode.Same(value, EffectiveValues.Find(shipped, field.Path)));
}
