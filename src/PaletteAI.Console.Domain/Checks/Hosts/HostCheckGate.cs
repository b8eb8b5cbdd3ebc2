using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Checks.Hosts;

/// <summary>What host checks mean for Deploy Cluster.</summary>
public static class HostCheckGate
{
    /// <summary>Code to accept when checks have no answer.</summary>
    public const string PendingCode = "host-checks-pending";

    private const int MostNamed = 4;

    /// <summary>What to accept when the console cannot log in to the hosts.</summary>
    public const string NotAsked =
        "The hosts were not asked: the console has no log-in to them. Whether the VIP is free, the clocks agree and the disks suffice is not known.";

    /// <summary>Failures that refuse it.</summary>
    public static ImmutableArray<Finding> Blocking(HostCheckReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        // What keeps a host from being asked says it once; the rows that fail because of it would only repeat it.
        return [.. report.Results.Where(r => r.Blocks).DistinctBy(r => (r.Host, r.Message)).Select(r => Finding.Error("spec.nodePools", r.Id, $"{r.Host}: {r.Message}", r.Fix))];
    }

    /// <summary>What to accept because checks that would refuse it have no answer; empty = nothing.</summary>
    public static string ToAccept(HostCheckReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var open = report.Results.Where(r => r.Status == CheckStatus.Pending && r.Severity == Severity.Error).Select(r => r.Id).Distinct(StringComparer.Ordinal).ToList();
        var named = string.Join(", ", open.Take(MostNamed)) + (open.Count > MostNamed ? $" and {open.Count - MostNamed} more" : "");
        return open.Count == 0 ? "" : $"{(open.Count == 1 ? "A host check has" : $"{open.Count} host checks have")} no answer: {named}.";
    }

    /// <summary>Rows that say something worse now than when they were last seen. Evidence that was still good then is compared as well.</summary>
    public static ImmutableArray<Finding> Worse(HostCheckReport seen, HostCheckReport now)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(now);
        var before = seen.Results.DistinctBy(r => (r.Id, r.Host)).ToDictionary(r => (r.Id, r.Host), r => r.Status);
        return
        [
            .. now.Results.Where(r => Rank(r.Status) > (before.TryGetValue((r.Id, r.Host), out var status) ? Rank(status) : 0))
                .Select(r => new Finding("spec.nodePools", r.Id, Severity.Warning, $"{r.Host}: {r.Message}", r.Fix)),
        ];
    }

    private static int Rank(CheckStatus status) => status switch
    {
        CheckStatus.Failed or CheckStatus.Error => 3,
        CheckStatus.Warning => 2,
        CheckStatus.Pending => 1,
        _ => 0,
    };
}
