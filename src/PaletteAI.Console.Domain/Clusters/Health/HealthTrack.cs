using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Clusters.Health;

/// <summary>
/// A verdict over time. It gets worse at once and better only when the better one held for a while; causes keep the time they were first
/// seen, also when a restart in between makes them look younger.
/// </summary>
/// <param name="Report">The newest report, with the times of this track.</param>
/// <param name="Shown">The verdict to show.</param>
/// <param name="ShownSince">Since when it is shown.</param>
/// <param name="BetterSince">Since when the newest report is better than what is shown; null while it is not.</param>
public sealed record HealthTrack(HealthReport Report, Verdict Shown, DateTimeOffset ShownSince, DateTimeOffset? BetterSince)
{
    /// <summary>A cause that is gone for longer than this and comes back is a new one. Crash loops pause up to 5 minutes.</summary>
    private static readonly TimeSpan _remembered = TimeSpan.FromMinutes(6);

    private ImmutableDictionary<string, (DateTimeOffset Since, DateTimeOffset LastSeen)> Known { get; init; } =
        ImmutableDictionary<string, (DateTimeOffset Since, DateTimeOffset LastSeen)>.Empty;

    /// <summary>What outlives the console.</summary>
    public HealthMemory ToMemory() => new(Shown, ShownSince, BetterSince, Report.JudgedAt, [.. Known.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => new KnownCause(k.Key, k.Value.Since, k.Value.LastSeen))]);

    /// <summary>
    /// The first report after a restart. What was known goes on when nobody had looked away for longer than a cause is remembered; after that
    /// nobody knows what was in between.
    /// </summary>
    public static HealthTrack Resume(HealthMemory memory, HealthReport report, HealthLimits limits)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(report);
        if (report.JudgedAt - memory.JudgedAt is var gap && (gap > _remembered || gap < TimeSpan.Zero))
        {
            return Start(report);
        }
        var known = memory.Causes.ToImmutableDictionary(c => c.Key, c => (c.Since, c.LastSeen));
        return new HealthTrack(report, memory.Shown, memory.ShownSince, memory.BetterSince) { Known = known }.Advance(report, limits);
    }

    /// <summary>The newest report, its verdict with the time this track knows it since.</summary>
    public HealthReport ToReport() => Report with { Since = Report.Verdict == Shown ? Earlier(ShownSince, Report.Since) : BetterSince ?? Report.Since };

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset? other) => other < one ? other.Value : one;

    /// <summary>The first report.</summary>
    public static HealthTrack Start(HealthReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var track = new HealthTrack(report, report.Verdict, report.Since ?? report.JudgedAt, null);
        return track.Remember(report);
    }

    /// <summary>The next report.</summary>
    public HealthTrack Advance(HealthReport report, HealthLimits limits)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(limits);
        var next = Remember(report);
        if (report.Verdict == Shown)
        {
            return next with { BetterSince = null };
        }
        // Nothing is gained by calling it unknown once it is known again.
        if (Shown == Verdict.Unknown || Badness(report.Verdict) > Badness(Shown))
        {
            return next with { Shown = report.Verdict, ShownSince = report.JudgedAt, BetterSince = null };
        }
        var betterSince = BetterSince ?? report.JudgedAt;
        return report.JudgedAt - betterSince >= limits.BetterAfter
            ? next with { Shown = report.Verdict, ShownSince = betterSince, BetterSince = null }
            : next with { BetterSince = betterSince };
    }

    private HealthTrack Remember(HealthReport report)
    {
        var now = report.JudgedAt;
        var known = Known.Where(k => now - k.Value.LastSeen <= _remembered).ToImmutableDictionary();
        var causes = report.Causes.Select(c =>
        {
            var since = known.TryGetValue(c.Key, out var before) && (c.Since is null || before.Since < c.Since) ? before.Since : c.Since ?? now;
            known = known.SetItem(c.Key, (since, now));
            return c with { Since = since };
        }).ToImmutableArray();
        return this with { Report = report with { Causes = causes }, Known = known };
    }

    private static int Badness(Verdict verdict) => verdict switch
    {
        Verdict.Healthy => 0,
        Verdict.Waiting => 1,
        Verdict.Degraded => 2,
        Verdict.Failing => 3,
        _ => 4,
    };
}

/// <summary>What a track knows, to be kept over a restart.</summary>
/// <param name="JudgedAt">When the cluster was last judged.</param>
public sealed record HealthMemory(Verdict Shown, DateTimeOffset ShownSince, DateTimeOffset? BetterSince, DateTimeOffset JudgedAt, ImmutableArray<KnownCause> Causes);

/// <summary>Since when a cause is known, and when it was last seen.</summary>
public sealed record KnownCause(string Key, DateTimeOffset Since, DateTimeOffset LastSeen);
