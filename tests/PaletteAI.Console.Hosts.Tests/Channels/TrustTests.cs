using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Hosts.Trust;
using PaletteAI.Console.Hosts.Tests.Support;

namespace PaletteAI.Console.Hosts.Tests.Channels;

[Trait("Needs", "Server")]
[Collection(SshHosts.TakeTurns)]
public sealed class TrustTests(SshHosts hosts) : IAsyncLifetime
{
    private readonly HostChannelPool _pool = SshHosts.Pool();
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        hosts.Need();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    [Fact]
    public async Task Without_an_accepted_key_nothing_is_sent_and_the_fingerprint_is_shown()
    {
        var error = await CodeOf(hosts.Target("a", knownHosts: ""));
        Assert.Equal(HostErrors.UnknownHostKey, error.Code);
        Assert.Contains(error.Facts["fingerprint"], await FingerprintsAsync("a"), StringComparison.Ordinal);
        Assert.Contains(error.Facts["fingerprint"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_key_type_alone_is_enough_and_a_hashed_file_with_a_port_too()
    {
        foreach (var line in hosts.KnownHosts("a").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('#')))
        {
            Assert.True((await _pool.Open(hosts.Target("a", knownHosts: line)).RunAsync(HostCommand.Of("true"), _ct)).IsSuccess, line);
        }

        var file = Path.Combine(hosts.Folder, "hashed");
        var keys = string.Concat(hosts.KnownHosts("a").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('#')).Select(l => $"[{hosts.Address("a")}]:2222 {l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..]}\n"));
        await File.WriteAllTextAsync(file, keys, _ct);
        await Programs.RunAsync("ssh-keygen", "-H", "-f", file);
        var hashed = await File.ReadAllTextAsync(file, _ct);

        Assert.DoesNotContain(hosts.Address("a"), hashed, StringComparison.Ordinal);
        Assert.True((await _pool.Open(hosts.TargetWithPassword("a", "admin", 2222, hashed)).RunAsync(HostCommand.Of("true"), _ct)).IsSuccess);
        Assert.Equal(HostErrors.UnknownHostKey, (await CodeOf(hosts.Target("a", knownHosts: hashed))).Code);
    }

    [Fact]
    public async Task The_key_of_another_host_and_a_revoked_key_are_refused()
    {
        var swapped = hosts.KnownHosts("b").Replace(hosts.Address("b"), hosts.Address("a"), StringComparison.Ordinal);
        var changed = await CodeOf(hosts.Target("a", knownHosts: swapped));
        Assert.Equal(HostErrors.HostKeyChanged, changed.Code);
        Assert.Contains(changed.Facts["fingerprint"], changed.Message, StringComparison.Ordinal);
        Assert.Contains("SHA256:", changed.Facts["knownFingerprints"], StringComparison.Ordinal);

        var revoked = hosts.KnownHosts("a") + string.Concat(hosts.KnownHosts("a").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('#')).Select(l => $"@revoked * {l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..]}\n"));
        Assert.Equal(HostErrors.HostKeyChanged, (await CodeOf(hosts.Target("a", knownHosts: revoked))).Code);
    }

    [Fact]
    public async Task A_key_swapped_while_a_connection_stands_is_refused_at_the_next_one()
    {
        var target = hosts.Target("c");
        Assert.True((await _pool.Open(target).RunAsync(HostCommand.Of("true"), _ct)).IsSuccess);
        await hosts.ShellAsync("c", "p=$(cat /run/sshd22.pid); cp -a /etc/ssh /run/keys && rm /etc/ssh/ssh_host_*; for t in rsa ecdsa ed25519; do ssh-keygen -q -t $t -N '' -f /etc/ssh/ssh_host_${t}_key; done; kill -HUP $p; pkill -9 -x sshd -P $p; sleep 0.5");
        try
        {
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal(HostErrors.HostKeyChanged, (await CodeOf(target)).Code);
            }
        }
        finally
        {
            await hosts.ShellAsync("c", "cp -a /run/keys/* /etc/ssh/; kill -HUP $(cat /run/sshd22.pid); sleep 0.5");
        }

        Assert.True((await _pool.Open(target).RunAsync(HostCommand.Of("true"), _ct)).IsSuccess);
    }

    [Fact]
    public async Task The_key_can_be_read_without_logging_in()
    {
        var key = (await _pool.ReadHostKeyAsync(hosts.Address("a"), 22, _ct)).Require();
        Assert.Contains(key.Fingerprint, await FingerprintsAsync("a"), StringComparison.Ordinal);
        Assert.Equal(HostKeyJudgement.Trusted, KnownHosts.Read(hosts.KnownHosts("a")).Keys.Judge(hosts.Address("a"), 22, key).Judgement);
    }

    private async Task<Domain.Error> CodeOf(HostTarget target)
    {
        var ran = await _pool.Open(target).RunAsync(HostCommand.Of("true"), _ct);
        return ran.Error ?? throw new InvalidOperationException("A key was accepted.");
    }

    private async Task<string> FingerprintsAsync(string host) => await hosts.ShellAsync(host, "for f in /etc/ssh/ssh_host_*.pub; do ssh-keygen -lf $f; done");
}
