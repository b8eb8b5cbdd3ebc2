using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Audit;

/// <summary>Recomputes the chain of the audit log.</summary>
[Operation("audit.verify", Permission.ReadAudit, AuditMode.RefusalsOnly, Route = "GET /api/v1/audit/verification", Cli = "audit verify", TimeoutSeconds = 120)]
public sealed record VerifyAudit : IOperation<AuditVerification>;

/// <summary>Whether the audit log is as it was written.</summary>
/// <param name="Intact">All rows fit.</param>
/// <param name="FirstBrokenRow">Number of the first row that does not fit, or that is missing.</param>
public sealed record AuditVerification(bool Intact, long? FirstBrokenRow);

internal sealed class VerifyAuditHandler(IAuditStore audit) : IOperationHandler<VerifyAudit, AuditVerification>
{
    public async Task<Result<AuditVerification>> HandleAsync(VerifyAudit input, OperationContext context, CancellationToken ct)
    {
        var broken = await audit.FindBrokenLinkAsync(ct);
        return new AuditVerification(broken is null, broken);
    }
}
