using System.Globalization;

namespace PaletteAI.Console.Domain.Checks.Hosts;

/// <summary>Clocks, against the console's and each other.</summary>
internal static class ClockOfHost
{
    // Leases of the control plane and tokens tolerate seconds, not minutes.
    private static readonly TimeSpan _most = TimeSpan.FromSeconds(5);

    public static HostOutcome Synchronized(HostUnderTest host, HostCheckFacts all) => host.Facts?.Clock switch
    {
        null => HostOutcome.Pending(AccessOfHost.NotAsked),
        { IsSynchronized: true } clock => HostOutcome.Pass(clock.Service.Length > 0 ? $"The clock follows its servers ({clock.Service})." : "The clock follows its servers."),
        { IsSynchronized: false, Service.Length: > 0 } clock => HostOutcome.Wrong($"{clock.Service} runs, but the clock is not synchronised."),
        { IsSynchronized: false } => HostOutcome.Wrong("The clock is not synchronised, and no time service runs."),
        _ => HostOutcome.Pending("Whether the clock is synchronised is not known."),
    };

    public static HostOutcome Skew(HostUnderTest host, HostCheckFacts all)
    {
        if (host.Facts?.Clock is not { Offset: { } offset, Uncertainty: { } uncertainty })
        {
            return HostOutcome.Pending("The clock was not read.");
        }

        if (Certain(offset, uncertainty) > _most)
        {
            return HostOutcome.Wrong($"The clock is {Seconds(offset.Duration())} s {(offset > TimeSpan.Zero ? "ahead of" : "behind")} the console's.");
        }

        var apart = all.Hosts.Where(h => h != host).Select(h => (h.Name, h.Facts?.Clock)).Where(c => c.Clock is { Offset: not null, Uncertainty: not null })
            .FirstOrDefault(c => Certain(offset - c.Clock!.Offset!.Value, uncertainty + c.Clock.Uncertainty!.Value) > _most);
        return HostOutcome.Of(
            apart.Name is null ? null : $"The clock is {Seconds((offset - apart.Clock!.Offset!.Value).Duration())} s away from that of {apart.Name}.",
            $"The clock differs from the console's by {Seconds(offset.Duration())} s (± {Seconds(uncertainty)} s).");
    }

    // What is left when the measurement errs as far as it can in the host's favour.
    private static TimeSpan Certain(TimeSpan offset, TimeSpan uncertainty) => offset.Duration() - uncertainty;

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
