using System.Globalization;
using System.Text;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Hosts.Tests.Support;

namespace PaletteAI.Console.Hosts.Tests.Channels;

[Trait("Needs", "Server")]
[Collection(SshHosts.TakeTurns)]
public sealed class LogInTests(SshHosts hosts) : IAsyncLifetime
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
    public async Task Key_password_and_keyboard_interactive_log_in()
    {
        var interactive = hosts.KnownHosts("a").Replace(hosts.Address("a"), $"[{hosts.Address("a")}]:2222", StringComparison.Ordinal);
        foreach (var target in new[] { hosts.Target("a", "admin"), hosts.TargetWithPassword("a", "admin"), hosts.TargetWithPassword("a", "admin", 2222, interactive) })
        {
            Assert.Equal("admin\n", (await _pool.Open(target).RunAsync(HostCommand.Of("id", "-un"), _ct)).Require().Text);
        }
    }

    [Fact]
    public async Task A_key_with_a_passphrase_needs_the_right_one()
    {
        var file = Path.Combine(hosts.Folder, "locked");
        await Programs.RunAsync("cp", hosts.KeyFile, file);
        await Programs.RunAsync("ssh-keygen", "-q", "-p", "-P", "", "-N", "open sesame", "-f", file);
        var locked = new HostLogin("admin") { PrivateKey = new Secret(await File.ReadAllTextAsync(file, _ct)) };

        async Task<Result<CommandResult>> Try(HostLogin login) => await _pool.Open(hosts.Target("a") with { Login = login }).RunAsync(HostCommand.Of("id", "-un"), _ct);

        Assert.Equal("admin\n", (await Try(locked with { Passphrase = new Secret("open sesame") })).Require().Text);
        Assert.Equal(HostErrors.AuthenticationFailed, (await Try(locked)).Error?.Code);
        Assert.Equal(HostErrors.AuthenticationFailed, (await Try(locked with { Passphrase = new Secret("wrong") })).Error?.Code);
        Assert.Equal(HostErrors.AuthenticationFailed, (await Try(new HostLogin("admin") { PrivateKey = new Secret("no key at all") })).Error?.Code);
    }

    [Theory]
    [InlineData(22)]
    [InlineData(2222)]
    public async Task A_wrong_password_is_sent_once_and_never_again(int port)
    {
        var known = hosts.KnownHosts("a") + hosts.KnownHosts("a").Replace(hosts.Address("a"), $"[{hosts.Address("a")}]:2222", StringComparison.Ordinal);
        var target = hosts.Target("a", knownHosts: known) with { Port = port, Login = new HostLogin("plain") { Password = new Secret("wr0ng") } };
        var dialer = new PlainDialer();
        await using var pool = SshHosts.Pool(dialer: dialer);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HostErrors.AuthenticationFailed, (await pool.Open(target).RunAsync(HostCommand.Of("true"), _ct)).Error?.Code);
        }

        Assert.Equal(1, dialer.Dialled);
        var right = target with { Login = new HostLogin("plain") { Password = hosts.Password } };
        Assert.True((await pool.Open(right).RunAsync(HostCommand.Of("true"), _ct)).IsSuccess);
    }

    [Fact]
    public async Task A_wrong_password_is_one_attempt_in_the_servers_log_even_where_two_ways_take_it()
    {
        await hosts.ShellAsync("b", "sed 's/^PasswordAuthentication no/PasswordAuthentication yes/; s/2222/2223/g' /etc/ssh/sshd_config2 >/etc/ssh/sshd_config3; /usr/sbin/sshd -E /run/log3 -f /etc/ssh/sshd_config3");
        var known = hosts.KnownHosts("b").Replace(hosts.Address("b"), $"[{hosts.Address("b")}]:2223", StringComparison.Ordinal);
        var target = hosts.Target("b", knownHosts: known) with { Port = 2223, Login = new HostLogin("plain") { Password = new Secret("wr0ng") } };
        Assert.Equal(HostErrors.AuthenticationFailed, (await _pool.Open(target).RunAsync(HostCommand.Of("true"), _ct)).Error?.Code);

        var log = await hosts.ShellAsync("b", "sleep 0.5; cat /run/log3; kill $(cat /run/sshd2223.pid)");
        Assert.Equal(1, log.Split("Failed password").Length - 1);
        Assert.DoesNotContain("Failed keyboard-interactive", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root", RootAccess.IsRoot)]
    [InlineData("admin", RootAccess.SudoWithoutPassword)]
    [InlineData("asks", RootAccess.SudoWithPassword)]
    [InlineData("plain", RootAccess.None)]
    public async Task Roots_rights_are_had_as_the_host_grants_them_and_input_arrives_without_the_password(string user, RootAccess access)
    {
        var target = hosts.TargetWithPassword("a", user);
        var channel = _pool.Open(target);
        Assert.Equal(access, (await channel.GetRootAccessAsync(_ct)).Require());
        var command = HostCommand.Of("sh", "-c", "id -u; cat; echo .") with { AsRoot = true };
        var silent = await channel.RunAsync(command, _ct);
        var fed = await channel.RunAsync(command with { Input = "pay\nload"u8.ToArray() }, _ct);
        if (access == RootAccess.None)
        {
            Assert.Equal(HostErrors.SudoDenied, silent.Error?.Code);
            Assert.Equal(HostErrors.SudoDenied, fed.Error?.Code);
            return;
        }

        // Also where sudo asks for nothing while a password is supplied: the command must not read it.
        Assert.Equal("0\n.\n", silent.Require().Text);
        Assert.Equal("0\npay\nload.\n", fed.Require().Text);
        Assert.Equal("", await hosts.ShellAsync("a", "find /tmp /dev/shm /var/tmp -name 'palette-stage.*' 2>/dev/null || true"));
    }

    [Fact]
    public async Task A_wrong_sudo_password_is_tried_once_and_no_password_leaves_it_denied()
    {
        var wrong = _pool.Open(hosts.Target("a", "asks") with { Login = new HostLogin("asks") { PrivateKey = hosts.Key, SudoPassword = new Secret("wr0ng") } });
        var command = HostCommand.Of("id", "-u") with { AsRoot = true };
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HostErrors.SudoDenied, (await wrong.RunAsync(command, _ct)).Error?.Code);
        }

        Assert.Equal(HostErrors.SudoDenied, (await _pool.Open(hosts.Target("a", "asks")).RunAsync(command, _ct)).Error?.Code);
    }

    [Fact]
    public async Task Neither_password_nor_payload_is_ever_among_the_arguments_of_a_process()
    {
        var canary = string.Create(CultureInfo.InvariantCulture, $"c4nary{Environment.ProcessId}");
        await hosts.ShellAsync("a", "rm -f /run/seen /run/stop; (until [ -e /run/stop ]; do for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline; tr '\\0' ' ' <$p/environ; done >>/run/seen 2>/dev/null; done) >/dev/null 2>&1 </dev/null &");
        var channel = _pool.Open(hosts.TargetWithPassword("a", "asks"));
        for (var i = 0; i < 5; i++)
        {
            (await channel.RunAsync(HostCommand.Of("sh", "-c", "cat >/dev/null; sleep 0.2") with { AsRoot = true, Input = Encoding.UTF8.GetBytes(canary) }, _ct)).Require();
        }

        var seen = await hosts.ShellAsync("a", "touch /run/stop; sleep 0.3; cat /run/seen");
        Assert.Contains("sudo", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(canary, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(hosts.Password.Reveal(), seen, StringComparison.Ordinal);
    }
}
