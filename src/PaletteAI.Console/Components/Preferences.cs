using System.Globalization;

namespace PaletteAI.Console.Components;

/// <summary>In which zone times are shown.</summary>
public enum TimeDisplay
{
    /// <summary>UTC.</summary>
    Utc,

    /// <summary>The browser's zone.</summary>
    Browser,

    /// <summary>Both.</summary>
    Both,
}

/// <summary>How one browser wants to see the console. Scoped to the circuit; kept in cookies of that browser.</summary>
public sealed class Preferences
{
    private TimeZoneInfo? _zone;

    /// <summary>Raised after a change; pages that show times render again.</summary>
    public event Action? Changed;

    /// <summary><c>system</c>, <c>light</c> or <c>dark</c>.</summary>
    public string Theme { get; private set; } = "system";

    /// <summary>Whether the dark scheme is in force.</summary>
    public bool IsDark { get; private set; }

    /// <summary>Zone of times.</summary>
    public TimeDisplay Times { get; private set; } = TimeDisplay.Both;

    /// <summary>Reads what the cookies said; anything unknown is the default.</summary>
    public void Load(string? theme, string? times)
    {
        Theme = theme is "light" or "dark" ? theme : "system";
        IsDark = Theme == "dark";
        Times = ParseTimes(times);
    }

    public void SetTheme(string theme, bool isDark)
    {
        Theme = theme is "light" or "dark" ? theme : "system";
        IsDark = isDark;
        Changed?.Invoke();
    }

    public void SetScheme(bool isDark)
    {
        IsDark = isDark;
        Changed?.Invoke();
    }

    public void SetTimes(TimeDisplay times)
    {
        Times = times;
        Changed?.Invoke();
    }

    /// <summary>Takes the browser's IANA zone; one this host does not know leaves UTC.</summary>
    public void SetZone(string? id)
    {
        if (!string.IsNullOrEmpty(id) && id.Length <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
        {
            _zone = zone;
            Changed?.Invoke();
        }
    }

    /// <summary>An absolute time the way the person wants it, e.g. <c>2026-03-01 14:05:09 UTC</c>.</summary>
    public string Absolute(DateTimeOffset at)
    {
        var utc = at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        if (Times == TimeDisplay.Utc || _zone is null)
        {
            return utc;
        }

        var local = TimeZoneInfo.ConvertTime(at, _zone);
        var own = local.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
        return Times == TimeDisplay.Browser ? own : local.Offset == TimeSpan.Zero ? utc : $"{own} ({utc})";
    }

    private static TimeDisplay ParseTimes(string? text) => text switch
    {
        "utc" => TimeDisplay.Utc,
        "browser" => TimeDisplay.Browser,
        _ => TimeDisplay.Both,
    };
}
