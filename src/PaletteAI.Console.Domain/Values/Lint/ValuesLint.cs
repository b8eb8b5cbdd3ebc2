using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Lint.Alerts;
using PaletteAI.Console.Domain.Values.Lint.Dex;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint;

/// <summary>Judges a values file: what Helm, Dex, Alertmanager and the fleet controller would make of it, and which edits have no effect.</summary>
public static class ValuesLint
{
    private static readonly Action<LintScope>[] _rules =
    [
        DocumentRules.Check, ScalarRules.Check, SectionRules.Check, ManagedRules.Check, PlaceholderRules.Check, MetricsRules.Check, CanvasRules.Check,
        SpokeRules.Check, DexConfigRules.Check, DexUserRules.Check, DexConnectorRules.Check, SignInRules.Check, SecretRules.Check, AlertRules.Check, ProbeRules.Check,
    ];

    /// <summary>Judges a file.</summary>
    /// <param name="document">The file as read.</param>
    /// <param name="context">What the installer knows besides; null when it is not known. Then nothing that depends on it is an error.</param>
    /// <param name="shippedDefault">The file as it was shipped, whose own values in managed fields are no edits; null when it is not known.</param>
    /// <returns>Findings in the order of the text.</returns>
    public static ImmutableArray<Finding> Run(YamlDocument document, InstallerContext? context, ValueMap? shippedDefault = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Run(document, ValueTreeReader.Read(document), context, shippedDefault);
    }

    /// <summary>Judges a file whose tree was read already.</summary>
    internal static ImmutableArray<Finding> Run(YamlDocument document, Result<ValueMap> read, InstallerContext? context, ValueMap? shippedDefault)
    {
        if (!read.IsSuccess)
        {
            return [.. document.Findings.Concat(read.Error.Findings).Distinct()];
        }

        var scope = new LintScope(document, read.Value, context, shippedDefault);
        foreach (var rule in _rules)
        {
            rule(scope);
        }

        return scope.ToImmutable();
    }
}
