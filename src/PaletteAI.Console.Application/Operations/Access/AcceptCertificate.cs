using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Access;

/// <summary>
/// Accepts the certificate of the configured appliance, before credentials are ever sent to it. The first one may be accepted by whoever
/// is about to sign in; another one only by somebody signed in, or on the console's own machine.
/// </summary>
/// <param name="Sha256">The fingerprint the person compared; must be what the appliance presents now.</param>
[Operation("access.accept-certificate", Permission.Anonymous, AuditMode.IntentAndOutcome, Route = "PUT /api/v1/appliance/certificate", Cli = "login")]
public sealed record AcceptCertificate(string Sha256) : IOperation<ApplianceCertificateView>
{
    /// <inheritdoc/>
    public string Subject => "certificate of the appliance";
}

internal sealed class AcceptCertificateHandler(CertificateTrust trust) : IOperationHandler<AcceptCertificate, ApplianceCertificateView>
{
    public Task<Result<ApplianceCertificateView>> HandleAsync(AcceptCertificate input, OperationContext context, CancellationToken ct) =>
        trust.AcceptAsync(input.Sha256, context, ct);
}
