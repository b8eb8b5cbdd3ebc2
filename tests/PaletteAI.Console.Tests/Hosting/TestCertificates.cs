using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PaletteAI.Console.Tests.Hosting;

/// <summary>A certificate for <c>console.example</c>, signed by an intermediate that a root signed, in the forms operators have them in.</summary>
internal sealed class TestCertificates : IDisposable
{
    public const string Name = "console.example";
    private static readonly DateTimeOffset _from = TimeProvider.System.GetUtcNow().AddDays(-1);

    public TestCertificates()
    {
        using var root = Make("CN=root", null, true);
        Intermediate = Make("CN=intermediate", root, true);
        Leaf = Make($"CN={Name}", Intermediate, false);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("palette-certificates-").FullName;

    public X509Certificate2 Intermediate { get; }

    public X509Certificate2 Leaf { get; }

    public string LeafPem => Leaf.ExportCertificatePem() + "\n";

    public string ChainPem => LeafPem + Intermediate.ExportCertificatePem() + "\n";

    public string KeyPem => Leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n";

    public string EncryptedKeyPem(string password) => Leaf.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem(
        password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000)) + "\n";

    public byte[] Pkcs12(string password)
    {
        X509Certificate2Collection all = [X509CertificateLoader.LoadCertificate(Intermediate.RawData), Leaf];
        return all.Export(X509ContentType.Pkcs12, password)!;
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose()
    {
        Intermediate.Dispose();
        Leaf.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static X509Certificate2 Make(string subject, X509Certificate2? issuer, bool isAuthority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Name);
        request.CertificateExtensions.Add(names.Build());
        if (issuer is null)
        {
            return request.CreateSelfSigned(_from, _from.AddDays(30));
        }

        using var signed = request.Create(issuer, _from, _from.AddDays(29), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
