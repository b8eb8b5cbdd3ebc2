using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PaletteAI.Console.Domain;

// The console runs on Linux; file modes are how its key stays private.
#pragma warning disable CA1416

namespace PaletteAI.Console.Hosting.Tls;

/// <summary>The certificate the console presents: a given one, else a self-made one that is kept, so that its fingerprint stays.</summary>
/// <param name="Certificate">With its key.</param>
/// <param name="IsGiven">The operator gave it; only then browsers are told to insist on HTTPS.</param>
internal sealed record ConsoleCertificate(X509Certificate2 Certificate, bool IsGiven)
{
    private const string KeptFile = "console-certificate.pem";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Browsers refuse server certificates that are valid for longer (CA/B Forum: 398 days) only for public roots; accepting anew every year helps nobody.
    private static readonly TimeSpan _life = TimeSpan.FromDays(3650);

    /// <summary>Certificates between this one and its root, as given; sent along, because browsers do not have them.</summary>
    public X509Certificate2Collection Chain { get; init; } = [];

    /// <summary>SHA-256 of the certificate, hex pairs joined by colons.</summary>
    public string Sha256 => string.Join(':', Certificate.GetCertHashString(HashAlgorithmName.SHA256).Chunk(2).Select(pair => new string(pair)));

    /// <summary>The DNS names and addresses it is for.</summary>
    public IReadOnlyList<string> Names => [.. Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
        .SelectMany(e => e.EnumerateDnsNames().Concat(e.EnumerateIPAddresses().Select(a => a.ToString())))];

    /// <summary>Loads the given certificate, or the kept one, or makes one.</summary>
    public static Result<ConsoleCertificate> Load(ConsoleSettings settings, DateTimeOffset now)
    {
        try
        {
            return settings.CertificateFile.Length > 0
                ? LoadGiven(settings)
                : new ConsoleCertificate(LoadKept(settings, now) ?? Make(settings, now), false);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return settings.CertificateFile.Length > 0
                ? new Error(ErrorKind.Usage, "certificate-unusable", $"Console:Certificate {settings.CertificateFile} cannot be used: {e.Message}",
                    "Give a PEM file (key in it or in Console:CertificateKey) or a PKCS #12 file (password in Console:CertificatePasswordFile).")
                : new Error(ErrorKind.Usage, "certificate-unusable", $"The console's own certificate in {settings.DataDirectory} cannot be used: {e.Message}",
                    $"Delete {KeptFile} there: a new one is made at the next start, with another fingerprint.");
        }
    }

    private static ConsoleCertificate LoadGiven(ConsoleSettings settings)
    {
        var password = settings.CertificatePasswordFile.Length > 0 ? File.ReadLines(settings.CertificatePasswordFile).FirstOrDefault() ?? "" : null;
        var all = new X509Certificate2Collection();
        X509Certificate2? own;
        if (IsPem(settings.CertificateFile))
        {
            var key = settings.CertificateKeyFile.Length > 0 ? settings.CertificateKeyFile : null;
            own = password is null
                ? X509Certificate2.CreateFromPemFile(settings.CertificateFile, key)
                : X509Certificate2.CreateFromEncryptedPemFile(settings.CertificateFile, password, key);
            all.ImportFromPemFile(settings.CertificateFile);
        }
        else
        {
            all = X509CertificateLoader.LoadPkcs12CollectionFromFile(settings.CertificateFile, password);
            own = all.FirstOrDefault(c => c.HasPrivateKey) ?? throw new CryptographicException("It holds no certificate with its key.");
        }

        return new ConsoleCertificate(own, true) { Chain = [.. all.Where(c => !c.RawDataMemory.Span.SequenceEqual(own.RawDataMemory.Span))] };
    }

    private static bool IsPem(string path)
    {
        using var file = File.OpenRead(path);
        return file.ReadByte() is not 0x30; // DER, and with it PKCS #12, begins with a SEQUENCE.
    }

    private static X509Certificate2? LoadKept(ConsoleSettings settings, DateTimeOffset now)
    {
        var path = Path.Combine(settings.DataDirectory, KeptFile);
        if (!File.Exists(path))
        {
            return null;
        }

        var kept = X509Certificate2.CreateFromPemFile(path);
        return kept.NotAfter.ToUniversalTime() > now.UtcDateTime ? kept : null;
    }

    private static X509Certificate2 Make(ConsoleSettings settings, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=palette-console", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(NamesOfThisMachine(settings.Url));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var made = request.CreateSelfSigned(now.AddHours(-1), now + _life);
        Keep(Path.Combine(settings.DataDirectory, KeptFile), made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return made;
    }

    private static X509Extension NamesOfThisMachine(Uri url)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in new[] { "localhost", Environment.MachineName, url.HostNameType == UriHostNameType.Dns ? url.Host : "localhost" }.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            names.AddDnsName(name);
        }

        foreach (var address in SelfTalk.OwnAddresses().Append(IPAddress.Loopback).Distinct())
        {
            names.AddIpAddress(address);
        }

        return names.Build();
    }

    private static void Keep(string path, string pem)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnerOnly | UnixFileMode.UserExecute);
        var fresh = path + ".new";
        using (var file = new FileStream(fresh, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        using (var text = new StreamWriter(file))
        {
            text.Write(pem);
            text.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }
}
