namespace PaletteAI.Console.Domain.Access;

/// <summary>How long sessions live.</summary>
/// <param name="Idle">Longest time without an action of the person.</param>
/// <param name="Absolute">Longest time from sign-in, however busy.</param>
public sealed record SessionLife(TimeSpan Idle, TimeSpan Absolute)
{
    /// <summary>30 minutes idle, 12 hours in all.</summary>
    public static SessionLife Default { get; } = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(12));

    /// <summary>Why a session is over at <paramref name="now"/>: <c>expired</c>, <c>idle</c>, or null while it lives.</summary>
    /// <param name="lastActivity">Last action of the person.</param>
    /// <param name="expiresAt">Absolute end.</param>
    /// <param name="now">Now.</param>
    public string? EndReason(DateTimeOffset lastActivity, DateTimeOffset expiresAt, DateTimeOffset now) =>
        now >= expiresAt ? "expired" : now - lastActivity >= Idle ? "idle" : null;

    /// <summary>When the session ends if nobody does anything.</summary>
    public DateTimeOffset EndsAt(DateTimeOffset lastActivity, DateTimeOffset expiresAt) =>
        lastActivity + Idle < expiresAt ? lastActivity + Idle : expiresAt;
}
