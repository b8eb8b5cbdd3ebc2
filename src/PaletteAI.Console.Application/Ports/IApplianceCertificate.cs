using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Ports;

/// <summary>The certificate that the configured appliance presents. No other endpoint can be asked for.</summary>
public interface IApplianceCertificate
{
    /// <summary>The configured appliance, <c>host:port</c>, as used in <see cref="CertificatePin.Endpoint"/>.</summary>
    string Endpoint { get; }

    /// <summary>The only certificate it may present, fixed by configuration; empty = what an operator accepted counts.</summary>
    string FixedSha256 { get; }

    /// <summary>Dials the appliance, reads its certificate and hangs up before any byte of ours is sent.</summary>
    Task<Result<PresentedCertificate>> ReadAsync(CancellationToken ct);
}

/// <summary>A certificate as presented in a handshake; nothing in it is proven.</summary>
/// <param name="Sha256">Upper-case hex pairs joined by colons.</param>
/// <param name="Subject">Who it says it is.</param>
/// <param name="NotBefore">Begin of its validity.</param>
/// <param name="NotAfter">End of its validity.</param>
public sealed record PresentedCertificate(string Sha256, string Subject, DateTimeOffset NotBefore, DateTimeOffset NotAfter);
