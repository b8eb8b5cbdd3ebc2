using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Security;

/// <summary>A session ended.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="Reason"><c>signed-out</c>, <c>idle</c>, <c>expired</c>, <c>password-changed</c>, <c>keys-lost</c>.</param>
public sealed record SessionEnded(string SessionId, string Reason);

/// <summary>
/// The sessions this process has seen alive. Circuits, feeds and streams watch it, so that the end of a session ends them at once.
/// Bounded: a session leaves when it ends.
/// </summary>
public sealed class SessionRegistry(SessionLife life, TimeProvider time, ILogger<SessionRegistry> log)
{
    private readonly ConcurrentDictionary<string, Entry> _live = new(StringComparer.Ordinal);
    private long _ends;

    /// <summary>Grows with every end: whoever read a session before and tracks it after must look again.</summary>
    internal long Ends => Interlocked.Read(ref _ends);

    /// <summary>Raised once per ended session, on the thread that ended it. Handlers must be quick; what they throw is logged.</summary>
    public event Action<SessionEnded>? Ended;

    /// <summary>
    /// Cancelled when the session ends. Already cancelled when the registry does not know the session: ask <see cref="SessionGate"/> first.
    /// </summary>
    public CancellationToken LifetimeOf(string sessionId)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        return _live.TryGetValue(sessionId, out var entry) ? entry.Lifetime : new CancellationToken(true);
    }

    /// <summary>When the session ends if nobody does anything; null when it is not alive here.</summary>
    public DateTimeOffset? EndsAt(string sessionId)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        return _live.TryGetValue(sessionId, out var entry) ? life.EndsAt(entry.LastActivity, entry.ExpiresAt) : null;
    }

    /// <summary>Notes that a session is alive and when it was last used.</summary>
    internal void Track(Session session) => _live.AddOrUpdate(
        session.Id,
        static (_, s) => new Entry(s),
        static (_, entry, s) => entry.Seen(s.LastActivityAt),
        session);

    /// <summary>Live sessions of an account but one.</summary>
    internal IReadOnlyList<string> OthersOf(string userName, string exceptId) =>
        [.. _live.Where(e => e.Value.UserName == userName && e.Key != exceptId).Select(e => e.Key)];

    /// <summary>Sessions whose time is over, with the reason.</summary>
    internal IReadOnlyList<SessionEnded> Overdue()
    {
        var now = time.GetUtcNow();
        return [.. from e in _live
                   let reason = life.EndReason(e.Value.LastActivity, e.Value.ExpiresAt, now)
                   where reason is not null
                   select new SessionEnded(e.Key, reason)];
    }

    /// <summary>Tells everybody that a session is over. Does nothing the second time.</summary>
    internal void Raise(string sessionId, string reason)
    {
        Interlocked.Increment(ref _ends);
        if (!_live.TryRemove(sessionId, out var entry))
        {
            return;
        }

        Guarded(entry.End);
        foreach (var handler in Ended?.GetInvocationList().Cast<Action<SessionEnded>>() ?? [])
        {
            Guarded(() => handler(new SessionEnded(sessionId, reason)));
        }
    }

    private void Guarded(Action act)
    {
        try
        {
            act();
        }
        catch (Exception e)
        {
            log.LogError(e, "A watcher of ended sessions failed");
        }
    }

#pragma warning disable CA1001 // The source is not disposed: watchers may still register on its token, and once cancelled it holds nothing.
    private sealed class Entry(Session session)
    {
        private readonly CancellationTokenSource _end = new();
        private long _lastActivity = session.LastActivityAt.UtcTicks;

        public string UserName { get; } = session.UserName;

        public DateTimeOffset ExpiresAt { get; } = session.ExpiresAt;

        public DateTimeOffset LastActivity => new(Interlocked.Read(ref _lastActivity), TimeSpan.Zero);

        public CancellationToken Lifetime => _end.Token;

        public Entry Seen(DateTimeOffset at)
        {
            if (at.UtcTicks > Interlocked.Read(ref _lastActivity))
            {
                Interlocked.Exchange(ref _lastActivity, at.UtcTicks);
            }

            return this;
        }

        public void End() => _end.Cancel();
    }
#pragma warning restore CA1001
}
