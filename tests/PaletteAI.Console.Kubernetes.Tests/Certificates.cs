using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PaletteAI.Console.Kubernetes.Tests;

/// <summary>Certificates that nobody trusts.</summary>
internal static class Certificates
{
    public static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=somebody", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
