using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Ports;

/// <summary>Signed-in sessions. The browser holds only the id (through our cookie); tokens are encrypted at rest.</summary>
public interface ISessionStore
{
    /// <summary>Adds a session.</summary>
    Task AddAsync(Session session, CancellationToken ct);

    /// <summary>One session, ended or not; null when unknown.</summary>
    Task<Session?> FindAsync(string id, CancellationToken ct);

    /// <summary>Records activity of the person (not of background updates).</summary>
    Task TouchAsync(string id, DateTimeOffset at, CancellationToken ct);

    /// <summary>Replaces the appliance token after a renewal.</summary>
    Task ReplaceTokenAsync(string id, Secret token, DateTimeOffset expiresAt, CancellationToken ct);

    /// <summary>Clears the need for a password change.</summary>
    Task PasswordChangedAsync(string id, CancellationToken ct);

    /// <summary>Ends a session; its token is forgotten.</summary>
    Task EndAsync(string id, DateTimeOffset at, string reason, CancellationToken ct);

    /// <summary>Ends all other sessions of an account, e.g. after a password change.</summary>
    Task EndOthersAsync(string userName, string exceptId, DateTimeOffset at, string reason, CancellationToken ct);

    /// <summary>Sessions that have not ended. Their <see cref="Session.Id"/> is the stored hash: it names a session but opens none.</summary>
    Task<IReadOnlyList<Session>> ListActiveAsync(CancellationToken ct);

    /// <summary>The name under which <see cref="ListActiveAsync"/> shows the session with this id.</summary>
    string NameOf(string id);

    /// <summary>Ends the session of that name when it belongs to that account.</summary>
    /// <returns>False = the account has no such session.</returns>
    Task<bool> EndNamedAsync(string name, string userName, DateTimeOffset at, string reason, CancellationToken ct);

    /// <summary>Removes rows ended or expired before <paramref name="before"/>.</summary>
    Task PruneAsync(DateTimeOffset before, CancellationToken ct);
}

/// <summary>A session.</summary>
public sealed record Session
{
    /// <summary>Random id (256 bits); stored hashed.</summary>
    public required string Id { get; init; }

    /// <summary>Account.</summary>
    public required string UserName { get; init; }

    /// <summary>Where it began.</summary>
    public required string SourceAddress { get; init; }

    /// <summary>Begin.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last activity of the person.</summary>
    public required DateTimeOffset LastActivityAt { get; init; }

    /// <summary>Absolute end.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The appliance's token; null when it could not be decrypted (keys lost) or the session ended.</summary>
    public Secret? ApplianceToken { get; init; }

    /// <summary>When the appliance's token ends.</summary>
    public DateTimeOffset ApplianceTokenExpiresAt { get; init; }

    /// <summary>The appliance wants a new password before anything else.</summary>
    public bool PasswordChangeRequired { get; init; }

    /// <summary>End; null while it lives.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended: <c>signed-out</c>, <c>idle</c>, <c>expired</c>, <c>password-changed</c>, <c>ended-elsewhere</c>; empty while it lives.</summary>
    public string EndReason { get; init; } = "";

    /// <summary><c>browser</c> or <c>command-line</c>.</summary>
    public string Kind { get; init; } = "browser";
}
