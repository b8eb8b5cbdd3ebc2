namespace PaletteAI.Console.Domain.Access;

/// <summary>Sign-ins that were passed on and have no answer yet, by the counter they are booked on.</summary>
public sealed record TriesUnderWay(int Account, int Pair, int Strangers, int Device, int Total)
{
    /// <summary>None.</summary>
    public static TriesUnderWay None { get; } = new(0, 0, 0, 0, 0);
}
