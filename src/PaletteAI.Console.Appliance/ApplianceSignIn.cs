using System.Net;
using System.Text.Json;
using PaletteAI.Console.Appliance.Http;
using PaletteAI.Console.Appliance.Json;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Appliance;

/// <summary>Signing in with the appliance's own accounts.</summary>
internal sealed class ApplianceSignIn(ApplianceHttp http, TimeProvider time) : ISignIn
{
    private static readonly TimeSpan _loginTimeLimit = TimeSpan.FromSeconds(20);

    private static readonly Error _wrongCredentials = new(
        ErrorKind.Unauthenticated, "wrong-credentials", "User name or password is wrong.", "Check both; the appliance counts failed attempts.");

    public async Task<Result<SignInGrant>> SignInAsync(string userName, Secret password, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(password);
        var body = JsonSerializer.Serialize(new LoginBody { Username = userName, Password = password.Reveal() }, ApplianceJson.Default.LoginBody);
        var sent = await http.SendAsync(
            new Call(HttpMethod.Post, "/v1/users/default/login?setCookie=false&extendedSession=false")
            {
                Json = body,
                Secrets = [password],
                TimeLimit = _loginTimeLimit,
            },
            ct);
        if (!sent.IsSuccess)
        {
            return sent.Error;
        }
        if (!sent.Value.IsSuccess)
        {
            return Refusal(sent.Value);
        }
        var read = ApplianceHttp.Read(sent.Value, ApplianceJson.Default.LoginAnswer);
        return read.IsSuccess ? Grant(userName, read.Value.Token, null, read.Value.IsFirstLogin == true) : read.Error;
    }

    public async Task<Result<SignInGrant>> RenewAsync(string userName, Secret token, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(token);
        var refresh = ApplianceToken.Refresh(token);
        var read = await http.GetAsync(
            new Call(HttpMethod.Post, "/v1/users/default/token/renewal?extendedSession=false")
            {
                Token = token,
                Json = refresh is null ? null : JsonSerializer.Serialize(new RenewalBody { RefreshToken = refresh }, ApplianceJson.Default.RenewalBody),
                Secrets = refresh is null ? [] : [new Secret(refresh)],
            },
            ApplianceJson.Default.RenewalAnswer,
            ct);
        return read.IsSuccess ? Grant(userName, read.Value.Token ?? read.Value, refresh, false) : read.Error;
    }

    public async Task<Result<Unit>> SignOutAsync(Secret token, CancellationToken ct)
    {
        var sent = await http.SendOrRefuseAsync(new Call(HttpMethod.Post, "/v1/users/default/logout") { Token = token }, ct);
        // A token that has already ended is signed out.
        return sent.IsSuccess || sent.Error.Code == "appliance-session-ended" ? Unit.Value : sent.Error;
    }

    public async Task<Result<Unit>> ChangePasswordAsync(Secret token, Secret oldPassword, Secret newPassword, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(oldPassword);
        ArgumentNullException.ThrowIfNull(newPassword);
        var body = new PasswordBody { OldPassword = oldPassword.Reveal(), NewPassword = newPassword.Reveal() };
        var sent = await http.SendOrRefuseAsync(
            new Call(HttpMethod.Post, "/v1/users/default/password/reset")
            {
                Token = token,
                Json = JsonSerializer.Serialize(body, ApplianceJson.Default.PasswordBody),
                Secrets = [oldPassword, newPassword],
                TimeLimit = _loginTimeLimit,
            },
            ct);
        return sent.IsSuccess ? Unit.Value : sent.Error;
    }

    private Result<SignInGrant> Grant(string userName, TokenAnswer? token, string? oldRefresh, bool passwordChangeRequired)
    {
        // A line end inside would be read as the refresh token's begin, and would break the header it is sent in.
        if (token?.Authorization is not { Length: > 0 } access || (access + token.RefreshToken).Any(char.IsControl))
        {
            return ApplianceErrors.Unreadable("it holds no usable token");
        }
        var joined = ApplianceToken.Join(access, token.RefreshToken ?? oldRefresh);
        return new SignInGrant(userName, joined, ApplianceToken.ExpiresAt(ApplianceToken.Access(joined), time.GetUtcNow()), passwordChangeRequired);
    }

    private static Error Refusal(Answer answer)
    {
        var said = answer.Message;
        var locked = answer.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.Locked
            || said.Contains("locked", StringComparison.OrdinalIgnoreCase)
            || said.Contains("lockout", StringComparison.OrdinalIgnoreCase)
            || said.Contains("too many", StringComparison.OrdinalIgnoreCase);
        if (locked)
        {
            return new Error(
                ErrorKind.Refused, "appliance-locked", "The appliance does not accept sign-ins of this account for now.",
                "Wait until its lock has ended (15 minutes unless it was changed); further attempts do not help.");
        }
        return answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? _wrongCredentials
            : ApplianceErrors.FromStatus(answer);
    }
}
