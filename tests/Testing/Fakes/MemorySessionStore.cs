using System.Collections.Concurrent;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>Sessions in memory.</summary>
public sealed class MemorySessionStore : ISessionStore
{
    private readonly ConcurrentDictionary<string, Session> _rows = new(StringComparer.Ordinal);

    /// <summary>How often activity was written.</summary>
    public int Touches { get; private set; }

    /// <inheritdoc/>
    public Task AddAsync(Session session, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(session);
        _rows[session.Id] = session;
        return Task.CompletedTask;
    }

    /// <summary>Called after each read, before the reader has the answer.</summary>
    public Func<Task> AfterFind { get; set; } = () => Task.CompletedTask;

    /// <summary>Called before a session is ended.</summary>
    public Func<Task> BeforeEnd { get; set; } = () => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<Session?> FindAsync(string id, CancellationToken ct)
    {
        var found = _rows.GetValueOrDefault(id);
        await AfterFind();
        return found;
    }

    /// <inheritdoc/>
    public Task TouchAsync(string id, DateTimeOffset at, CancellationToken ct)
    {
        Touches++;
        return Change(id, s => s.EndedAt is null && at > s.LastActivityAt ? s with { LastActivityAt = at } : s);
    }

    /// <inheritdoc/>
    public Task ReplaceTokenAsync(string id, Secret token, DateTimeOffset expiresAt, CancellationToken ct) =>
        Change(id, s => s.EndedAt is null ? s with { ApplianceToken = token, ApplianceTokenExpiresAt = expiresAt } : s);

    /// <inheritdoc/>
    public Task PasswordChangedAsync(string id, CancellationToken ct) => Change(id, s => s with { PasswordChangeRequired = false });

    /// <inheritdoc/>
    public async Task EndAsync(string id, DateTimeOffset at, string reason, CancellationToken ct)
    {
        await BeforeEnd();
        await Change(id, s => Ended(s, at, reason));
    }

    /// <inheritdoc/>
    public async Task EndOthersAsync(string userName, string exceptId, DateTimeOffset at, string reason, CancellationToken ct)
    {
        foreach (var other in _rows.Values.Where(s => s.UserName == userName && s.Id != exceptId).ToArray())
        {
            await EndAsync(other.Id, at, reason, ct);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Session>> ListActiveAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Session>>([.. _rows.Values.Where(s => s.EndedAt is null).Select(s => s with { Id = NameOf(s.Id) })]);

    /// <inheritdoc/>
    public string NameOf(string id) => "name of " + id;

    /// <inheritdoc/>
    public async Task<bool> EndNamedAsync(string name, string userName, DateTimeOffset at, string reason, CancellationToken ct)
    {
        if (_rows.Values.FirstOrDefault(s => NameOf(s.Id) == name && s.UserName == userName && s.EndedAt is null) is not { } session)
        {
            return false;
        }

        await EndAsync(session.Id, at, reason, ct);
        return true;
    }

    /// <inheritdoc/>
    public Task PruneAsync(DateTimeOffset before, CancellationToken ct)
    {
        foreach (var old in _rows.Values.Where(s => (s.EndedAt ?? s.ExpiresAt) < before).ToArray())
        {
            _rows.TryRemove(old.Id, out _);
        }

        return Task.CompletedTask;
    }

    private static Session Ended(Session session, DateTimeOffset at, string reason) =>
        session.EndedAt is null ? session with { EndedAt = at, EndReason = reason, ApplianceToken = null } : session;

    private Task Change(string id, Func<Session, Session> change)
    {
        while (_rows.TryGetValue(id, out var old) && !_rows.TryUpdate(id, change(old), old))
        {
        }

        return Task.CompletedTask;
    }
}
