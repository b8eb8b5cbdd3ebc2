using FluentValidation;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Access;

/// <summary>
/// Signs in with an account of the appliance. Refusals: <c>wrong-credentials</c>, <c>sign-in-delayed</c> (fact <c>retryAfterSeconds</c>),
/// and those of the appliance, such as <c>appliance-certificate-unknown</c> (facts <c>endpoint</c>, <c>sha256</c>).
/// </summary>
/// <param name="UserName">Account.</param>
/// <param name="Password">Password.</param>
[Operation("access.sign-in", Permission.Anonymous, AuditMode.Outcome, Route = "POST /api/v1/sessions", Cli = "login")]
public sealed record SignIn(string UserName, Secret Password) : IOperation<SignedIn>
{
    /// <summary>What an earlier sign-in on this device left in its device cookie.</summary>
    public Secret? DeviceToken { get; init; }
}

/// <summary>A new session.</summary>
/// <param name="SessionId">Its id: bearer of all rights, for the cookie or the command line's profile only.</param>
/// <param name="DeviceToken">For the device cookie; opens nothing.</param>
/// <param name="UserName">Account.</param>
/// <param name="ExpiresAt">Absolute end.</param>
/// <param name="PasswordChangeRequired">A new password is needed before anything else.</param>
public sealed record SignedIn(Secret SessionId, Secret DeviceToken, string UserName, DateTimeOffset ExpiresAt, bool PasswordChangeRequired) : INamesCaller
{
    /// <summary>How long to keep the device cookie.</summary>
    public static TimeSpan DeviceTokenLife => DeviceTokens.Life;
}

internal sealed class SignInHandler(SignInService service) : IOperationHandler<SignIn, SignedIn>
{
    public Task<Result<SignedIn>> HandleAsync(SignIn input, OperationContext context, CancellationToken ct) =>
        service.SignInAsync(input, context.Caller, ct);
}

internal sealed class SignInValidator : AbstractValidator<SignIn>
{
    public SignInValidator()
    {
        RuleFor(s => s.UserName).Cascade(CascadeMode.Stop)
            .NotEmpty().WithErrorCode("user-name-required").WithMessage("The user name is empty.").WithState(_ => "Type the user name.")
            .MaximumLength(256).WithErrorCode("user-name-too-long").WithMessage("The user name is longer than 256 characters.")
            .Must(n => !n.Any(char.IsControl)).WithErrorCode("user-name-control-character").WithMessage("The user name holds a control character.");
        RuleFor(s => s.Password).Cascade(CascadeMode.Stop)
            .Must(p => p is { IsEmpty: false }).WithErrorCode("password-required").WithMessage("The password is empty.").WithState(_ => "Type the password.")
            .Must(p => p.Reveal().Length <= 1024).WithErrorCode("password-too-long").WithMessage("The password is longer than 1,024 characters.");
    }
}
