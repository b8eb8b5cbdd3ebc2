using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Access;

/// <summary>The certificate the configured appliance presents now, beside the accepted one.</summary>
[Operation("access.show-certificate", Permission.Anonymous, AuditMode.RefusalsOnly, Route = "GET /api/v1/appliance/certificate", Cli = "login")]
public sealed record ShowCertificate : IOperation<ApplianceCertificateView>;

/// <summary>What is presented and what was accepted.</summary>
/// <param name="Endpoint"><c>host:port</c> of the configured appliance.</param>
/// <param name="Sha256">Fingerprint presented now.</param>
/// <param name="Subject">Who it says it is.</param>
/// <param name="NotAfter">End of its validity.</param>
/// <param name="AcceptedSha256">Fingerprint accepted before; empty when none was.</param>
/// <param name="AcceptedBy">Who accepted it.</param>
public sealed record ApplianceCertificateView(
    string Endpoint, string Sha256, string Subject, DateTimeOffset NotAfter, string AcceptedSha256, string AcceptedBy)
{
    /// <summary>When it was accepted; null when none was.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Whether what is presented is what was accepted.</summary>
    public bool IsAccepted => Sha256 == AcceptedSha256;
}

internal sealed class ShowCertificateHandler(CertificateTrust trust) : IOperationHandler<ShowCertificate, ApplianceCertificateView>
{
    public Task<Result<ApplianceCertificateView>> HandleAsync(ShowCertificate input, OperationContext context, CancellationToken ct) =>
        trust.ShowAsync(ct);
}
