using FluentValidation;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Access;

/// <summary>Changes the signed-in account's password at the appliance and ends the account's other sessions.</summary>
/// <param name="OldPassword">The password so far.</param>
/// <param name="NewPassword">The new one.</param>
[Operation("access.change-password", Permission.OwnSession, AuditMode.IntentAndOutcome, Route = "POST /api/v1/sessions/current/password")]
[BrowserOnly("The command line signs in with the password the appliance already has; a first password is set once, in the browser.")]
public sealed record ChangePassword(Secret OldPassword, Secret NewPassword) : IOperation<Unit>;

internal sealed class ChangePasswordHandler(
    ISignIn appliance, ISessionStore sessions, SessionGate gate, SignInBudget budget) : IOperationHandler<ChangePassword, Unit>
{
    public async Task<Result<Unit>> HandleAsync(ChangePassword input, OperationContext context, CancellationToken ct)
    {
        if (context.ApplianceToken is not { } token)
        {
            return SessionErrors.ApplianceEnded;
        }

        // A stolen session must not become a way to guess the password: tries are counted like those of a known device.
        using var attempt = await budget.BookAsync(context.Actor, context.Caller.SourceAddress, "change-password", ct);
        if (attempt.WaitUntil is not null)
        {
            return new Error(
                ErrorKind.Refused, "password-change-delayed", "After several refused changes the next one has to wait.", "Try again in a quarter of an hour.");
        }

        var changed = await appliance.ChangePasswordAsync(token, input.OldPassword, input.NewPassword, ct);
        if (!changed.IsSuccess)
        {
            return await RefusedAsync(attempt, changed.Error);
        }

        await budget.SucceededAsync(attempt);
        await sessions.PasswordChangedAsync(context.Caller.SessionId, CancellationToken.None);
        var session = await sessions.FindAsync(context.Caller.SessionId, CancellationToken.None);
        if (session is not null)
        {
            await gate.EndOthersAsync(session, "password-changed", CancellationToken.None);
        }

        return await FreshTokenAsync(input, context, ct);
    }

    private async Task<Error> RefusedAsync(SignInBudget.Attempt attempt, Error error)
    {
        if (error.Code is not ("appliance-refused" or SessionErrors.ApplianceEndedCode or "wrong-credentials"))
        {
            await budget.UnjudgedAsync(attempt);
            return error;
        }

        return new Error(
            ErrorKind.Refused,
            "password-not-changed",
            error.Code == "appliance-refused" ? $"The appliance did not change the password: {error.Message}" : "The appliance did not change the password.",
            "Check the current password, and whether the appliance accepts the new one.",
            "oldPassword");
    }

    /// <summary>Some appliances end tokens when the password changes; the session goes on with a new one where it can.</summary>
    private async Task<Result<Unit>> FreshTokenAsync(ChangePassword input, OperationContext context, CancellationToken ct)
    {
        var grant = await appliance.SignInAsync(context.Actor, input.NewPassword, ct);
        if (grant.IsSuccess)
        {
            await sessions.ReplaceTokenAsync(context.Caller.SessionId, grant.Value.Token, grant.Value.ExpiresAt, CancellationToken.None);
        }

        return Unit.Value;
    }
}

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator()
    {
        RuleFor(c => c.OldPassword).Must(p => p is { IsEmpty: false })
            .WithErrorCode("password-required").WithMessage("The current password is empty.").WithState(_ => "Type the current password.");
        RuleFor(c => c.NewPassword).Cascade(CascadeMode.Stop)
            .Must(p => p is { IsEmpty: false })
            .WithErrorCode("password-required").WithMessage("The new password is empty.").WithState(_ => "Type a new password.")
            .Must(p => p.Reveal().Length <= 1024).WithErrorCode("password-too-long").WithMessage("The new password is longer than 1,024 characters.")
            .Must((c, p) => !p.Equals(c.OldPassword))
            .WithErrorCode("password-unchanged").WithMessage("The new password is the same as the current one.").WithState(_ => "Choose another one.");
    }
}
