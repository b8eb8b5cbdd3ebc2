namespace PaletteAI.Console.Domain.Access;

/// <summary>Failed sign-ins of one key.</summary>
/// <param name="Failures">Failures since the last success.</param>
/// <param name="LastFailureAt">Last failure; null when there is none.</param>
/// <param name="LockedUntil">End of a lock; null when not locked.</param>
public sealed record ThrottleCounter(int Failures, DateTimeOffset? LastFailureAt, DateTimeOffset? LockedUntil)
{
    /// <summary>No failure yet.</summary>
    public static ThrottleCounter Fresh { get; } = new(0, null, null);
}
