using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Access;

/// <summary>Ends one of the caller's own sessions, e.g. on a machine left behind.</summary>
/// <param name="Name">Name from <see cref="ListSessions"/>.</param>
[Operation("access.end-session", Permission.OwnSession, AuditMode.Outcome)]
[BrowserOnly("They are looked after on the Settings page; the command line ends its own with logout.")]
public sealed record EndSession(string Name) : IOperation<Unit>
{
    /// <inheritdoc/>
    public string Subject => $"session {(Name.Length > 12 ? Name[..12] : Name)}";
}

internal sealed class EndSessionHandler(SessionGate gate) : IOperationHandler<EndSession, Unit>
{
    public async Task<Result<Unit>> HandleAsync(EndSession input, OperationContext context, CancellationToken ct) =>
        await gate.EndNamedAsync(input.Name, context.Actor, "ended-elsewhere", ct)
            ? Unit.Value
            : new Error(ErrorKind.NotFound, "session-not-found", "This account has no such session.", "Read the list again: it may have ended already.");
}
