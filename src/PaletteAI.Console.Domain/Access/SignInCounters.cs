namespace PaletteAI.Console.Domain.Access;

/// <summary>The counters that concern one sign-in.</summary>
public sealed record SignInCounters
{
    /// <summary>Failures of the account from unknown devices: they slow it down.</summary>
    public ThrottleCounter Account { get; init; } = ThrottleCounter.Fresh;

    /// <summary>Failures from the source address, whatever the account.</summary>
    public ThrottleCounter Source { get; init; } = ThrottleCounter.Fresh;

    /// <summary>Failures of the account from the source: the only thing that locks.</summary>
    public ThrottleCounter Pair { get; init; } = ThrottleCounter.Fresh;

    /// <summary>Failures of the account passed on for unknown devices.</summary>
    public ThrottleCounter Strangers { get; init; } = ThrottleCounter.Fresh;

    /// <summary>Failures of the account passed on for this known device; null when the device is not known.</summary>
    public ThrottleCounter? Device { get; init; }

    /// <summary>Failures of the account passed on in all.</summary>
    public ThrottleCounter Total { get; init; } = ThrottleCounter.Fresh;

    /// <summary>The counters that may hold this sign-in back.</summary>
    internal IEnumerable<ThrottleCounter> Judging => Device is null ? [Account, Source, Pair, Strangers, Total] : [Device, Total];
}
