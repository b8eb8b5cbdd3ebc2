using System.Text;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Tests.Hosting.Sandboxes;

/// <summary>The sandbox's hosts behave as real ones do behind the port: facts, checks, files, trust, faults.</summary>
public sealed class SandboxHostTests
{
    private const string Values = HostValues.DefaultPath;
    private const string Leader = "10.10.10.11";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static InstallSpec Spec { get; } = new()
    {
        Name = "edge-ai",
        Cluster = new ClusterSettings { Vip = "10.10.10.100" },
        NodePools = [new NodePool { Name = "cp", Role = PoolRole.ControlPlane, Architecture = "amd64", Hosts = [new PoolHost("edge-1", "", PoolHost.AutoNic), new PoolHost("edge-2", "", PoolHost.AutoNic), new PoolHost("edge-3", "", PoolHost.AutoNic)] }],
    };

    [Fact]
    public async Task Every_check_of_a_fresh_group_passes_and_its_evidence_is_marked_simulated()
    {
        await using var group = await SandboxGroup.StartAsync();
        var report = await CheckAsync(group);
        Assert.All(report.Results, r => Assert.True(r.Status is CheckStatus.Passed or CheckStatus.NotApplicable, $"{r.Host} {r.Id}: {r.Status} {r.Message}"));
        Assert.Equal(3 * HostCheckTable.All.Length, report.Results.Length);
        Assert.All(report.Results, r => Assert.True(r.Evidence.IsSimulated));
        Assert.Contains("arping -D", report.Results.First(r => r.Id == "vip-free").Evidence.Command, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_address_is_seen_from_the_hosts_that_see_it()
    {
        await using var group = await SandboxGroup.StartAsync();
        group.Break("edge-2", "address-taken 10.10.10.100");
        var report = await CheckAsync(group);
        Assert.Equal(["edge-2"], report.Results.Where(r => r.Id == "vip-free" && r.Status == CheckStatus.Failed).Select(r => r.Host));
        group.Break("edge-2");
        var own = await CheckAsync(group, Spec with { Cluster = new ClusterSettings { Vip = "10.10.10.12" } });
        Assert.Equal(["edge-1", "edge-2", "edge-3"], own.Results.Where(r => r.Id == "vip-free" && r.Status == CheckStatus.Failed).Select(r => r.Host).Order());
    }

    [Fact]
    public async Task A_host_that_does_not_answer_fails_alone()
    {
        await using var group = await SandboxGroup.StartAsync();
        group.Break("edge-3", "unreachable");
        var report = await CheckAsync(group);
        Assert.Equal(HostErrors.Unreachable, report.Results.First(r => r.Host == "edge-3").Id);
        Assert.DoesNotContain(report.Results, r => r.Host != "edge-3" && r.Blocks && r.Id != "peers-reachable");
    }

    [Fact]
    public async Task The_shipped_values_file_is_there_and_is_replaced_only_by_who_has_read_it()
    {
        await using var group = await SandboxGroup.StartAsync();
        var host = group.Open(Leader);
        var shipped = (await HostValues.ReadAsync(host, Values, Ct)).Require();
        Assert.Contains("replace.with.your.domain", Encoding.UTF8.GetString(shipped.Content.Span), StringComparison.Ordinal);
        Assert.Equal((await host.StatFileAsync(Values, Ct)).Require(), shipped.Info);

        var written = (await HostValues.WriteAsync(host, Values, "a: 1\n"u8.ToArray(), shipped.Info.Sha256, Ct)).Require();
        var stale = await HostValues.WriteAsync(host, Values, "a: 2\n"u8.ToArray(), shipped.Info.Sha256, Ct);
        Assert.Equal(("file-changed", written.Sha256), (stale.Error!.Code, stale.Error.Facts["sha256"]));
        Assert.Equal(shipped.Info.Mode, (await host.StatFileAsync(Values, Ct)).Require().Mode);

        var copies = (await host.ListBackupsAsync(Values, Ct)).Require();
        Assert.Equal((written.Backup, shipped.Info.Sha256), (copies.Single().Path, copies.Single().Sha256));
        var restored = (await HostValues.RestoreAsync(host, Values, "", Ct)).Require();
        Assert.Equal(shipped.Info.Sha256, restored.Sha256);
        Assert.Equal(2, (await host.ListBackupsAsync(Values, Ct)).Require().Length);
        Assert.Equal(shipped.Info.Sha256, (await group.Open("10.10.10.12").StatFileAsync(Values, Ct)).Require().Sha256);
    }

    [Theory]
    [InlineData("write-cut", "terminated")]
    [InlineData("disk-full", "disk-full")]
    [InlineData("unreachable", "unreachable")]
    public async Task A_write_that_fails_leaves_the_old_file_and_nothing_beside_it(string fault, string code)
    {
        await using var group = await SandboxGroup.StartAsync();
        var host = group.Open(Leader);
        var before = (await host.StatFileAsync(Values, Ct)).Require();
        group.Break("edge-1", fault);
        Assert.Equal(code, (await HostValues.WriteAsync(host, Values, "a: 1\n"u8.ToArray(), before.Sha256, Ct)).Error!.Code);
        group.Break("edge-1");
        Assert.Equal(before, (await host.StatFileAsync(Values, Ct)).Require());
        Assert.Empty((await host.ListBackupsAsync(Values, Ct)).Require());
    }

    [Theory]
    [InlineData("/usr/local/palette-ai/missing.yaml", "not-found")]
    [InlineData("/usr/local/palette-ai", "not-a-file")]
    [InlineData("/../../appliance.json", "path-not-absolute")]
    [InlineData("values.yaml", "path-not-absolute")]
    public async Task Paths_lead_to_the_hosts_own_files_only(string path, string code)
    {
        await using var group = await SandboxGroup.StartAsync();
        Assert.Equal(code, (await group.Open(Leader).ReadFileAsync(path, 1000, Ct)).Error!.Code);
        Assert.Equal("file-too-large", (await group.Open(Leader).ReadFileAsync(Values, 10, Ct)).Error!.Code);
    }

    [Fact]
    public async Task A_changed_host_key_stops_everything_until_it_is_accepted()
    {
        await using var group = await SandboxGroup.StartAsync();
        var host = group.Open(Leader);
        group.Break("edge-1", "key-changed");
        var refused = (await host.StatFileAsync(Values, Ct)).Error!;
        Assert.Equal(HostErrors.HostKeyChanged, refused.Code);
        var presented = (await group.Channels.ReadHostKeyAsync(Leader, 22, Ct)).Require();
        Assert.Equal(presented.Fingerprint, refused.Facts["fingerprint"]);
        await group.Keys.ReplaceAsync(new AcceptedHostKey(Leader, 22, presented, "me", DateTimeOffset.UnixEpoch), Ct);
        Assert.True((await host.StatFileAsync(Values, Ct)).IsSuccess);
        await group.Keys.RemoveAsync(Leader, 22, Ct);
        Assert.Equal(HostErrors.UnknownHostKey, (await host.StatFileAsync(Values, Ct)).Error!.Code);
    }

    private static Task<HostCheckReport> CheckAsync(SandboxGroup group, InstallSpec? spec = null) =>
        new HostSurvey(TimeProvider.System).CheckAsync(group.Hosts(), spec ?? Spec, PaletteAiProfile.Profile, null, Ct);
}
