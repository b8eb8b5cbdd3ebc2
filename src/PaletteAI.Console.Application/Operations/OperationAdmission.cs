using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations;

/// <summary>Whether a caller may run an operation, judged from the live session.</summary>
internal sealed class OperationAdmission(SessionGate gate, IPermissionPolicy policy)
{
    /// <summary>
    /// The session to act as (null when the operation is anonymous and the caller is nobody), or the refusal.
    /// An anonymous operation of a signed-in caller runs as that session.
    /// </summary>
    public async Task<Admission> AdmitAsync(OperationDescriptor operation, Caller caller, CancellationToken ct)
    {
        var anonymous = operation.Permission == Permission.Anonymous;
        if (anonymous && caller.SessionId.Length == 0)
        {
            return new Admission(null, null);
        }

        var found = await gate.RequireAsync(caller.SessionId, caller.IsBackground, ct);
        if (!found.IsSuccess)
        {
            return new Admission(null, anonymous ? null : found.Error);
        }

        return new Admission(found.Value, Refusal(operation, found.Value));
    }

    private Error? Refusal(OperationDescriptor operation, Session session) => operation.Permission switch
    {
        Permission.Anonymous or Permission.OwnSession => null,
        _ when session.PasswordChangeRequired => SessionErrors.PasswordChangeRequired,
        var needed when !policy.Allows(session, needed) => SessionErrors.Forbidden(operation.Name),
        _ => null,
    };
}

/// <summary>Who acts, and why not.</summary>
internal sealed record Admission(Session? Session, Error? Refusal);
