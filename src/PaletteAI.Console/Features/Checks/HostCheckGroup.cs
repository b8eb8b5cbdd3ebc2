using System.Collections.Immutable;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Features.Checks;

/// <summary>One check on all its hosts, the worst host first.</summary>
/// <param name="Id">Id of the check, or code of a connection problem.</param>
/// <param name="Rows">Its results.</param>
public sealed record HostCheckGroup(string Id, ImmutableArray<HostCheckResult> Rows)
{
    private static readonly ImmutableDictionary<string, HostCheck> _table = HostCheckTable.All.ToImmutableDictionary(c => c.Id, StringComparer.Ordinal);

    /// <summary>What it came to on the worst host.</summary>
    public CheckStatus Status => Rows[0].Status;

    /// <summary>How that is drawn.</summary>
    public KitStatus Look => LookOf(Status);

    /// <summary>Whether nothing has to be done about it.</summary>
    public bool IsQuiet => Status is CheckStatus.Passed or CheckStatus.NotApplicable;

    /// <summary>Why it matters; empty for a connection problem.</summary>
    public string Why => _table.TryGetValue(Id, out var check) ? check.Why : "";

    /// <summary>The sentence of the line: the worst host's, and how many share it.</summary>
    public string Message => Rows.Count(r => r.Status == Status) is > 1 and var same && !IsQuiet
        ? $"{Rows[0].Host} and {(same == 2 ? "1 other" : $"{same - 1} others")}: {Rows[0].Message}"
        : Rows.Length > 1 && !IsQuiet && !Rows[0].Message.Contains(Rows[0].Host, StringComparison.Ordinal) ? $"{Rows[0].Host}: {Rows[0].Message}" : Rows[0].Message;

    /// <summary>Groups of a report, worst first, then as the table has them.</summary>
    public static ImmutableArray<HostCheckGroup> Of(IEnumerable<HostCheckResult> rows) =>
    [
        .. rows.GroupBy(r => r.Id, StringComparer.Ordinal).Select(g => new HostCheckGroup(g.Key, [.. g.OrderByDescending(r => Rank(r.Status)).ThenBy(r => r.Host, StringComparer.Ordinal)]))
            .OrderByDescending(g => Rank(g.Status)),
    ];

    /// <summary>The step whose fields a check is about.</summary>
    public static InstallStep StepOf(HostCheckResult row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return _table.TryGetValue(row.Id, out var check) ? InstallSteps.StepOf(check.Fields[0]) : InstallStep.NodeConfig;
    }

    /// <summary>How a status is drawn.</summary>
    public static KitStatus LookOf(CheckStatus status) => status switch
    {
        CheckStatus.Passed => KitStatus.Passed,
        CheckStatus.Failed => KitStatus.Failed,
        CheckStatus.Warning => KitStatus.Warning,
        CheckStatus.Pending => KitStatus.Pending,
        CheckStatus.NotApplicable => KitStatus.NotApplicable,
        CheckStatus.Error => KitStatus.Error,
        CheckStatus.Ignored => KitStatus.Ignored,
        _ => KitStatus.Unknown,
    };

    private static int Rank(CheckStatus status) => status switch
    {
        CheckStatus.Failed or CheckStatus.Error => 5,
        CheckStatus.Warning => 4,
        CheckStatus.Pending => 3,
        CheckStatus.Ignored => 2,
        CheckStatus.Passed => 1,
        _ => 0,
    };
}
