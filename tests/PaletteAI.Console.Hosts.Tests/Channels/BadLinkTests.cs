using System.Globalization;
using System.Security.Cryptography;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Hosts.Ssh;
using PaletteAI.Console.Hosts.Tests.Support;

namespace PaletteAI.Console.Hosts.Tests.Channels;

[Trait("Needs", "Server")]
[Collection(SshHosts.TakeTurns)]
public sealed class BadLinkTests(SshHosts hosts) : IAsyncLifetime
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        hosts.Need();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task With_sixty_percent_of_the_packets_lost_every_command_ends_in_its_time()
    {
        await using var pool = SshHosts.Pool();
        var channel = pool.Open(hosts.Target("c"));
        await hosts.ShellAsync("c", "nft 'add table inet lossy; add chain inet lossy in { type filter hook input priority 0; }; add rule inet lossy in iif eth0 numgen random mod 100 < 60 drop'");
        // Ten answers in a row would be one chance in ten thousand.
        Assert.DoesNotContain(" 0% packet loss", (await Programs.RunAsync("ping", "-c", "10", "-i", "0.05", "-W", "1", "-q", hosts.Address("c"))).Text, StringComparison.Ordinal);
        var begun = TimeProvider.System.GetTimestamp();
        Result<CommandResult>[] all;
        try
        {
            all = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => channel.RunAsync(HostCommand.Of("echo", $"{i}") with { TimeLimit = TimeSpan.FromSeconds(20) }, _ct)));
        }
        finally
        {
            await hosts.ShellAsync("c", "nft delete table inet lossy");
        }

        var times = new SshTimes();
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun), TimeSpan.Zero, times.Dial + times.LogIn + TimeSpan.FromSeconds(40));
        Assert.All(all, r => Assert.True(r.IsSuccess || HostErrors.IsPassing(r.Error), r.Error?.Code));
        Assert.Equal("fine\n", (await channel.RunAsync(HostCommand.Of("echo", "fine"), _ct)).Require().Text);
    }

    [Fact]
    public async Task Three_hundred_milliseconds_each_way_change_nothing_but_the_time()
    {
        await using var pool = SshHosts.Pool(dialer: new CuttingDialer { Delay = TimeSpan.FromMilliseconds(150) });
        var channel = pool.Open(hosts.Target("c", "admin"));
        await hosts.ShellAsync("c", "printf old >/opt/slow.yaml");
        var old = (await channel.ReadFileAsync("/opt/slow.yaml", 100, _ct)).Require();
        (await channel.WriteFileAsync(new HostFileWrite("/opt/slow.yaml", "new"u8.ToArray()) { IfSha256 = old.Info.Sha256 }, _ct)).Require();
        Assert.Equal("new", await hosts.InsideAsync("c", "cat", "/opt/slow.yaml"));
    }

    [Fact]
    public async Task A_dead_link_is_given_up_and_not_waited_on_for_ever()
    {
        await using var pool = SshHosts.Pool(new SshTimes { Dead = TimeSpan.FromSeconds(5), Dial = TimeSpan.FromSeconds(2) });
        var channel = pool.Open(hosts.Target("b"));
        Assert.True((await channel.RunAsync(HostCommand.Of("true"), _ct)).IsSuccess);
        var running = channel.RunAsync(HostCommand.Of("sleep", "300") with { TimeLimit = TimeSpan.FromMinutes(5) }, _ct);
        await Programs.RunAsync("ip", "link", "set", hosts.Link("b"), "down");
        try
        {
            Assert.Equal(HostErrors.TimedOut, (await running.WaitAsync(TimeSpan.FromSeconds(40), _ct)).Error?.Code);
            Assert.Equal(HostErrors.Unreachable, (await channel.RunAsync(HostCommand.Of("true"), _ct)).Error?.Code);
        }
        finally
        {
            await Programs.RunAsync("ip", "link", "set", hosts.Link("b"), "up");
        }

        Assert.True((await channel.RunAsync(HostCommand.Of("true"), _ct)).IsSuccess);
    }

    [Fact]
    public Task A_write_cut_at_any_point_leaves_the_old_or_the_new_file() => CutsAsync(14);

    [Fact]
    [Trait("Size", "Soak")]
    public Task Five_hundred_writes_cut_at_any_point_leave_the_old_or_the_new_file() => CutsAsync(500);

    private async Task CutsAsync(int count)
    {
        await hosts.ShellAsync("b", "rm -rf /opt/cut; mkdir /opt/cut");
        var content = new byte[60_000];
        new Random(7).NextBytes(content);
        var wanted = Convert.ToHexStringLower(SHA256.HashData(content));
        var whole = await WholeAsync(content);
        var seen = new HashSet<bool>();
        for (var i = 0; i < count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/opt/cut/{i}.yaml");
            await hosts.ShellAsync("b", $"printf 'old: {i}' >{path}");
            await using var pool = SshHosts.Pool(dialer: new CuttingDialer { CutAfter = whole * (i + 1) / (count + 1) });
            var written = await pool.Open(i % 2 == 0 ? hosts.Target("b") : hosts.Target("b", "admin")).WriteFileAsync(new HostFileWrite(path, content), _ct);

            // What had arrived goes on by itself; it is over once nobody holds the folder's lock.
            var (sum, old) = Split(await hosts.ShellAsync("b", $"flock /opt/cut true; sha256sum <{path}; head -c 20 {path} | tr -d '\\0'"));
            seen.Add(sum == wanted);
            Assert.True(sum == wanted || old == $"old: {i}", $"cut {i}: neither the old nor the new file");
            Assert.True(sum == wanted || !written.IsSuccess);
        }

        Assert.Contains(false, seen);
    }

    private async Task<long> WholeAsync(byte[] content)
    {
        var dialer = new CuttingDialer();
        await using var pool = SshHosts.Pool(dialer: dialer);
        Assert.True((await pool.Open(hosts.Target("b", "admin")).WriteFileAsync(new HostFileWrite("/opt/cut/whole.yaml", content), _ct)).IsSuccess);
        return dialer.Sent;
    }

    private static (string Sum, string Head) Split(string text) => (text.Split(' ')[0], text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
}
