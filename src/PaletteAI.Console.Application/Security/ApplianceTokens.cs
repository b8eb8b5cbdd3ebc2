using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Security;

/// <summary>
/// Hands out a session's appliance token and renews it in time. One renewal at a time per session. While the appliance is away
/// (its hosts reboot during a deployment) the token at hand is used as long as it lasts.
/// </summary>
public sealed class ApplianceTokens(ISessionStore store, ISignIn signIn, TimeProvider time, ILogger<ApplianceTokens> log)
{
    /// <summary>A token with less life than this is renewed. The appliance's live 2 h.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(20);

    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Lazy<Task<Secret>>> _renewals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _notBefore = new(StringComparer.Ordinal);

    /// <summary>The token to act with; null when the session has none.</summary>
    public async Task<Secret?> GetAsync(Session session, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(session);
        var now = time.GetUtcNow();
        if (session.ApplianceToken is null || session.ApplianceTokenExpiresAt - now > Margin)
        {
            return session.ApplianceToken;
        }

        if (_notBefore.TryGetValue(session.Id, out var notBefore) && now < notBefore)
        {
            return session.ApplianceToken;
        }

        var renewal = _renewals.GetOrAdd(session.Id, _ => new Lazy<Task<Secret>>(() => RenewAsync(session)));
        return await renewal.Value.WaitAsync(ct);
    }

    private async Task<Secret> RenewAsync(Session session)
    {
        // Before the first await the entry may not be in the dictionary yet; the removal below must come after.
        await Task.Yield();
        using var limit = new CancellationTokenSource(_patience, time);
        try
        {
            var stored = await store.FindAsync(session.Id, limit.Token);
            if (stored?.ApplianceToken is not { } held)
            {
                // Signed out meanwhile: a new token would live on at the appliance with nobody to end it.
                return session.ApplianceToken!;
            }

            if (stored.ApplianceTokenExpiresAt - time.GetUtcNow() > Margin)
            {
                return held;
            }

            var grant = await signIn.RenewAsync(session.UserName, held, limit.Token);
            if (grant.IsSuccess)
            {
                await store.ReplaceTokenAsync(session.Id, grant.Value.Token, grant.Value.ExpiresAt, CancellationToken.None);
                _notBefore.TryRemove(session.Id, out _);
                return grant.Value.Token;
            }

            log.LogWarning("Renewing the appliance's token failed: {Code}", grant.Error.Code);
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("Renewing the appliance's token failed: no answer within {Seconds} s", _patience.TotalSeconds);
        }
        catch (Exception e)
        {
            log.LogError(e, "Renewing the appliance's token failed");
        }
        finally
        {
            _renewals.TryRemove(session.Id, out _);
        }

        Postpone(session.Id);
        return session.ApplianceToken!;
    }

    private void Postpone(string sessionId)
    {
        var now = time.GetUtcNow();
        foreach (var old in _notBefore.Where(e => e.Value < now).Select(e => e.Key).ToArray())
        {
            _notBefore.TryRemove(old, out _);
        }

        _notBefore[sessionId] = now + _retryAfter;
    }
}
