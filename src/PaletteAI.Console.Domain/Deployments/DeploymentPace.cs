using System.Globalization;

namespace PaletteAI.Console.Domain.Deployments;

/// <summary>How long things usually take, in one table. A sandbox is faster by its time scale and says so.</summary>
public sealed record DeploymentPace
{
    /// <summary>A real appliance.</summary>
    public static DeploymentPace Real { get; } = new(1);

    /// <summary>A pace.</summary>
    /// <param name="timeScale">How many times faster than a real appliance; values below 1 count as 1.</param>
    public DeploymentPace(double timeScale) => TimeScale = double.IsFinite(timeScale) && timeScale > 1 ? timeScale : 1;

    /// <summary>How many times faster than a real appliance; 1 = real.</summary>
    public double TimeScale { get; }

    /// <summary>Lower end of the guide's range: 30 min.</summary>
    public TimeSpan ShortestUsual => Scaled(TimeSpan.FromMinutes(30));

    /// <summary>Upper end of the guide's range: 45 min.</summary>
    public TimeSpan LongestUsual => Scaled(TimeSpan.FromMinutes(45));

    /// <summary>What "of about" says.</summary>
    public TimeSpan Typical => Scaled(TimeSpan.FromMinutes(35));

    /// <summary>No news for this long is a stall: a warning with its reason, never a failure.</summary>
    public TimeSpan StallAfter => AtLeast(Scaled(TimeSpan.FromMinutes(15)), TimeSpan.FromSeconds(20));

    /// <summary>A host that restarts is usually back within this.</summary>
    public TimeSpan UsualRestart => AtLeast(Scaled(TimeSpan.FromMinutes(10)), TimeSpan.FromSeconds(15));

    /// <summary>The appliance is asked this often (5 s; a sandbox more often, so that its fast stages are seen).</summary>
    public TimeSpan PollEvery => TimeScale > 1 ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(5);

    /// <summary>Silence shorter than this is nothing to mention.</summary>
    public TimeSpan SilenceAfter => TimeScale > 1 ? TimeSpan.FromSeconds(2.5) : TimeSpan.FromSeconds(15);

    /// <summary>For a moment after the request the appliance may not know the cluster yet.</summary>
    public static TimeSpan RequestGrace { get; } = TimeSpan.FromSeconds(20);

    /// <summary>"30–45 min", or the scaled range and what it is scaled by.</summary>
    public string RangeText => TimeScale > 1
        ? string.Create(CultureInfo.InvariantCulture, $"{SpanText.Of(ShortestUsual)} – {SpanText.Of(LongestUsual)} (sandbox, {TimeScale:0.#} times faster than 30–45 min)")
        : "30–45 min";

    private static TimeSpan AtLeast(TimeSpan span, TimeSpan least) => span < least ? least : span;

    private TimeSpan Scaled(TimeSpan span) => span / TimeScale;
}
