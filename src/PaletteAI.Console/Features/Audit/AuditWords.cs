using System.Text.RegularExpressions;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Components.Kit;

namespace PaletteAI.Console.Features.Audit;

/// <summary>Rows of the audit log in words.</summary>
public static partial class AuditWords
{
    private static readonly Dictionary<string, string> _operations =
        OperationCatalog.Default.All.ToDictionary(o => o.Name, o => Sentence(o.Input.Name), StringComparer.Ordinal);

    /// <summary>All operations by name, with their words.</summary>
    public static IReadOnlyList<SelectOption> Operations { get; } =
        [new("", "All operations"), .. _operations.OrderBy(o => o.Value, StringComparer.Ordinal).Select(o => new SelectOption(o.Key, o.Value))];

    /// <summary>What was done; the stable name when this console does not know it.</summary>
    public static string Operation(AuditEntry row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return _operations.GetValueOrDefault(row.Operation, row.Operation);
    }

    /// <summary>Who did it.</summary>
    public static string Actor(AuditEntry row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Actor.Length > 0 ? row.Actor : row.Via == "system" ? "the console itself" : "nobody signed in";
    }

    /// <summary>From where.</summary>
    public static string Source(AuditEntry row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return (row.Source.Length, row.Via.Length) switch
        {
            (0, _) => row.Via,
            (_, 0) => row.Source,
            _ => $"{row.Source}, {row.Via}",
        };
    }

    /// <summary>The outcome in the one vocabulary.</summary>
    public static (KitStatus Status, string Word) Outcome(AuditEntry row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Outcome switch
        {
            "intent" => (KitStatus.Info, "Intent"),
            "succeeded" => (KitStatus.Passed, "Succeeded"),
            "refused" => (KitStatus.Warning, "Refused"),
            "failed" => (KitStatus.Failed, "Failed"),
            var other => (KitStatus.Unknown, other),
        };
    }

    private static string Sentence(string name)
    {
        var words = Capital().Replace(name, " $0").TrimStart().ToLowerInvariant();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    [GeneratedRegex("[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Capital();
}
