using PaletteAI.Console.Hosting;
using PaletteAI.Console.Hosting.Tls;

namespace PaletteAI.Console.Tests.Hosting;

public sealed class ConsoleCertificateTests : IDisposable
{
    private static readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly TestCertificates _given = new();

    private string Data => Path.Combine(_given.Folder, "data");

    private string Kept => Path.Combine(Data, "console-certificate.pem");

    public void Dispose() => _given.Dispose();

    [Fact]
    public void A_self_made_one_is_kept_and_readable_by_its_owner_only()
    {
        var first = Load();
        var second = Load();

        Assert.False(first.IsGiven);
        Assert.Equal(first.Sha256, second.Sha256);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Kept));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Data));
        Assert.Contains("localhost", first.Names);
        Assert.Contains("127.0.0.1", first.Names);
        Assert.Contains("my.console.example", first.Names);
    }

    [Fact]
    public void One_that_is_over_is_made_anew()
    {
        var first = Load();

        var later = ConsoleCertificate.Load(Settings(), _now.AddDays(3651)).Require();

        Assert.NotEqual(first.Sha256, later.Sha256);
    }

    [Fact]
    public void One_that_is_damaged_is_named_and_not_silently_replaced()
    {
        Load();
        File.WriteAllText(Kept, "damaged");

        var error = ConsoleCertificate.Load(Settings(), _now).Error!;

        Assert.Equal("certificate-unusable", error.Code);
        Assert.Contains("console-certificate.pem", error.Fix, StringComparison.Ordinal);
        Assert.Equal("damaged", File.ReadAllText(Kept));
    }

    [Fact]
    public void A_given_pem_is_used_with_its_chain_wherever_its_key_is()
    {
        var inOne = _given.Write("one.pem", _given.KeyPem + _given.ChainPem);
        var chain = _given.Write("chain.pem", _given.ChainPem);
        var key = _given.Write("key.pem", _given.KeyPem);

        foreach (var settings in new[] { Settings() with { CertificateFile = inOne }, Settings() with { CertificateFile = chain, CertificateKeyFile = key } })
        {
            AssertGiven(ConsoleCertificate.Load(settings, _now).Require());
        }

        Assert.False(File.Exists(Kept));
    }

    [Fact]
    public void A_given_pem_with_an_encrypted_key_is_opened_by_the_password_file()
    {
        var chain = _given.Write("chain.pem", _given.ChainPem);
        var key = _given.Write("key.pem", _given.EncryptedKeyPem("pass word"));
        var password = _given.Write("password", "pass word\nanything\n");

        AssertGiven(ConsoleCertificate.Load(Settings() with { CertificateFile = chain, CertificateKeyFile = key, CertificatePasswordFile = password }, _now).Require());
    }

    [Fact]
    public void A_given_pkcs12_file_is_used_with_its_chain()
    {
        var file = _given.Write("console.p12", _given.Pkcs12("pass word"));
        var password = _given.Write("password", "pass word\n");

        AssertGiven(ConsoleCertificate.Load(Settings() with { CertificateFile = file, CertificatePasswordFile = password }, _now).Require());
    }

    [Theory]
    [InlineData("no key")]
    [InlineData("another key")]
    [InlineData("wrong password")]
    [InlineData("rubbish")]
    [InlineData("empty")]
    public void An_unusable_file_is_named_with_what_to_give_instead(string kind)
    {
        using var other = new TestCertificates();
        var wrong = _given.Write("password", "wrong\n");
        var settings = kind switch
        {
            "no key" => Settings() with { CertificateFile = _given.Write("f.pem", _given.ChainPem) },
            "another key" => Settings() with { CertificateFile = _given.Write("f.pem", _given.ChainPem), CertificateKeyFile = _given.Write("k.pem", other.KeyPem) },
            "wrong password" => Settings() with { CertificateFile = _given.Write("f.p12", _given.Pkcs12("right")), CertificatePasswordFile = wrong },
            "rubbish" => Settings() with { CertificateFile = _given.Write("f.pem", "rubbish") },
            _ => Settings() with { CertificateFile = _given.Write("f.pem", "") },
        };

        var error = ConsoleCertificate.Load(settings, _now).Error!;

        Assert.Equal("certificate-unusable", error.Code);
        Assert.Contains($"Console:Certificate {settings.CertificateFile}", error.Message, StringComparison.Ordinal);
        Assert.Contains("Console:CertificateKey", error.Fix, StringComparison.Ordinal);
    }

    private void AssertGiven(ConsoleCertificate certificate)
    {
        Assert.True(certificate.IsGiven);
        Assert.True(certificate.Certificate.HasPrivateKey);
        Assert.Equal(_given.Leaf.Thumbprint, certificate.Certificate.Thumbprint);
        Assert.Equal(_given.Intermediate.Thumbprint, Assert.Single(certificate.Chain).Thumbprint);
        Assert.Equal([TestCertificates.Name], certificate.Names);
    }

    private ConsoleCertificate Load() => ConsoleCertificate.Load(Settings(), _now).Require();

    private ConsoleSettings Settings() => new() { Url = new Uri("https://my.console.example:5080"), DataDirectory = Data };
}
