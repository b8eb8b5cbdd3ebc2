using System.Text;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Hosts.Ssh;
using PaletteAI.Console.Hosts.Tests.Support;

namespace PaletteAI.Console.Hosts.Tests.Channels;

[Trait("Needs", "Server")]
[Collection(SshHosts.TakeTurns)]
public sealed class CommandTests(SshHosts hosts) : IAsyncLifetime
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
    public async Task Arguments_input_output_errors_and_exit_code_arrive_as_they_are()
    {
        var channel = _pool.Open(hosts.Target("a"));
        var ran = (await channel.RunAsync(HostCommand.Of("sh", "-c", "cat; printf '%s|' \"$@\"; echo oops >&2; exit 7", "sh", "a b", "", "'\"\\$(x)`y`", "ü\n*") with { Input = "in"u8.ToArray() }, _ct)).Require();

        Assert.Equal("ina b||'\"\\$(x)`y`|ü\n*|", ran.Text);
        Assert.Equal("oops\n", ran.Errors);
        Assert.Equal(7, ran.ExitCode);
    }

    [Fact]
    public async Task Binary_output_and_a_megabyte_of_input_stay_byte_for_byte()
    {
        var bytes = new byte[1024 * 1024];
        new Random(1).NextBytes(bytes);
        var ran = (await _pool.Open(hosts.Target("a")).RunAsync(HostCommand.Of("cat") with { Input = bytes }, _ct)).Require();

        Assert.True(ran.Output.Span.SequenceEqual(bytes));
    }

    [Fact]
    public async Task Commands_share_one_connection_and_run_side_by_side()
    {
        var dialer = new PlainDialer();
        await using var pool = SshHosts.Pool(dialer: dialer);
        var channel = pool.Open(hosts.Target("a"));
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => channel.RunAsync(HostCommand.Of("echo", $"{i}"), _ct)));

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{i}\n"), all.Select(r => r.Require().Text));
        Assert.Equal(1, dialer.Dialled);
    }

    [Fact]
    public async Task A_hung_command_ends_at_its_limit_and_the_connection_lives_on()
    {
        var channel = _pool.Open(hosts.Target("a"));
        var hung = await channel.RunAsync(HostCommand.Of("sleep", "4711") with { TimeLimit = TimeSpan.FromSeconds(1) }, _ct);

        Assert.Equal(HostErrors.TimedOut, hung.Error?.Code);
        Assert.Equal("still here\n", (await channel.RunAsync(HostCommand.Of("echo", "still here"), _ct)).Require().Text);
        await hosts.ShellAsync("a", "for i in $(seq 100); do pgrep -x -f 'sleep 4711' >/dev/null || exit 0; sleep 0.1; done; exit 1");
    }

    [Fact]
    public async Task Fifty_megabytes_of_output_are_cut_off_without_being_kept()
    {
        var channel = _pool.Open(hosts.Target("a"));
        var flood = await channel.RunAsync(HostCommand.Of("head", "-c", "50000000", "/dev/zero") with { OutputLimit = 100_000 }, _ct);
        var loud = await channel.RunAsync(HostCommand.Of("sh", "-c", "head -c 50000000 /dev/zero >&2") with { OutputLimit = 100_000 }, _ct);

        Assert.Equal(HostErrors.OutputTooLarge, flood.Error?.Code);
        Assert.Equal(HostErrors.OutputTooLarge, loud.Error?.Code);
        Assert.Equal("fine\n", (await channel.RunAsync(HostCommand.Of("echo", "fine"), _ct)).Require().Text);
    }

    [Fact]
    public async Task A_caller_that_goes_away_ends_its_command()
    {
        using var leave = new CancellationTokenSource();
        var channel = _pool.Open(hosts.Target("a"));
        var running = channel.RunAsync(HostCommand.Of("sh", "-c", "touch /run/begun; sleep 300"), leave.Token);
        while (!(await channel.RunAsync(HostCommand.Of("test", "-e", "/run/begun"), _ct)).Require().ExitCode.Equals(0))
        {
        }

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_secret_among_the_arguments_is_refused_and_one_in_the_errors_is_hidden()
    {
        var secret = new Secret("tr0ub4dor");
        var channel = _pool.Open(hosts.Target("a"));
        await Assert.ThrowsAsync<ArgumentException>(() => channel.RunAsync(HostCommand.Of("echo", "x tr0ub4dor") with { Secrets = [secret] }, _ct));
        var ran = (await channel.RunAsync(HostCommand.Of("sh", "-c", "cat >&2") with { Input = Encoding.UTF8.GetBytes("it is tr0ub4dor"), Secrets = [secret] }, _ct)).Require();

        Assert.Equal("it is ***", ran.Errors);
    }

    [Fact]
    public async Task A_shell_that_prints_is_noisy_and_a_program_that_is_not_there_is_an_exit_code()
    {
        var noisy = await _pool.Open(hosts.Target("a", "noisy")).RunAsync(HostCommand.Of("true"), _ct);
        Assert.Equal(HostErrors.NoisyShell, noisy.Error?.Code);
        Assert.Contains("Welcome to this machine", noisy.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(127, (await _pool.Open(hosts.Target("a")).RunAsync(HostCommand.Of("no-such-program"), _ct)).Require().ExitCode);
    }

    [Fact]
    public async Task An_sshd_that_is_killed_ends_the_command_and_the_next_one_connects_again()
    {
        var channel = _pool.Open(hosts.Target("b"));
        Assert.True((await channel.RunAsync(HostCommand.Of("true"), _ct)).IsSuccess);
        var running = channel.RunAsync(HostCommand.Of("sh", "-c", "touch /run/killme; exec sleep 300"), _ct);
        await hosts.ShellAsync("b", "until [ -e /run/killme ]; do sleep 0.05; done; pkill -9 -x sshd -P $(cat /run/sshd22.pid)");

        Assert.Equal(HostErrors.Terminated, (await running).Error?.Code);
        Assert.Equal("back\n", (await channel.RunAsync(HostCommand.Of("echo", "back"), _ct)).Require().Text);
    }

    [Fact]
    public async Task Nobody_at_the_address_and_nobody_at_the_port_are_unreachable()
    {
        await using var pool = SshHosts.Pool(new SshTimes { Dial = TimeSpan.FromSeconds(2) });
        var nobody = await pool.Open(hosts.Target("a") with { Address = hosts.Free(200) }).RunAsync(HostCommand.Of("true"), _ct);
        var closed = await pool.Open(hosts.Target("a") with { Port = 23 }).RunAsync(HostCommand.Of("true"), _ct);

        Assert.Equal(HostErrors.Unreachable, nobody.Error?.Code);
        Assert.Equal(HostErrors.Unreachable, closed.Error?.Code);
    }

    [Fact]
    public async Task The_local_channel_does_the_same()
    {
        var local = _pool.Local;
        var ran = (await local.RunAsync(HostCommand.Of("sh", "-c", "cat; printf %s \"$1\" >&2; exit 3", "sh", "$(x)") with { Input = "in"u8.ToArray() }, _ct)).Require();
        Assert.Equal(("in", "$(x)", 3), (ran.Text, ran.Errors, ran.ExitCode));
        Assert.Equal(HostErrors.TimedOut, (await local.RunAsync(HostCommand.Of("sleep", "60") with { TimeLimit = TimeSpan.FromMilliseconds(200) }, _ct)).Error?.Code);
        Assert.Equal(HostErrors.OutputTooLarge, (await local.RunAsync(HostCommand.Of("head", "-c", "50000000", "/dev/zero") with { OutputLimit = 1000 }, _ct)).Error?.Code);
        Assert.Equal(HostErrors.NotFound, (await local.RunAsync(HostCommand.Of("no-such-program"), _ct)).Error?.Code);
    }
}
