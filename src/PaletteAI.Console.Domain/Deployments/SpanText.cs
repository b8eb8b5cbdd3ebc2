using System.Globalization;

namespace PaletteAI.Console.Domain.Deployments;

/// <summary>Durations the way people say them: <c>12 s</c>, <c>3 min 5 s</c>, <c>4 h 10 min</c>, <c>3 d 4 h</c>.</summary>
public static class SpanText
{
    /// <summary>At most two units, rounded down; negative counts as zero.</summary>
    public static string Of(TimeSpan span)
    {
        var seconds = Math.Max(0, (long)span.TotalSeconds);
        var (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400);
        return seconds switch
        {
            < 60 => Text($"{seconds} s"),
            < 600 when seconds % 60 > 0 => Text($"{minutes} min {seconds % 60} s"),
            < 3600 => Text($"{minutes} min"),
            < 86400 when minutes % 60 > 0 => Text($"{hours} h {minutes % 60} min"),
            < 86400 => Text($"{hours} h"),
            _ when hours % 24 > 0 => Text($"{days} d {hours % 24} h"),
            _ => Text($"{days} d"),
        };
    }

    /// <summary>"14 of about 35 min", or both in seconds when the second is short.</summary>
    public static string OfAbout(TimeSpan elapsed, TimeSpan about) => about.TotalMinutes < 5
        ? Text($"{(int)Math.Max(0, elapsed.TotalSeconds)} of about {(int)about.TotalSeconds} s")
        : Text($"{(int)Math.Max(0, elapsed.TotalMinutes)} of about {(int)about.TotalMinutes} min");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
