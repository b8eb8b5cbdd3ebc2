using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint;

/// <summary>Texts that were meant to be replaced.</summary>
internal static class PlaceholderRules
{
    private const string Domain = "replace.with.your.domain";

    public static bool IsDomainPlaceholder(string text) => text.Contains(Domain, StringComparison.OrdinalIgnoreCase);

    public static void Check(LintScope scope)
    {
        // Most files have none; a walk through all values is for those that may.
        if (!IsDomainPlaceholder(scope.Document.Text) && !scope.Document.Text.Contains('<', StringComparison.Ordinal) && !scope.Document.Text.Contains('\\', StringComparison.Ordinal))
        {
            return;
        }

        var open = new Stack<LintField>([scope.User]);
        while (open.TryPop(out var at))
        {
            if (at.Text is { } text)
            {
                CheckText(scope, at, text);
            }

            foreach (var field in at.Entries.Select(e => e.Field).Concat(at.Items))
            {
                open.Push(field);
            }
        }
    }

    private static ManagedField? Owner(DocumentPath path) =>
        ManagedFields.All.FirstOrDefault(f => path.Segments.Take(f.Path.Segments.Length).SequenceEqual(f.Path.Segments));

    private static void CheckText(LintScope scope, LintField field, string text)
    {
        if (IsDomainPlaceholder(text))
        {
            var managed = Owner(field.Path);
            if (managed is null)
            {
                scope.Warn(field, "placeholder", $"{Domain} is still a placeholder here. It is not certain that the installer replaces it.", "Write the real value.");
            }
            else if (!managed.IsInForce(scope.Values.Context))
            {
                var severity = scope.Context is null ? Severity.Warning : Severity.Error;
                scope.Add(severity, field.Path, "placeholder", $"{Domain} is still a placeholder, and the installer replaces it only {When(managed)}.", "Write the real value, or configure a root domain.");
            }
        }
        else if (text.Length > 2 && text[0] == '<' && text[^1] == '>' && text.AsSpan(1, text.Length - 2).IndexOfAny("<>\n") < 0)
        {
            scope.Warn(field, "placeholder", "The text in angle brackets looks like a placeholder.", "Write the real value.");
        }
    }

    private static string When(ManagedField managed) => managed.Condition switch
    {
        ManagedCondition.RootDomain => "while a root domain is configured",
        ManagedCondition.Airgap => "in airgap mode",
        ManagedCondition.StaticUsersDisabled => "while Disable Static Dex Users is on",
        ManagedCondition.Always => "at every run",
        _ => "at every run",
    };
}
