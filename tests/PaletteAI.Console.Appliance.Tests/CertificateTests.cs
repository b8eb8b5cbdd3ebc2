using PaletteAI.Console.Testing.Appliance;

namespace PaletteAI.Console.Appliance.Tests;

public sealed class CertificateTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_certificate_stops_the_call_and_shows_its_fingerprint()
    {
        await using var server = MisbehavingServer.Answering(200, "{}");
        await using var harness = new Harness(server.Url, acceptedFingerprint: null);

        var error = (await harness.Appliance.GetSettingsAsync(Harness.Token, Ct)).Error;

        Assert.Equal("appliance-certificate-unknown", error?.Code);
        Assert.Equal(server.Fingerprint, error!.Facts["sha256"]);
        Assert.Equal($"127.0.0.1:{server.Port}", error.Facts["endpoint"]);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_changed_certificate_names_both_and_sends_nothing()
    {
        await using var server = MisbehavingServer.Answering(200, "{}");
        var accepted = server.Fingerprint;
        await using var harness = new Harness(server.Url, accepted);
        server.ReplaceCertificate();

        var error = (await harness.Appliance.GetSettingsAsync(Harness.Token, Ct)).Error;

        Assert.Equal("appliance-certificate-changed", error?.Code);
        Assert.Equal(accepted, error!.Facts["expected"]);
        Assert.Equal(server.Fingerprint, error.Facts["sha256"]);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_accepted_certificate_lets_the_call_through_however_it_is_written(bool lowerWithoutColons)
    {
        await using var server = MisbehavingServer.Answering(200, """{"installationMode":"airgap"}""");
        var written = lowerWithoutColons ? server.Fingerprint.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant() : server.Fingerprint;
        await using var harness = new Harness(server.Url, written);

        Assert.Equal("airgap", (await harness.Appliance.GetSettingsAsync(Harness.Token, Ct)).Require().InstallationMode);
    }

    [Fact]
    public async Task The_presented_certificate_is_read_without_sending_a_request()
    {
        await using var server = MisbehavingServer.Answering(200, "{}");
        await using var harness = new Harness(server.Url, acceptedFingerprint: null);

        var shown = (await harness.Certificate.ReadAsync(Ct)).Require();

        Assert.Equal(server.Fingerprint, shown.Sha256);
        Assert.Equal("CN=appliance", shown.Subject);
        Assert.Equal($"127.0.0.1:{server.Port}", harness.Certificate.Endpoint);
        Assert.Empty(server.Requests);
    }
}
