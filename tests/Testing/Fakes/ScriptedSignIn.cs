using System.Collections.Concurrent;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>
/// An appliance's login: accounts with passwords, a lock after five failures that each come within 15 minutes of the one before, tokens of
/// two hours.
/// </summary>
public sealed class ScriptedSignIn(TimeProvider time) : ISignIn
{
    /// <summary>Failures after which the appliance locks the account.</summary>
    public const int LocksAfter = 5;

    private static readonly TimeSpan _remembers = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _lastFailures = new(StringComparer.Ordinal);
    private int _tokens;

    /// <summary>Passwords by account.</summary>
    public ConcurrentDictionary<string, string> Passwords { get; } = new(StringComparer.Ordinal) { ["ops"] = "correct horse" };

    /// <summary>Failures in a row by account.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = new(StringComparer.Ordinal);

    /// <summary>Accounts that must change their password.</summary>
    public HashSet<string> FirstLogin { get; } = [];

    /// <summary>What every call answers instead; null = it works.</summary>
    public Error? Away { get; set; }

    /// <summary>Awaited by every call before it answers.</summary>
    public Task Delay { get; set; } = Task.CompletedTask;

    /// <summary>Life of new tokens.</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(2);

    /// <summary>Sign-ins forwarded so far.</summary>
    public int Forwarded { get; private set; }

    /// <summary>Renewals so far.</summary>
    public int Renewals { get; private set; }

    /// <summary>Password changes asked for so far.</summary>
    public int PasswordChanges { get; private set; }

    /// <summary>Tokens that were signed out.</summary>
    public List<string> SignedOut { get; } = [];

    /// <summary>Whether the appliance has locked the account.</summary>
    public bool IsLocked(string userName) => Failures.GetValueOrDefault(userName) >= LocksAfter && IsRemembered(userName);

    /// <inheritdoc/>
    public async Task<Result<SignInGrant>> SignInAsync(string userName, Secret password, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(password);
        await Delay.WaitAsync(ct);
        if (Away is not null)
        {
            return Away;
        }

        Forwarded++;
        if (IsLocked(userName))
        {
            return new Error(ErrorKind.Refused, "appliance-locked", "The appliance locked this account.");
        }

        if (Passwords.GetValueOrDefault(userName) != password.Reveal())
        {
            var old = !IsRemembered(userName);
            Failures.AddOrUpdate(userName, 1, (_, n) => old ? 1 : n + 1);
            _lastFailures[userName] = time.GetUtcNow();
            return new Error(ErrorKind.Unauthenticated, "wrong-credentials", "User name or password is wrong.");
        }

        Failures[userName] = 0;
        return Grant(userName);
    }

    /// <inheritdoc/>
    public async Task<Result<SignInGrant>> RenewAsync(string userName, Secret token, CancellationToken ct)
    {
        Renewals++;
        await Delay.WaitAsync(ct);
        return Away is null ? Grant(userName) : Away;
    }

    /// <inheritdoc/>
    public async Task<Result<Unit>> SignOutAsync(Secret token, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(token);
        await Delay.WaitAsync(ct);
        SignedOut.Add(token.Reveal());
        return Away is null ? Unit.Value : Away;
    }

    /// <inheritdoc/>
    public Task<Result<Unit>> ChangePasswordAsync(Secret token, Secret oldPassword, Secret newPassword, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(oldPassword);
        ArgumentNullException.ThrowIfNull(newPassword);
        PasswordChanges++;
        if (Away is not null)
        {
            return Task.FromResult<Result<Unit>>(Away);
        }

        var user = Passwords.FirstOrDefault(p => p.Value == oldPassword.Reveal()).Key;
        if (user is null)
        {
            return Task.FromResult<Result<Unit>>(new Error(ErrorKind.Refused, "appliance-refused", "The old password is wrong."));
        }

        Passwords[user] = newPassword.Reveal();
        FirstLogin.Remove(user);
        return Task.FromResult<Result<Unit>>(Unit.Value);
    }

    private bool IsRemembered(string userName) =>
        _lastFailures.TryGetValue(userName, out var last) && time.GetUtcNow() - last < _remembers;

    private SignInGrant Grant(string userName) =>
        new(userName, new Secret($"token-{++_tokens}"), time.GetUtcNow() + TokenLife, FirstLogin.Contains(userName));
}
