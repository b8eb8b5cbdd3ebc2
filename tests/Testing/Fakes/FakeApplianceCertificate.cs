using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>The certificate an appliance presents.</summary>
public sealed class FakeApplianceCertificate : IApplianceCertificate
{
    /// <inheritdoc/>
    public string Endpoint { get; set; } = "10.10.10.11:5080";

    /// <inheritdoc/>
    public string FixedSha256 { get; set; } = "";

    /// <summary>What it presents.</summary>
    public string Sha256 { get; set; } = string.Join(':', Enumerable.Repeat("AB", 32));

    /// <summary>How often it was asked.</summary>
    public int Reads { get; private set; }

    /// <inheritdoc/>
    public Task<Result<PresentedCertificate>> ReadAsync(CancellationToken ct)
    {
        Reads++;
        return Task.FromResult<Result<PresentedCertificate>>(
            new PresentedCertificate(Sha256, "CN=edge-1", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100)));
    }
}
