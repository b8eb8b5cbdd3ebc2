using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Security;

/// <summary>Says whether a session is alive, at every call, from the store; and ends sessions.</summary>
public sealed class SessionGate(ISessionStore store, SessionRegistry registry, SessionLife life, TimeProvider time)
{
    // An activity row per keystroke would wear the disk; the idle limit is minutes.
    private static readonly TimeSpan _touchEvery = TimeSpan.FromSeconds(10);

    /// <summary>The live session, or <c>session-ended</c>.</summary>
    /// <param name="sessionId">Id from the cookie or bearer.</param>
    /// <param name="isBackground">True for refreshes that no person asked for: they do not keep a session alive.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Result<Session>> RequireAsync(string sessionId, bool isBackground, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(sessionId) || sessionId.Length > 128)
        {
            return SessionErrors.Ended("");
        }

        var ends = registry.Ends;
        var found = await JudgeAsync(sessionId, isBackground, ct);
        if (!found.IsSuccess)
        {
            return found;
        }

        registry.Track(found.Value);
        return registry.Ends == ends ? found : await JudgeAsync(sessionId, isBackground, ct);
    }

    private async Task<Result<Session>> JudgeAsync(string sessionId, bool isBackground, CancellationToken ct)
    {
        var session = await store.FindAsync(sessionId, ct);
        if (session is null)
        {
            registry.Raise(sessionId, "unknown");
            return SessionErrors.Ended("");
        }

        if (session.EndedAt is not null)
        {
            registry.Raise(sessionId, session.EndReason);
            return SessionErrors.Ended(session.EndReason);
        }

        var now = time.GetUtcNow();
        var over = life.EndReason(session.LastActivityAt, session.ExpiresAt, now) ?? (session.ApplianceToken is null ? "keys-lost" : null);
        if (over is not null)
        {
            await EndAsync(sessionId, over, ct);
            return SessionErrors.Ended(over);
        }

        if (!isBackground && now - session.LastActivityAt >= _touchEvery)
        {
            await store.TouchAsync(sessionId, now, ct);
            session = session with { LastActivityAt = now };
        }

        return session;
    }

    /// <summary>Ends a session: the row first, then everything that hangs on it.</summary>
    public async Task EndAsync(string sessionId, string reason, CancellationToken ct)
    {
        await store.EndAsync(sessionId, time.GetUtcNow(), reason, ct);
        registry.Raise(sessionId, reason);
    }

    /// <summary>Ends the session of that name when it belongs to that account, and everything that hangs on it.</summary>
    /// <returns>False = the account has no such session.</returns>
    public async Task<bool> EndNamedAsync(string name, string userName, string reason, CancellationToken ct)
    {
        if (!await store.EndNamedAsync(name, userName, time.GetUtcNow(), reason, ct))
        {
            return false;
        }

        foreach (var id in registry.OthersOf(userName, "").Where(id => store.NameOf(id) == name))
        {
            registry.Raise(id, reason);
        }

        return true;
    }

    /// <summary>Ends all other sessions of an account.</summary>
    public async Task EndOthersAsync(Session session, string reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(session);
        await store.EndOthersAsync(session.UserName, session.Id, time.GetUtcNow(), reason, ct);
        foreach (var other in registry.OthersOf(session.UserName, session.Id))
        {
            registry.Raise(other, reason);
        }
    }
}
