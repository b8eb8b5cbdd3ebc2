using System.Collections.Immutable;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Views;

namespace PaletteAI.Console.Features.Values.Analysis;

/// <summary>What the page keeps of an analysis: no text, no document tree.</summary>
public sealed record ValuesReading
{
    /// <summary>Most findings kept for the list; the rest is counted.</summary>
    public const int MostFindings = 400;

    /// <summary>Nothing was read yet.</summary>
    public static ValuesReading None { get; } = new() { Version = -1 };

    /// <summary>Version of the text.</summary>
    public required int Version { get; init; }

    /// <summary>Whether Helm would read it.</summary>
    public bool IsReadable { get; init; }

    /// <summary>The effective values.</summary>
    public ValuesTree Tree { get; init; } = ValuesTree.Empty;

    /// <summary>The first findings, in the order of the text.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Findings in all.</summary>
    public int Errors { get; init; }

    /// <summary>Warnings in all.</summary>
    public int Warnings { get; init; }

    /// <summary>Notes in all.</summary>
    public int Notes { get; init; }

    /// <summary>Marks for the editor: line, kinds, column, 0.</summary>
    public IReadOnlyList<int[]> Marks { get; init; } = [];

    /// <summary>Places that differ from the file as it was opened.</summary>
    public int Changes { get; init; }

    /// <summary>About the selected key; null when none is, or it is not there.</summary>
    public ValueInspection? Inspection { get; init; }

    /// <summary>Takes from an analysis what is kept.</summary>
    public static ValuesReading Of(ValuesAnalysis analysis, int version, int changes, string selected)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(selected);
        return new ValuesReading
        {
            Version = version,
            Inspection = selected.Length > 0 ? analysis.Inspect(selected) : null,
            IsReadable = analysis.Values is not null,
            Tree = ValuesTree.Of(analysis.Rows),
            Findings = [.. analysis.Findings.Take(MostFindings)],
            Errors = analysis.Findings.Count(f => f.Severity == Severity.Error),
            Warnings = analysis.Findings.Count(f => f.Severity == Severity.Warning),
            Notes = analysis.Findings.Count(f => f.Severity == Severity.Info),
            Marks = MarksOf(analysis),
            Changes = changes,
        };
    }

    /// <summary>Sentences about a line.</summary>
    public IReadOnlyList<string> Describe(int line) =>
        [.. Findings.Where(f => f.Line == line).Select(f => f.Fix.Length > 0 ? $"{f.Message} {f.Fix}" : f.Message), .. ManagedSentence(line)];

    private IEnumerable<string> ManagedSentence(int line)
    {
        if (Tree.ManagedAtLine(line) is >= 0 and var row && !Findings.Any(f => f.Line == line && f.Code is "dead-edit" or "null-undone"))
        {
            var path = Tree.PathOf(row);
            var field = Domain.Values.Managed.ManagedFields.All.FirstOrDefault(f => path == f.Name || path.StartsWith(f.Name + ".", StringComparison.Ordinal) || path.StartsWith(f.Name + "[", StringComparison.Ordinal));
            yield return field is null ? "The installer decides something below this key." : $"{field.Rule} {field.Counterfactual}";
        }
    }

    private static List<int[]> MarksOf(ValuesAnalysis analysis)
    {
        var columns = analysis.Findings.Where(f => f.Line > 0).GroupBy(f => f.Line).ToDictionary(g => g.Key, g => g.Min(f => f.Column));
        return [.. analysis.Marks.Select(m => new[] { m.Line, BitsOf(m), columns.GetValueOrDefault(m.Line), 0 })];
    }

    // The kinds of tools/editor/src/marks.js.
    private static int BitsOf(LineMark mark) => (mark.IsManaged ? 1 : 0) | (mark.IsDead ? 2 : 0) | mark.Worst switch
    {
        Severity.Error => 4,
        Severity.Warning => 8,
        Severity.Info => 16,
        _ => 0,
    };
}
