using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Values.Views;

/// <summary>Makes gutter marks.</summary>
internal static class LineMarks
{
    /// <summary>One mark for each line that has something to say.</summary>
    public static ImmutableArray<LineMark> Of(ValuesAnalysis analysis)
    {
        var findings = analysis.Findings.Where(f => f.Line > 0).ToLookup(f => f.Line);
        var managed = analysis.Values is null ? [] : analysis.Rows.Where(r => r.Line > 0 && r.IsManaged && r.Source is RowSource.Runtime or RowSource.Enforced).Select(r => r.Line).ToHashSet();
        return [.. findings.Select(f => f.Key).Union(managed).Order().Select(line => new LineMark(
            line, managed.Contains(line), findings[line].Any(f => f.Code is "dead-edit" or "null-undone"),
            findings[line].Any() ? findings[line].Max(f => f.Severity) : null, [.. findings[line].Select(f => f.Message)]))];
    }
}
