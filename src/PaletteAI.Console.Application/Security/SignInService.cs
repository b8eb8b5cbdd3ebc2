using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Security;

/// <summary>Signs people in: slows guessing down, passes on what may be passed on, and opens a session.</summary>
internal sealed partial class SignInService(
    ISignIn appliance,
    ISessionStore sessions,
    SessionGate gate,
    SessionLife life,
    SignInBudget budget,
    DeviceTokens devices,
    Blinding blinding,
    TimeProvider time,
    ILogger<SignInService> log) : IDisposable
{
    // The appliance is one small host. A device that is known does not queue behind strangers.
    private readonly SemaphoreSlim _strangers = new(4);

    public void Dispose() => _strangers.Dispose();

    public async Task<Result<SignedIn>> SignInAsync(SignIn input, Caller caller, CancellationToken ct)
    {
        var device = await devices.FindAsync(input.UserName, input.DeviceToken, ct);
        using var attempt = await budget.BookAsync(input.UserName, caller.SourceAddress, device, ct);
        if (attempt.WaitUntil is { } wait)
        {
            await LogFailureAsync(input, caller, device, "sign-in-delayed");
            return Delayed(wait);
        }

        var asked = await AskAsync(input, attempt, device is not null, ct);
        if (asked.IsSuccess)
        {
            await budget.SucceededAsync(attempt);
            return await OpenAsync(input, caller, asked.Value, ct);
        }

        await LogFailureAsync(input, caller, device, asked.Error.Code);
        return await RefuseAsync(attempt, asked.Error, ct);
    }

    private async Task<Result<SignInGrant>> AskAsync(SignIn input, SignInBudget.Attempt attempt, bool known, CancellationToken ct)
    {
        if (!known && !await EnterAsync(attempt, ct))
        {
            return new Error(ErrorKind.Refused, "sign-in-busy", "Too many sign-ins at once.", "Try again in a moment.");
        }

        try
        {
            // Cancelled or failed after it was sent counts: the appliance may have counted it too.
            var asked = await appliance.SignInAsync(input.UserName, input.Password, ct);
            if (asked.Error is { } error && WasNeverJudged(error))
            {
                await budget.UnjudgedAsync(attempt);
            }

            return asked;
        }
        finally
        {
            if (!known)
            {
                _strangers.Release();
            }
        }
    }

    private async Task<bool> EnterAsync(SignInBudget.Attempt attempt, CancellationToken ct)
    {
        var entered = false;
        try
        {
            return entered = await _strangers.WaitAsync(TimeSpan.FromSeconds(5), ct);
        }
        finally
        {
            if (!entered)
            {
                await budget.UnjudgedAsync(attempt);
            }
        }
    }

    /// <summary>Whether the password certainly never reached anybody who judges and counts it.</summary>
    private static bool WasNeverJudged(Error error) => error.Facts.GetValueOrDefault(SignInFacts.Sent) == SignInFacts.No || error.Code switch
    {
        "appliance-failed" => error.Facts.GetValueOrDefault(SignInFacts.Status) == "503",
        "appliance-not-configured" or "appliance-certificate-unknown" or "appliance-certificate-changed" => true,
        _ => false,
    };

    private async Task<Result<SignedIn>> OpenAsync(SignIn input, Caller caller, SignInGrant grant, CancellationToken ct)
    {
        if (caller.SessionId.Length > 0)
        {
            await gate.EndAsync(caller.SessionId, "signed-out", ct);
        }

        var now = time.GetUtcNow();
        var session = new Session
        {
            Id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
            UserName = grant.UserName,
            SourceAddress = caller.SourceAddress,
            CreatedAt = now,
            LastActivityAt = now,
            ExpiresAt = now + life.Absolute,
            ApplianceToken = grant.Token,
            ApplianceTokenExpiresAt = grant.ExpiresAt,
            PasswordChangeRequired = grant.PasswordChangeRequired,
            Kind = caller.Via == "browser" ? "browser" : "command-line",
        };
        await sessions.AddAsync(session, ct);
        LogSuccess(Address(caller), session.UserName, await blinding.AccountTagAsync(Blinding.Account(input.UserName), ct), caller.Via);
        var token = await devices.IssueAsync(input.UserName, input.DeviceToken, ct);
        return new SignedIn(new Secret(session.Id), token, session.UserName, session.ExpiresAt, session.PasswordChangeRequired);
    }

    private async Task<Error> RefuseAsync(SignInBudget.Attempt attempt, Error error, CancellationToken ct)
    {
        switch (error.Code)
        {
            case "appliance-locked":
                await budget.LockedAsync(attempt);
                return Delayed(time.GetUtcNow() + SignInThrottle.Default.Hold);
            case "wrong-credentials":
                var wrong = new Error(ErrorKind.Unauthenticated, "wrong-credentials", "User name or password is wrong.", "Check both and try again.");
                return await budget.NextAsync(attempt, ct) is { } until ? WithWait(wrong, until) : wrong;
            default:
                return error;
        }
    }

    private Error Delayed(DateTimeOffset until) => WithWait(
        new Error(ErrorKind.Refused, "sign-in-delayed", "After failed sign-ins the next try has to wait. Nothing was checked.", "Wait, then try again."), until);

    private Error WithWait(Error error, DateTimeOffset until)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling((until - time.GetUtcNow()).TotalSeconds));
        return error with
        {
            Fix = $"Try again in {InWords(seconds)}.",
            Facts = new Dictionary<string, string> { ["retryAfterSeconds"] = seconds.ToString(CultureInfo.InvariantCulture) },
        };
    }

    private static string InWords(long seconds) =>
        seconds < 60 ? $"{seconds} s" : seconds % 60 == 0 ? $"{seconds / 60} min" : $"{seconds / 60} min {seconds % 60} s";

    private async Task LogFailureAsync(SignIn input, Caller caller, string? device, string reason) => LogFailure(
        Address(caller),
        await blinding.AccountTagAsync(Blinding.Account(input.UserName), CancellationToken.None),
        reason,
        device is null ? "unknown" : "known",
        caller.Via);

    private static string Address(Caller caller) => IPAddress.TryParse(caller.SourceAddress, out var a)
        ? (a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a).ToString()
        : caller.SourceAddress == "local" ? "local" : "unknown";

    // The line below is a promise to log watchers such as fail2ban; docs/sign-in.md quotes it.
    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "Failed sign-in from {Source} account {AccountTag} reason {Reason} device {Device} via {Via}")]
    private partial void LogFailure(string source, string accountTag, string reason, string device, string via);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Information, Message = "Sign-in from {Source} as {UserName} account {AccountTag} via {Via}")]
    private partial void LogSuccess(string source, string userName, string accountTag, string via);
}
