using System.Collections.Immutable;
using PaletteAI.Console.Domain.Checks;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>Judges an install spec. All rules are rows of <see cref="CheckTable"/>.</summary>
public static class InstallValidator
{
    private const string Blanks = "surrounding-blanks";

    /// <summary>All findings in the order of the document's parts, errors first at each place.</summary>
    public static ImmutableArray<Finding> Validate(InstallSpec spec, InstallFacts facts) => Of(CheckReport.Evaluate(spec, facts));

    /// <summary>The findings of a report that was made before.</summary>
    public static ImmutableArray<Finding> Of(CheckReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var all = report.Findings.DistinctBy(f => (f.Path, f.Code, f.Message)).ToList();
        // With blanks around it a text breaks other rules too; the blanks are what to say.
        var blank = all.Where(f => f.Code == Blanks).Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(f => f.Code == Blanks || !blank.Contains(f.Path)).OrderBy(f => Rank(f.Path)).ThenBy(f => f.Path, StringComparer.Ordinal).ThenByDescending(f => f.Severity)];
    }

    private static int Rank(string path) => path switch
    {
        _ when path.StartsWith("metadata", StringComparison.Ordinal) => 0,
        _ when path.StartsWith("spec.profileConfig", StringComparison.Ordinal) => 2,
        _ when path.StartsWith("spec.profile", StringComparison.Ordinal) => 1,
        _ when path.StartsWith("spec.cluster", StringComparison.Ordinal) => 3,
        _ when path.StartsWith("spec.nodePools", StringComparison.Ordinal) => 4,
        _ => 5,
    };
}
