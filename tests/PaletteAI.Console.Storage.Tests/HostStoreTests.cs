using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Hosts.Trust;

namespace PaletteAI.Console.Storage.Tests;

public sealed class HostStoreTests : IAsyncLifetime
{
    private const string Canary = "canary-9f3c";
    private readonly StorageHarness _harness = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task An_accepted_key_is_one_per_host_and_port_and_survives_a_restart()
    {
        var keys = await _harness.OpenAsync<IHostKeyStore>();
        var first = new AcceptedHostKey("10.1.1.1", 22, new HostKey("ssh-ed25519", "AAAA"), "ops", _harness.Time.GetUtcNow());
        await keys.ReplaceAsync(first, CancellationToken.None);
        await keys.ReplaceAsync(first with { Port = 2222 }, CancellationToken.None);
        await keys.ReplaceAsync(first with { Key = new HostKey("ssh-rsa", "BBBB") }, CancellationToken.None);
        await _harness.RestartAsync();
        keys = await _harness.OpenAsync<IHostKeyStore>();

        Assert.Equal([first with { Key = new HostKey("ssh-rsa", "BBBB") }, first with { Port = 2222 }], await keys.ListAsync(CancellationToken.None));
        Assert.True(await keys.RemoveAsync("10.1.1.1", 22, CancellationToken.None));
        Assert.False(await keys.RemoveAsync("10.1.1.1", 22, CancellationToken.None));
        Assert.Equal(2222, Assert.Single(await keys.ListAsync(CancellationToken.None)).Port);
    }

    [Fact]
    public async Task Secrets_of_a_log_in_come_back_and_are_nowhere_on_the_disk()
    {
        var store = await _harness.OpenAsync<IHostCredentialStore>();
        var login = new HostLogin("ops") { Password = new Secret(Canary + "1"), PrivateKey = new Secret(Canary + "2"), Passphrase = new Secret(Canary + "3"), SudoPassword = new Secret(Canary + "4") };
        await store.SaveAsync(new HostCredentials(HostCredentials.AllHosts, 22, login, "", "ops", _harness.Time.GetUtcNow()), CancellationToken.None);
        await _harness.RestartAsync();
        store = await _harness.OpenAsync<IHostCredentialStore>();

        Assert.Equal(login, Assert.Single(await store.ListAsync(CancellationToken.None)).Login);
        Assert.DoesNotContain(Canary, _harness.Everything(), StringComparison.Ordinal);
        await _harness.LoseKeysAsync();
        store = await _harness.OpenAsync<IHostCredentialStore>();
        Assert.Null(Assert.Single(await store.ListAsync(CancellationToken.None)).Login.Password);
    }

    [Fact]
    public async Task The_newest_checks_are_found_with_their_evidence()
    {
        var store = await _harness.OpenAsync<IHostCheckStore>();
        Assert.Null(await store.FindNewestAsync(CancellationToken.None));
        var evidence = new CheckEvidence("ping -c 5", "0% packet loss", _harness.Time.GetUtcNow(), TimeSpan.FromMinutes(5));
        var row = new HostCheckResult("packet-loss", "edge-1", CheckStatus.Warning, Severity.Warning, true, "Some.", "Look.", evidence);
        for (var i = 0; i < 3; i++)
        {
            await store.AddAsync(new StoredHostChecks(_harness.Time.GetUtcNow(), $"ops{i}", new HostCheckReport([row])), CancellationToken.None);
        }

        var newest = await store.FindNewestAsync(CancellationToken.None);
        Assert.Equal("ops2", newest!.Actor);
        Assert.Equal(row, Assert.Single(newest.Report.Results));
    }
}
