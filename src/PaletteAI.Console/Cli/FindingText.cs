using System.Globalization;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli;

/// <summary>Findings for people.</summary>
internal static class FindingText
{
    /// <summary>Severity, place, what is wrong and, on a line of its own, what to do.</summary>
    public static string Of(Finding finding)
    {
        var line = finding.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"line {finding.Line}") : "";
        var place = (finding.Path, line) switch
        {
            ("", "") => "",
            ("", _) => $"{line}: ",
            (_, "") => $"{finding.Path}: ",
            _ => $"{finding.Path} ({line}): ",
        };
        var fix = finding.Fix.Length == 0 ? "" : $"\n           {finding.Fix}";
        return $"  {ErrorJson.Word(finding.Severity),-7}  {place}{finding.Message}{fix}";
    }

    /// <summary>How many there are of each severity, e.g. <c>2 errors, 1 warning</c>; empty when there are none.</summary>
    public static string Count(IReadOnlyCollection<Finding> findings)
    {
        (Severity Severity, string One, string Many)[] words = [(Severity.Error, "error", "errors"), (Severity.Warning, "warning", "warnings"), (Severity.Info, "note", "notes")];
        return string.Join(", ", words.Select(w => (w, Count: findings.Count(f => f.Severity == w.Severity))).Where(w => w.Count > 0)
            .Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Count} {(w.Count == 1 ? w.w.One : w.w.Many)}")));
    }
}
