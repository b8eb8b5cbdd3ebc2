using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Storage.Tests;

public sealed class PinsAndKeysTests : IAsyncLifetime
{
    private readonly StorageHarness _harness = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task An_accepted_certificate_is_remembered_replaced_and_forgotten()
    {
        var pins = await _harness.OpenAsync<ICertificatePins>();
        var pin = new CertificatePin("10.10.10.11:5080", "AB:CD", "ops", _harness.Time.GetUtcNow());
        await pins.SaveAsync(pin, CancellationToken.None);
        await _harness.RestartAsync();
        pins = await _harness.OpenAsync<ICertificatePins>();
        Assert.Equal(pin, await pins.FindAsync(pin.Endpoint, CancellationToken.None));

        await pins.SaveAsync(pin with { Sha256 = "EF:01" }, CancellationToken.None);
        Assert.Equal("EF:01", Assert.Single(await pins.ListAsync(CancellationToken.None)).Sha256);

        await pins.RemoveAsync(pin.Endpoint, CancellationToken.None);
        Assert.Null(await pins.FindAsync(pin.Endpoint, CancellationToken.None));
    }

    [Fact]
    public async Task A_key_is_the_same_after_a_restart_and_another_one_when_it_was_lost()
    {
        var first = await (await _harness.OpenAsync<IConsoleKeys>()).GetAsync("a", CancellationToken.None);
        await _harness.RestartAsync();
        var second = await (await _harness.OpenAsync<IConsoleKeys>()).GetAsync("a", CancellationToken.None);
        var other = await (await _harness.OpenAsync<IConsoleKeys>()).GetAsync("b", CancellationToken.None);
        await _harness.LoseKeysAsync();
        var third = await (await _harness.OpenAsync<IConsoleKeys>()).GetAsync("a", CancellationToken.None);

        Assert.Equal(first, second);
        Assert.Equal(32, first.Length);
        Assert.NotEqual(first, other);
        Assert.NotEqual(first, third);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not protected at all")]
    [InlineData("CfDJ8")]
    public async Task Damaged_secrets_are_unreadable_and_never_an_exception(string text)
    {
        var secrets = await _harness.OpenAsync<ISecretProtector>();

        Assert.False(secrets.TryUnprotect("purpose", text, out var secret));
        Assert.Null(secret);
    }

    [Fact]
    public async Task A_secret_of_one_purpose_cannot_be_read_for_another()
    {
        var secrets = await _harness.OpenAsync<ISecretProtector>();
        var text = secrets.Protect("session-token", new Secret("s3cret"));

        Assert.False(secrets.TryUnprotect("draft-secret", text, out _));
        Assert.True(secrets.TryUnprotect("session-token", text, out var secret));
        Assert.Equal("s3cret", secret.Reveal());
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
    }
}
