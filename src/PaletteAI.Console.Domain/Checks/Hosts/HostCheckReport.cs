using System.Collections.Immutable;
using PaletteAI.Console.Domain.Hosts.Facts;

namespace PaletteAI.Console.Domain.Checks.Hosts;

/// <summary>Results of all host checks.</summary>
public sealed record HostCheckReport(ImmutableArray<HostCheckResult> Results)
{
    private static readonly ImmutableSortedDictionary<string, FactSection> _nothing = ImmutableSortedDictionary.Create<string, FactSection>(StringComparer.Ordinal);

    /// <summary>Runs the table.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="now">Stands as the time of results that rest on no evidence.</param>
    public static HostCheckReport Evaluate(HostCheckFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return new HostCheckReport([.. facts.Hosts.SelectMany(h => OfHost(h, facts, now))]);
    }

    /// <summary>The same with what was set aside: only rows that may be, and only while they do not hold.</summary>
    public HostCheckReport WithIgnored(IReadOnlyCollection<IgnoredCheck> ignored)
    {
        ArgumentNullException.ThrowIfNull(ignored);
        return new HostCheckReport([.. Results.Select(r =>
            r is { Ignorable: true, Status: CheckStatus.Warning or CheckStatus.Failed or CheckStatus.Pending } && ignored.FirstOrDefault(i => i.Covers(r)) is { } i
                ? r with { Status = CheckStatus.Ignored, Message = $"{r.Message} Set aside by {i.By}: {i.Reason}" }
                : r)]);
    }

    /// <summary>Rows of some hosts.</summary>
    public HostCheckReport Of(IReadOnlyCollection<string> hosts) => new([.. Results.Where(r => hosts.Contains(r.Host))]);

    private static IEnumerable<HostCheckResult> OfHost(HostUnderTest host, HostCheckFacts facts, DateTimeOffset now)
    {
        // What keeps a host from being asked is the first of its rows, under its own code.
        if (host.Problem is { } problem)
        {
            yield return new HostCheckResult(
                problem.Code, host.Name, CheckStatus.Failed, Severity.Error, false, problem.Message, problem.Fix, new CheckEvidence("", "", now, TimeSpan.Zero));
        }

        foreach (var check in HostCheckTable.All)
        {
            var outcome = check.Evaluate(host, facts);
            var status = outcome.Status == CheckStatus.Failed && check.Severity == Severity.Warning ? CheckStatus.Warning
                : outcome.Status is CheckStatus.Failed or CheckStatus.Warning && check.Severity == Severity.Info ? CheckStatus.Passed
                : outcome.Status;
            var severity = status == CheckStatus.Warning ? Severity.Warning : check.Severity;
            var fix = status is CheckStatus.Passed or CheckStatus.NotApplicable ? "" : check.Fix;
            yield return new HostCheckResult(check.Id, host.Name, status, severity, check.Ignorable, outcome.Message, fix, EvidenceOf(check, host, now));
        }
    }

    private static CheckEvidence EvidenceOf(HostCheck check, HostUnderTest host, DateTimeOffset now)
    {
        var (all, at) = check.IsProbe ? (host.Probes?.Evidence ?? _nothing, host.Probes?.TakenAt) : (host.Facts?.Evidence ?? _nothing, host.Facts?.TakenAt);
        var used = all.Where(e => check.Evidence.Any(p => e.Key == p || (p.EndsWith('-') && e.Key.StartsWith(p, StringComparison.Ordinal)))).Select(e => e.Value).ToList();
        return new CheckEvidence(
            string.Join("; ", used.Select(e => e.Command)), string.Join('\n', used.Select(e => e.Output)), at ?? now, check.GoodFor, host.Facts?.IsSimulated == true);
    }
}
