using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Application.Tests.Operations;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Tests.Access;

/// <summary>Which certificate of the appliance is believed, and who may say so.</summary>
public sealed class CertificateTrustTests : IAsyncLifetime
{
    private static readonly string _first = Fingerprint("AB");
    private static readonly string _other = Fingerprint("CD");
    private readonly Door _door = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task At_first_contact_it_is_shown_and_whoever_signs_in_may_accept_what_they_compared()
    {
        var shown = (await _door.RunAsync(new ShowCertificate(), Door.Stranger())).Require();
        Assert.Equal((_first, "", false), (shown.Sha256, shown.AcceptedSha256, shown.IsAccepted));

        var accepted = (await AcceptAsync(_first.Replace(":", "", StringComparison.Ordinal), Door.Stranger())).Require();

        Assert.True(accepted.IsAccepted);
        Assert.Equal("before sign-in, from 192.0.2.7", accepted.AcceptedBy);
        Assert.Equal(_first, (await _door.Pins.FindAsync(_door.Certificate.Endpoint, Ct))!.Sha256);
        Assert.Equal(["intent", "succeeded"], _door.Audit.Rows.Select(r => r.Outcome));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AB:CD")]
    [InlineData("GG")]
    public async Task What_is_no_fingerprint_is_refused(string text)
    {
        Assert.Equal("fingerprint-malformed", (await AcceptAsync(text, Door.Stranger())).Error?.Code);
        Assert.Equal(0, _door.Certificate.Reads);
    }

    [Fact]
    public async Task What_the_appliance_does_not_present_now_is_refused_and_what_it_presents_is_named()
    {
        var error = (await AcceptAsync(_other, Door.Stranger())).Error!;

        Assert.Equal("certificate-not-presented", error.Code);
        Assert.Contains(_first, error.Message, StringComparison.Ordinal);
        Assert.Empty(await _door.Pins.ListAsync(Ct));
    }

    [Fact]
    public async Task A_changed_certificate_is_no_strangers_to_accept()
    {
        await AcceptAsync(_first, Door.Stranger());
        _door.Certificate.Sha256 = _other;

        foreach (var stranger in new[] { Door.Stranger(), new Caller("", "local", "browser"), new Caller("", "10.0.0.9", "command-line") })
        {
            Assert.Equal("certificate-already-accepted", (await AcceptAsync(_other, stranger)).Error?.Code);
        }

        Assert.Equal(_first, (await _door.Pins.FindAsync(_door.Certificate.Endpoint, Ct))!.Sha256);
    }

    [Fact]
    public async Task Somebody_signed_in_or_on_the_consoles_own_machine_may_replace_it()
    {
        await AcceptAsync(_first, Door.Stranger());
        _door.Certificate.Sha256 = _other;
        Assert.Equal("ops", (await AcceptAsync(_other, await _door.EnterAsync())).Require().AcceptedBy);

        _door.Certificate.Sha256 = _first;
        Assert.True((await AcceptAsync(_first, new Caller("", "local", "command-line"))).IsSuccess);
    }

    [Fact]
    public async Task What_the_configuration_fixed_is_changed_there_only()
    {
        await _door.Pins.SaveAsync(new CertificatePin(_door.Certificate.Endpoint, _other, CertificateTrust.ByConfiguration, _door.Time.GetUtcNow()), Ct);

        Assert.Equal("certificate-fixed-by-configuration", (await AcceptAsync(_first, await _door.EnterAsync())).Error?.Code);
    }

    [Fact]
    public async Task Accepting_again_what_was_accepted_changes_nothing()
    {
        await AcceptAsync(_first, Door.Stranger());
        var pin = await _door.Pins.FindAsync(_door.Certificate.Endpoint, Ct);

        _door.Time.Advance(TimeSpan.FromDays(1));

        Assert.True((await AcceptAsync(_first, Door.Stranger("198.51.100.1"))).IsSuccess);
        Assert.Equal(pin, await _door.Pins.FindAsync(_door.Certificate.Endpoint, Ct));
    }

    [Fact]
    public async Task Strangers_who_ask_at_once_cause_one_connection()
    {
        for (var i = 0; i < 100; i++)
        {
            await _door.RunAsync(new ShowCertificate(), Door.Stranger($"192.0.2.{i}"));
        }

        Assert.Equal(1, _door.Certificate.Reads);
        _door.Time.Advance(TimeSpan.FromSeconds(4));
        await _door.RunAsync(new ShowCertificate(), Door.Stranger());
        Assert.Equal(2, _door.Certificate.Reads);
    }

    private Task<Result<ApplianceCertificateView>> AcceptAsync(string sha256, Caller caller) => _door.RunAsync(new AcceptCertificate(sha256), caller);

    private static string Fingerprint(string pair) => string.Join(':', Enumerable.Repeat(pair, 32));
}
