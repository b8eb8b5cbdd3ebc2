using System.Collections.Immutable;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Hosts.Ssh;
using PaletteAI.Console.Hosts.Tests.Support;

namespace PaletteAI.Console.Hosts.Tests.Survey;

[Trait("Needs", "Server")]
[Collection(SshHosts.TakeTurns)]
public sealed class SurveyTests(SshHosts hosts) : IAsyncLifetime
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
    public async Task Facts_of_three_real_hosts_are_read_in_one_round_trip_each()
    {
        var all = await new HostSurvey(TimeProvider.System).GatherAsync(Surveyed("admin"), null, _ct);

        Assert.All(all, h => Assert.Null(h.Problem));
        Assert.Equal(SshHosts.Names, all.Select(h => h.Facts!.HostName));
        Assert.All(all, h =>
        {
            var facts = h.Facts!;
            Assert.Equal(h.Address, Assert.Single(facts.Nics).Addresses.Single(a => !a.Ip.Contains(':', StringComparison.Ordinal)).Ip);
            Assert.Equal(Environment.ProcessorCount, facts.Cpu!.Cores);
            Assert.Equal(hosts.Free(1), facts.Routes.Single(r => r.Network == "default").Gateway);
            Assert.Equal([hosts.Free(2)], facts.Dns!.Servers);
            Assert.Contains(22, facts.ListeningPorts);
            Assert.Equal(32, facts.MachineId.Length);
            Assert.True(facts.Memory!.TotalKiB > 1000);
            Assert.True(facts.AsRoot);
            Assert.InRange(facts.Clock.Offset!.Value.Duration(), TimeSpan.Zero, facts.Clock.Uncertainty!.Value + TimeSpan.FromSeconds(1));
        });
    }

    [Fact]
    public async Task Checks_of_three_hosts_say_what_holds_and_rest_on_evidence()
    {
        var report = await CheckAsync("root", hosts.Free(100));

        Assert.Equal(3 * HostCheckTable.All.Length, report.Results.Length);
        foreach (var id in new[] { "ssh-reachable", "host-key-pinned", "shell-is-quiet", "sudo-works-noninteractive", "hostname-unique", "machine-id-unique", "clock-skew", "default-route", "ip-collision", "hosts-reach-each-other", "packet-loss", "latency-between-hosts", "mtu-between-hosts", "vip-free", "vip-in-network", "vip-not-a-host-address", "etcd-write-latency" })
        {
            Assert.All(report.Results.Where(r => r.Id == id), r => Assert.True(r.Status == CheckStatus.Passed, $"{r.Id} {r.Host}: {r.Status} {r.Message} {r.Evidence.Output}"));
        }

        var free = report.Results.First(r => r.Id == "vip-free").Evidence;
        Assert.Contains("arping", free.Command, StringComparison.Ordinal);
        Assert.NotEmpty(free.Output);
        Assert.True(free.GoodFor > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_rogue_holder_of_the_vip_is_seen_from_every_other_host()
    {
        var vip = hosts.Free(101);
        // Answers ARP only: neither ping nor any port gives it away.
        await hosts.ShellAsync("c", $"ip addr add {vip}/32 dev eth0; nft 'add table ip rogue; add chain ip rogue in {{ type filter hook input priority 0; }}; add rule ip rogue in ip daddr {vip} drop'");
        try
        {
            var report = await CheckAsync("root", vip);
            Assert.All(report.Results.Where(r => r.Id == "vip-free" && r.Host != "c"), r => Assert.Equal((CheckStatus.Failed, true), (r.Status, r.Message.Contains("answers ARP", StringComparison.Ordinal))));
            Assert.Equal(CheckStatus.Failed, report.Results.Single(r => r.Id == "vip-not-a-host-address" && r.Host == "c").Status);
        }
        finally
        {
            await hosts.ShellAsync("c", $"nft delete table ip rogue; ip addr del {vip}/32 dev eth0");
        }
    }

    [Fact]
    public async Task Somebody_with_the_address_of_a_host_is_seen()
    {
        await hosts.ShellAsync("b", $"ip addr add {hosts.Address("a")}/32 dev eth0");
        try
        {
            var report = await new HostSurvey(TimeProvider.System).CheckAsync(Surveyed("root")[1..], null, null, null, _ct);
            Assert.All(report.Results.Where(r => r.Id == "ip-collision"), r => Assert.Equal(CheckStatus.Passed, r.Status));
            var a = await hosts.ShellAsync("a", $"arping -D -c 1 -w 1 -I eth0 {hosts.Address("a")} || true");
            Assert.Contains("reply", a, StringComparison.Ordinal);
        }
        finally
        {
            await hosts.ShellAsync("b", $"ip addr del {hosts.Address("a")}/32 dev eth0");
        }
    }

    [Fact]
    public async Task A_problem_of_one_host_is_a_row_of_its_own_and_leaves_the_others_alone()
    {
        SurveyedHost[] all =
        [
            Surveyed("root")[0],
            new("nokey", hosts.Address("b"), _pool.Open(hosts.Target("b", knownHosts: ""))),
            new("noisy", hosts.Address("c"), _pool.Open(hosts.Target("c", "noisy"))),
            new("plain", hosts.Address("b"), _pool.Open(hosts.Target("b", "plain"))),
        ];
        var report = await new HostSurvey(TimeProvider.System).CheckAsync(all, null, null, null, _ct);

        Assert.Contains(report.Results, r => r is { Id: HostErrors.UnknownHostKey, Host: "nokey", Blocks: true });
        Assert.Contains(report.Results, r => r is { Id: HostErrors.NoisyShell, Host: "noisy", Blocks: true });
        Assert.Contains(report.Results, r => r is { Id: "sudo-works-noninteractive", Host: "plain", Status: CheckStatus.Failed });
        Assert.All(report.Results.Where(r => r.Host == "nokey" && r.Id is "memory" or "machine-id-unique" && r.Host == "nokey"), r => Assert.Equal(CheckStatus.Pending, r.Status));
        Assert.Equal(CheckStatus.Pending, report.Results.Single(r => r is { Id: "machine-id-unique", Host: "a" }).Status);
    }

    [Fact]
    public async Task A_link_cut_in_the_middle_is_reported_within_five_seconds_and_goes_on_by_itself()
    {
        await using var pool = SshHosts.Pool(new SshTimes { Dead = TimeSpan.FromSeconds(8), Dial = TimeSpan.FromSeconds(2) });
        var channel = pool.Open(hosts.Target("a"));
        var seen = new Seen();
        var slow = new SurveyedHost("a", hosts.Address("a"), new SlowChannel(channel));
        var running = new HostSurvey(TimeProvider.System).GatherAsync([slow], seen, _ct);
        await ((SlowChannel)slow.Channel).Begun;
        await Programs.RunAsync("ip", "link", "set", hosts.Link("a"), "down");
        var cut = TimeProvider.System.GetTimestamp();
        try
        {
            await seen.Waiting.WaitAsync(TimeSpan.FromSeconds(60), _ct);
            TestContext.Current.TestOutputHelper?.WriteLine($"said after {TimeProvider.System.GetElapsedTime(cut).TotalSeconds:0.0} s");
            // Five seconds, and what a crowded machine takes to run the timer.
            Assert.InRange(TimeProvider.System.GetElapsedTime(cut), TimeSpan.Zero, TimeSpan.FromSeconds(7));
            await Task.Delay(CutFor, TimeProvider.System, _ct);
        }
        finally
        {
            await Programs.RunAsync("ip", "link", "set", hosts.Link("a"), "up");
        }

        var back = TimeProvider.System.GetTimestamp();
        Assert.Null(Assert.Single(await running).Problem);
        TestContext.Current.TestOutputHelper?.WriteLine($"cut for {CutFor.TotalSeconds:0} s, finished {TimeProvider.System.GetElapsedTime(back).TotalSeconds:0.0} s after the link was back");
    }

    private static TimeSpan CutFor => TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("PALETTE_TEST_MODE") == "soak" ? 60 : 12);

    private SurveyedHost[] Surveyed(string user) => [.. SshHosts.Names.Select(n => new SurveyedHost(n, hosts.Address(n), _pool.Open(hosts.Target(n, user))))];

    private Task<HostCheckReport> CheckAsync(string user, string vip) =>
        new HostSurvey(TimeProvider.System).CheckAsync(Surveyed(user), new InstallSpec { Cluster = new ClusterSettings { Vip = vip } }, null, null, _ct);

    private sealed class Seen : IProgress<SurveyProgress>
    {
        private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waiting => _waiting.Task;

        public void Report(SurveyProgress value)
        {
            if (value.Stage == SurveyStage.Waiting)
            {
                _waiting.TrySetResult();
            }
        }
    }

    /// <summary>Makes the first script of facts last, so that the link can be cut while it runs.</summary>
    private sealed class SlowChannel(IHostChannel inner) : IHostChannel
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public string Host => inner.Host;

        public HostLink Link => inner.Link;

        public async Task<Result<CommandResult>> RunAsync(HostCommand command, CancellationToken ct)
        {
            if (!_begun.Task.IsCompleted)
            {
                var running = inner.RunAsync(HostCommand.Of("sleep", "30"), ct);
                _begun.SetResult();
                if ((await running).Error is { } error)
                {
                    return error;
                }
            }

            return await inner.RunAsync(command, ct);
        }

        public Task<Result<RootAccess>> GetRootAccessAsync(CancellationToken ct) => inner.GetRootAccessAsync(ct);

        public Task<Result<HostFile>> ReadFileAsync(string path, int limit, CancellationToken ct) => inner.ReadFileAsync(path, limit, ct);

        public Task<Result<HostFileInfo>> StatFileAsync(string path, CancellationToken ct) => inner.StatFileAsync(path, ct);

        public Task<Result<HostFileWritten>> WriteFileAsync(HostFileWrite write, CancellationToken ct) => inner.WriteFileAsync(write, ct);

        public Task<Result<ImmutableArray<HostFileBackup>>> ListBackupsAsync(string path, CancellationToken ct) => inner.ListBackupsAsync(path, ct);
    }
}
