using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Ports;

/// <summary>Who may use the console. First adapter: the appliance's own login.</summary>
public interface ISignIn
{
    /// <summary>Signs in. Wrong credentials: <c>wrong-credentials</c>; locked at the appliance: <c>appliance-locked</c>.</summary>
    Task<Result<SignInGrant>> SignInAsync(string userName, Secret password, CancellationToken ct);

    /// <summary>Exchanges a token for a new one with a full life; the old one stays valid until it expires.</summary>
    Task<Result<SignInGrant>> RenewAsync(string userName, Secret token, CancellationToken ct);

    /// <summary>Ends a token at the appliance.</summary>
    Task<Result<Unit>> SignOutAsync(Secret token, CancellationToken ct);

    /// <summary>Changes the signed-in user's password.</summary>
    Task<Result<Unit>> ChangePasswordAsync(Secret token, Secret oldPassword, Secret newPassword, CancellationToken ct);
}

/// <summary>A successful sign-in.</summary>
/// <param name="UserName">Account.</param>
/// <param name="Token">Bearer of the account's rights; stays on the server.</param>
/// <param name="ExpiresAt">When the token ends (2 h for the appliance's).</param>
/// <param name="PasswordChangeRequired">The appliance asks for a new password (first login).</param>
public sealed record SignInGrant(string UserName, Secret Token, DateTimeOffset ExpiresAt, bool PasswordChangeRequired);

/// <summary>Facts of an adapter's error that say whether a password may have been judged, and counted, although there is no verdict.</summary>
public static class SignInFacts
{
    /// <summary>Is <see cref="No"/> when the request certainly never reached anybody.</summary>
    public const string Sent = "sent";

    /// <summary>Value of <see cref="Sent"/>.</summary>
    public const string No = "no";

    /// <summary>With <c>appliance-failed</c>: the HTTP status.</summary>
    public const string Status = "status";
}
