using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Sandbox.Hosts;
using PaletteAI.Console.Sandbox.State;

namespace PaletteAI.Console.Sandbox.Access;

/// <summary>What a sign-in came to.</summary>
internal enum SignInOutcome
{
    Accepted,
    Wrong,
    Locked,
}

/// <summary>One host's accounts, which share a password, with the agent's protection: locked for 15 minutes after 5 failures.</summary>
internal sealed class HostAccounts(SimulatedHost host, StateFile state, Secret announced, HostTokens tokens, TimeProvider time, SandboxOptions options)
{
    public const string UserName = "admin";
    private const int FailuresBeforeLock = 5;
    private static readonly TimeSpan _lock = TimeSpan.FromMinutes(15);

    public HostTokens Tokens => tokens;

    public SignInOutcome SignIn(string user, string password) => state.Change(s =>
    {
        var mine = s.Hosts[host.Uid];
        if (mine.LockedUntil > time.GetUtcNow())
        {
            return SignInOutcome.Locked;
        }

        if (IsKnown(user) && Same(password, mine.ChangedPassword ?? announced.Reveal()))
        {
            (mine.FailedLogins, mine.LockedUntil) = (0, null);
            return SignInOutcome.Accepted;
        }

        if (++mine.FailedLogins >= FailuresBeforeLock)
        {
            (mine.FailedLogins, mine.LockedUntil) = (0, time.GetUtcNow() + _lock);
        }

        return SignInOutcome.Wrong;
    });

    public bool IsFirstLogin => options.FirstLogin && !state.Read(s => s.Hosts[host.Uid].FirstLoginDone);

    public bool ChangePassword(string old, string @new) => @new.Length > 0 && state.Change(s =>
    {
        var mine = s.Hosts[host.Uid];
        if (!Same(old, mine.ChangedPassword ?? announced.Reveal()))
        {
            return false;
        }

        (mine.ChangedPassword, mine.FirstLoginDone) = (@new, true);
        return true;
    });

    /// <summary>The user of a live token that was not logged out.</summary>
    public string? UserOf(string? token) =>
        tokens.Check(token) is { } known && !state.Read(s => s.Hosts[host.Uid].RevokedTokens.Contains(known.Id)) ? known.User : null;

    public void Revoke(string token)
    {
        if (tokens.Check(token) is { } known)
        {
            state.Change(s => s.Hosts[host.Uid].RevokedTokens.Add(known.Id));
        }
    }

    private bool IsKnown(string user) => user.Length > 0 && (user == UserName || user == options.SecondUser);

    private static bool Same(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}
