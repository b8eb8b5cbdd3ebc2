using System.Globalization;

namespace PaletteAI.Console.Sandbox.Kubernetes.Tables;

/// <summary>Spans of time as the API server prints them.</summary>
internal static class Ages
{
    public static string Since(DateTimeOffset? start, DateTimeOffset now) => start is { } at ? Text(now - at) : "<unknown>";

    public static string Text(TimeSpan span)
    {
        var (seconds, minutes, hours, days) = ((long)span.TotalSeconds, (long)span.TotalMinutes, (long)span.TotalHours, (long)span.TotalDays);
        return span.TotalSeconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 120 => Parts(seconds, "s"),
            < 600 => Parts(minutes, "m", seconds % 60, "s"),
            < 3 * 3600 => Parts(minutes, "m"),
            < 8 * 3600 => Parts(hours, "h", minutes % 60, "m"),
            < 48 * 3600 => Parts(hours, "h"),
            < 8 * 86400 => Parts(days, "d", hours % 24, "h"),
            < 2 * 365 * 86400d => Parts(days, "d"),
            < 8 * 365 * 86400d => Parts(days / 365, "y", days % 365, "d"),
            _ => Parts(days / 365, "y"),
        };
    }

    private static string Parts(long large, string unit, long small = 0, string smallUnit = "") =>
        small == 0 ? string.Create(CultureInfo.InvariantCulture, $"{large}{unit}") : string.Create(CultureInfo.InvariantCulture, $"{large}{unit}{small}{smallUnit}");
}
