using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PaletteAI.Console.Sandbox.Kubernetes.Pki;

/// <summary>A cluster's certificate authority and what it issued, as kubeadm lays it out.</summary>
internal sealed class ClusterPki
{
    /// <summary>kubeadm's certificates hold a year, its authority ten.</summary>
    private const int LeafYears = 1;
    private const int AuthorityYears = 10;

    private ClusterPki(X509Certificate2 authority, X509Certificate2 server, X509Certificate2 admin, string token)
    {
        Authority = authority;
        Server = server;
        Admin = admin;
        Token = token;
    }

    public X509Certificate2 Authority { get; }

    public X509Certificate2 Server { get; }

    /// <summary>Client certificate of the kubeconfig.</summary>
    public X509Certificate2 Admin { get; }

    /// <summary>Bearer token that is as good as the client certificate.</summary>
    public string Token { get; }

    public static ClusterPki Create(IEnumerable<string> names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kubernetes", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var authority = request.CreateSelfSigned(now.AddMinutes(-5), now.AddYears(AuthorityYears));
        using var server = Issue(authority, "CN=kube-apiserver", "1.3.6.1.5.5.7.3.1", names, now);
        using var admin = Issue(authority, "O=system:masters, CN=kubernetes-admin", "1.3.6.1.5.5.7.3.2", [], now);
        return Load(new Saved(
            Convert.ToBase64String(authority.Export(X509ContentType.Pkcs12)), Convert.ToBase64String(server.Export(X509ContentType.Pkcs12)),
            Convert.ToBase64String(admin.Export(X509ContentType.Pkcs12)), RandomNumberGenerator.GetHexString(32, lowercase: true)));
    }

    public static ClusterPki Load(Saved saved) => new(Read(saved.Authority), Read(saved.Server), Read(saved.Admin), saved.Token);

    public Saved Save() => new(Write(Authority), Write(Server), Write(Admin), Token);

    private static X509Certificate2 Issue(X509Certificate2 authority, string subject, string usage, IEnumerable<string> names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        var alternative = new SubjectAlternativeNameBuilder();
        var any = false;
        foreach (var name in names)
        {
            any = true;
            if (IPAddress.TryParse(name, out var address))
            {
                alternative.AddIpAddress(address);
            }
            else
            {
                alternative.AddDnsName(name);
            }
        }

        if (any)
        {
            request.CertificateExtensions.Add(alternative.Build());
        }

        using var signed = request.Create(authority, now.AddMinutes(-5), now.AddYears(LeafYears), RandomNumberGenerator.GetBytes(12));
        return signed.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Read(string pkcs12) => X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(pkcs12), null, X509KeyStorageFlags.Exportable);

    private static string Write(X509Certificate2 certificate) => Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12));

    /// <summary>The authority as kept on disk; PKCS #12 in base64.</summary>
    internal sealed record Saved(string Authority, string Server, string Admin, string Token);
}
