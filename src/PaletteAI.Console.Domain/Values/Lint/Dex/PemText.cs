using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PaletteAI.Console.Domain.Values.Lint.Dex;

/// <summary>What a text of PEM certificates holds, as Go's PEM reader takes it.</summary>
/// <param name="Certificates">Number of certificates.</param>
/// <param name="HasBroken">A block is no certificate.</param>
/// <param name="HasRest">Something stands behind the last block.</param>
internal readonly record struct PemText(int Certificates, bool HasBroken, bool HasRest)
{
    public static PemText Read(string text)
    {
        var rest = text.AsSpan();
        var (certificates, broken) = (0, false);
        while (PemEncoding.TryFind(rest, out var block))
        {
            var isCertificate = rest[block.Label] is "CERTIFICATE" && IsCertificate(rest[block.Base64Data].ToString());
            certificates += isCertificate ? 1 : 0;
            broken |= !isCertificate;
            rest = rest[block.Location.End..];
        }

        return new PemText(certificates, broken, !rest.Trim().IsEmpty);
    }

    private static bool IsCertificate(string base64)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64));
            return true;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }
}
