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
        var counts = new List<string>();
        Add(Severity.Error, "error", "errors");
        Add(Severity.Warning, "warning", "warnings");
        Add(Severity.Info, "note", "notes");
        return string.Join(", ", counts);

        void Add(Severity severity, string one, string many)
        {
            var count = findings.Count(f => f.Severity == severity);
            if (count > 0)
            {
                counts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}"));
            }
        }
    }
}
