using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Access;

/// <summary>Ends the caller's session here and then at the appliance.</summary>
[Operation("access.sign-out", Permission.OwnSession, AuditMode.Outcome, Route = "DELETE /api/v1/sessions/current", Cli = "logout")]
public sealed record SignOut : IOperation<Unit>;

internal sealed class SignOutHandler(SessionGate gate, ISignIn appliance, TimeProvider time, ILogger<SignOutHandler> log)
    : IOperationHandler<SignOut, Unit>
{
    // The session is over here already; the appliance only gets a chance to forget its token early.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    public async Task<Result<Unit>> HandleAsync(SignOut input, OperationContext context, CancellationToken ct)
    {
        await gate.EndAsync(context.Caller.SessionId, "signed-out", ct);
        if (context.ApplianceToken is not { } token)
        {
            return Unit.Value;
        }

        using var limit = new CancellationTokenSource(_patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var ended = await appliance.SignOutAsync(token, both.Token);
            if (!ended.IsSuccess)
            {
                log.LogInformation("The appliance did not end its own session: {Code}", ended.Error.Code);
            }
        }
        catch (OperationCanceledException)
        {
            log.LogInformation("The appliance did not end its own session within {Seconds} s", _patience.TotalSeconds);
        }

        return Unit.Value;
    }
}
