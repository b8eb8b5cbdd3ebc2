using System.Diagnostics.CodeAnalysis;
using Cronos;
using PaletteAI.Console.Domain.Values.Texts;

namespace PaletteAI.Console.Domain.Clusters.Installer;

/// <summary>
/// A CronJob's schedule as Kubernetes means it. Cronos does the work; where the two differ (both days given, days of a leap in time,
/// <c>@every</c>, a time zone in the text) Kubernetes is followed, as its cron library robfig/cron v3 documents it.
/// </summary>
public sealed class CronSchedule
{
    /// <summary>More shifted occurrences in a row than any time zone has.</summary>
    private const int MostShifts = 10;

    // Either one of the expressions fires (both days given), or there is only one.
    private readonly CronExpression[] _expressions;
    private readonly TimeSpan _every;

    private CronSchedule(CronExpression[] expressions, TimeSpan every, TimeZoneInfo zone)
    {
        (_expressions, _every, Zone) = (expressions, every, zone);
    }

    /// <summary>The zone it is read in.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">Five fields, a macro such as <c>@hourly</c>, or <c>@every 5m</c>; may begin with <c>TZ=Zone</c>.</param>
    /// <param name="timeZone">IANA name; empty = UTC.</param>
    public static Result<CronSchedule> Parse(string text, string timeZone = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(timeZone);
        var (schedule, zoneInText) = SplitZone(text.Trim());
        var zoneName = timeZone.Length > 0 ? timeZone : zoneInText;
        if (FindZone(zoneName) is not { } zone)
        {
            return new Error(ErrorKind.Invalid, "time-zone-unknown", $"The time zone '{zoneName}' of the schedule is not known here.", "Install the time zone data, or use a name such as Europe/Berlin.");
        }
        if (schedule.StartsWith("@every ", StringComparison.Ordinal))
        {
            return TryReadEvery(schedule, out var every) ? new CronSchedule([], every, zone) : NotASchedule(text);
        }
        return TryReadFields(schedule, out var expressions) ? new CronSchedule(expressions, TimeSpan.Zero, zone) : NotASchedule(text);
    }

    /// <summary>The first moment after <paramref name="after"/>; null when there is none.</summary>
    /// <param name="anchor">What <c>@every</c> counts from: the last run, or the CronJob's creation.</param>
    public DateTimeOffset? Next(DateTimeOffset after, DateTimeOffset? anchor = null) =>
        _every > TimeSpan.Zero ? NextOfEvery(after, anchor ?? after) : _expressions.Min(e => NextOf(e, after));

    /// <summary>The last moment not after <paramref name="now"/> and after <paramref name="since"/>; null when there is none.</summary>
    public DateTimeOffset? LastBetween(DateTimeOffset since, DateTimeOffset now)
    {
        if (_every > TimeSpan.Zero)
        {
            return now - since < _every ? null : since + (_every * Math.Floor((now - since) / _every));
        }
        DateTimeOffset? last = null;
        // Searching backwards in growing steps costs little even when nothing ran for a year.
        for (var span = TimeSpan.FromHours(1); last is null; span *= 4)
        {
            var from = now - span > since ? now - span : since;
            for (var next = Next(from); next <= now; next = Next(next.Value))
            {
                last = next;
            }
            if (from == since)
            {
                break;
            }
        }
        return last;
    }

    private static DateTimeOffset? NextOfPlain(CronExpression expression, DateTimeOffset after, TimeZoneInfo zone) =>
        expression.GetNextOccurrence(after, zone)?.ToUniversalTime();

    // Cronos moves an occurrence that falls into a leap of the clock to its end; Kubernetes leaves it out.
    private DateTimeOffset? NextOf(CronExpression expression, DateTimeOffset after)
    {
        var next = NextOfPlain(expression, after, Zone);
        for (var i = 0; i < MostShifts && next is { } at && !IsOnTheClock(expression, at); i++)
        {
            next = NextOfPlain(expression, at, Zone);
        }
        return next;
    }

    private bool IsOnTheClock(CronExpression expression, DateTimeOffset at)
    {
        var wall = DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(at, Zone).DateTime, DateTimeKind.Utc);
        return expression.GetNextOccurrence(wall, inclusive: true) == wall;
    }

    private DateTimeOffset NextOfEvery(DateTimeOffset after, DateTimeOffset anchor) =>
        after < anchor ? anchor + _every : anchor + (_every * (Math.Floor((after - anchor) / _every) + 1));

    private static (string Schedule, string Zone) SplitZone(string text)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["TZ=", "CRON_TZ="])
        {
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && text.StartsWith(prefix, StringComparison.Ordinal))
            {
                return (text[(space + 1)..].Trim(), text[prefix.Length..space]);
            }
        }
        return (text, "");
    }

    private static TimeZoneInfo? FindZone(string name) =>
        name.Length == 0 || name is "UTC" or "Etc/UTC" ? TimeZoneInfo.Utc
        : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    private static bool TryReadEvery(string schedule, out TimeSpan every)
    {
        // Kubernetes rounds to whole seconds, at least one.
        every = Durations.TryReadGo(schedule["@every ".Length..].Trim(), out var milliseconds)
            ? TimeSpan.FromSeconds(Math.Max(1, milliseconds / 1000)) : TimeSpan.Zero;
        return every > TimeSpan.Zero;
    }

    private static bool TryReadFields(string schedule, out CronExpression[] expressions)
    {
        expressions = [];
        var fields = schedule.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 1 && schedule.StartsWith('@'))
        {
            return TryAdd(ref expressions, schedule);
        }
        if (fields.Length != 5)
        {
            return false;
        }
        // With both days given, Kubernetes fires on either; Cronos asks for both.
        return IsAnyDay(fields[2]) || IsAnyDay(fields[4])
            ? TryAdd(ref expressions, string.Join(' ', fields))
            : TryAdd(ref expressions, $"{fields[0]} {fields[1]} {fields[2]} {fields[3]} *") && TryAdd(ref expressions, $"{fields[0]} {fields[1]} * {fields[3]} {fields[4]}");
    }

    // A step over everything ("*/2") is a restriction, also for Kubernetes.
    private static bool IsAnyDay(string field) => field is "*" or "?" or "*/1";

    private static bool TryAdd([NotNull] ref CronExpression[] expressions, string text)
    {
        if (!CronExpression.TryParse(text, CronFormat.Standard, out var expression))
        {
            return false;
        }
        expressions = [.. expressions, expression];
        return true;
    }

    private static Error NotASchedule(string text) =>
        new(ErrorKind.Invalid, "schedule-unreadable", $"'{text}' is no schedule.", "Write five fields, for example */5 * * * *.");
}
