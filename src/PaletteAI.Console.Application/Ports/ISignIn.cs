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
