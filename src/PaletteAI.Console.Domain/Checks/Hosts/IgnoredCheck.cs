namespace PaletteAI.Console.Domain.Checks.Hosts;

/// <summary>A check a person set aside.</summary>
/// <param name="Id">Id of the check.</param>
/// <param name="Host">The host it is set aside for; empty = all.</param>
/// <param name="Reason">Why, in the person's words.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
public sealed record IgnoredCheck(string Id, string Host, string Reason, string By, DateTimeOffset At)
{
    /// <summary>Whether it is about this result.</summary>
    public bool Covers(HostCheckResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Id == Id && (Host.Length == 0 || Host == result.Host);
    }
}
