namespace PaletteAI.Console.Application.Ports;

/// <summary>Server certificates the operator accepted, by SHA-256 of the certificate.</summary>
public interface ICertificatePins
{
    /// <summary>The accepted fingerprint of <paramref name="endpoint"/> (<c>host:port</c>); null when none was accepted.</summary>
    Task<CertificatePin?> FindAsync(string endpoint, CancellationToken ct);

    /// <summary>Stores an acceptance; replaces an earlier one.</summary>
    Task SaveAsync(CertificatePin pin, CancellationToken ct);

    /// <summary>All acceptances.</summary>
    Task<IReadOnlyList<CertificatePin>> ListAsync(CancellationToken ct);

    /// <summary>Forgets an acceptance.</summary>
    Task RemoveAsync(string endpoint, CancellationToken ct);
}

/// <summary>An accepted certificate.</summary>
/// <param name="Endpoint"><c>host:port</c>.</param>
/// <param name="Sha256">Upper-case hex pairs joined by colons.</param>
/// <param name="AcceptedBy">Who accepted it; <c>configuration</c> or <c>sandbox</c> when no person did.</param>
/// <param name="AcceptedAt">When.</param>
public sealed record CertificatePin(string Endpoint, string Sha256, string AcceptedBy, DateTimeOffset AcceptedAt);
