using System.Collections.Immutable;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Domain.Checks;

/// <summary>All checks of an install spec.</summary>
public sealed record CheckReport(ImmutableArray<CheckResult> Results)
{
    /// <summary>Findings of all checks, by place.</summary>
    public IEnumerable<Finding> Findings => Results.SelectMany(r => r.Findings);

    /// <summary>Runs the table.</summary>
    public static CheckReport Evaluate(InstallSpec spec, InstallFacts facts)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(facts);
        return new CheckReport([.. CheckTable.All.Select(c =>
        {
            var outcome = c.Evaluate(spec, facts);
            return new CheckResult(c, outcome.Status, outcome.Message, outcome.Findings);
        })]);
    }

    /// <summary>The checks that concern a part of the document, e.g. <c>spec.cluster</c>.</summary>
    public IEnumerable<CheckResult> About(string pathPrefix) =>
        Results.Where(r => r.Check.Fields.Any(f => f.StartsWith(pathPrefix, StringComparison.Ordinal) || pathPrefix.StartsWith(f, StringComparison.Ordinal)));
}
