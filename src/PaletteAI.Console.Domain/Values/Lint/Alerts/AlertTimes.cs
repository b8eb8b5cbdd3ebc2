using System.Globalization;
using System.Text.RegularExpressions;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint.Alerts;

/// <summary>Time intervals of Alertmanager.</summary>
internal static partial class AlertTimes
{
    private static readonly string[] _days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    private static readonly string[] _months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>Reports faults; returns the intervals' names.</summary>
    public static HashSet<string> Check(LintScope scope, LintField config)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var interval in AlertRules.Maps(scope, config["mute_time_intervals"]).Concat(AlertRules.Maps(scope, config["time_intervals"])))
        {
            if (AlertRules.Text(scope, interval["name"]) is not { Length: > 0 } name)
            {
                AlertRules.Refuse(scope, interval["name"], "time-interval-name-missing", "A time interval needs a name.", "Add name.");
            }
            else if (!names.Add(name))
            {
                AlertRules.Refuse(scope, interval["name"], "time-interval-twice", "Two time intervals have this name.", "Give each a name of its own.");
            }

            AlertRules.Maps(scope, interval["time_intervals"]).ForEach(i => CheckInterval(scope, i));
        }

        return names;
    }

    private static void CheckInterval(LintScope scope, LintField interval)
    {
        AlertRules.Known(scope, interval, AlertShapes.TimeInterval);
        foreach (var time in AlertRules.Maps(scope, interval["times"]))
        {
            CheckTime(scope, time);
        }

        Ranges(scope, interval["weekdays"], text => Index(_days, text), "a day such as monday");
        Ranges(scope, interval["months"], text => Index(_months, text) + 1 ?? Number(text, 1, 12), "a month such as january, or 1 to 12");
        Ranges(scope, interval["years"], text => Number(text, 0, 9999), "a year");
        Ranges(scope, interval["days_of_month"], text => Number(text, -31, 31) is { } day and not 0 ? day : null, "a day from 1 to 31, or from -31 to -1");
    }

    private static void CheckTime(LintScope scope, LintField time)
    {
        var start = Minutes(scope, time["start_time"]);
        var end = Minutes(scope, time["end_time"]);
        if (start >= end)
        {
            AlertRules.Refuse(scope, time["start_time"], "time-order", "The start is not before the end.", "Write two ranges if the time crosses midnight.");
        }
    }

    private static int? Minutes(LintScope scope, LintField field)
    {
        var text = AlertRules.Text(scope, field) ?? "";
        if (Clock().IsMatch(text))
        {
            return (int.Parse(text.AsSpan(0, 2), CultureInfo.InvariantCulture) * 60) + int.Parse(text.AsSpan(3), CultureInfo.InvariantCulture);
        }

        AlertRules.Refuse(scope, field, "time-malformed", "This is not a time of day.", "Write hours and minutes such as \"09:00\"; the last one is \"24:00\".");
        return null;
    }

    private static void Ranges(LintScope scope, LintField list, Func<string, int?> read, string expected)
    {
        foreach (var (field, text) in AlertRules.Texts(scope, list))
        {
            var parts = text.Split(':');
            var (first, last) = (read(parts[0].Trim().ToLowerInvariant()), read(parts[^1].Trim().ToLowerInvariant()));
            if (parts.Length > 2 || first is null || last is null || (first > last && (first > 0) == (last > 0)) || (first < 0 && last > 0))
            {
                AlertRules.Refuse(scope, field, "time-range-malformed", $"This is not {expected}, or a range from a lower to a higher one.", "Write one, or two with a colon between them.");
            }
        }
    }

    private static int? Index(string[] names, string text) => Array.IndexOf(names, text) is >= 0 and var index ? index : null;

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    [GeneratedRegex(@"\A(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
