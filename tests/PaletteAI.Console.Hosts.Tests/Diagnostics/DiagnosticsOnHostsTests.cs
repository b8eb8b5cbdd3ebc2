using System.IO.Compression;
using Microsoft.Extensions.Logging.Abstractions;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts.Diagnostics;
using PaletteAI.Console.Hosts.Tests.Support;

namespace PaletteAI.Console.Hosts.Tests.Diagnostics;

/// <summary>What hosts try towards a target, and their logs, on real OpenSSH.</summary>
[Trait("Needs", "Server")]
[Collection(SshHosts.TakeTurns)]
public sealed class DiagnosticsOnHostsTests(SshHosts hosts) : IAsyncLifetime
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
    public async Task A_host_says_who_answers_ping_which_port_is_open_and_what_a_name_leads_to()
    {
        var b = hosts.Address("b");
        Assert.Contains("5 received", (await TryAsync("ping", b)).Text, StringComparison.Ordinal);
        Assert.NotEqual(0, (await TryAsync("ping", hosts.Free(120))).ExitCode);

        Assert.Equal((0, "open"), Answer(await TryAsync("port", b, 22)));
        Assert.Equal("refused", Answer(await TryAsync("port", b, 9)).Text);
        await hosts.ShellAsync("b", "nft 'add table ip quiet; add chain ip quiet in { type filter hook input priority 0; }; add rule ip quiet in tcp dport 7777 drop'");
        try
        {
            Assert.Equal("silent", Answer(await TryAsync("port", b, 7777)).Text);
        }
        finally
        {
            await hosts.ShellAsync("b", "nft delete table ip quiet");
        }

        Assert.Equal(0, (await TryAsync("dns", "localhost")).ExitCode);
        var unknown = await TryAsync("dns", "no-such-host.invalid");
        Assert.NotEqual(0, unknown.ExitCode);
        Assert.Contains("nameserver", unknown.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$(touch /tmp/canary-d)")]
    [InlineData("`touch /tmp/canary-d`")]
    [InlineData("x; touch /tmp/canary-d")]
    [InlineData("x' ; touch /tmp/canary-d; '")]
    [InlineData("x\ntouch /tmp/canary-d\n")]
    [InlineData("x/22; touch /tmp/canary-d; #")]
    [InlineData("x>/tmp/canary-d")]
    public async Task A_target_that_slipped_through_every_check_still_runs_nothing(string target)
    {
        await hosts.ShellAsync("a", "rm -f /tmp/canary-d");
        foreach (var kind in new[] { "ping", "port", "dns" })
        {
            Assert.NotEqual(0, (await TryAsync(kind, target, 22)).ExitCode);
        }

        Assert.Equal("none", (await hosts.ShellAsync("a", "ls /tmp/canary-d 2>/dev/null || echo none")).Trim());
    }

    [Fact]
    public async Task Logs_of_all_hosts_come_in_one_archive_without_their_secrets_and_one_that_is_away_does_not_keep_the_others()
    {
        await hosts.ShellAsync("a", "printf 'joined with --token abcdef.0123456789abcdef\\npassword: CanaryInTheLog\\nAuthorization: Bearer CanaryBearer.x.y\\nready\\n' >/var/log/kube-init.log");
        using var desk = new DiagnosticDesk(TimeProvider.System, NullLogger<DiagnosticDesk>.Instance);
        SurveyedHost[] all =
        [
            new("edge-a", hosts.Address("a"), _pool.Open(hosts.Target("a"))),
            new("edge-b", hosts.Address("b"), _pool.Open(hosts.TargetWithPassword("b", "asks"))),
            new("../edge c", hosts.Address("c"), _pool.Open(hosts.Target("c", knownHosts: ""))),
        ];
        var begun = desk.Collect(all, "ops");
        Assert.Equal(begun.Id, desk.Collect(all, "dev").Id);
        while (desk.Logs!.EndedAt is null)
        {
            _ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        using var archive = new ZipArchive(new MemoryStream(desk.Bundle(begun.Id)!));
        var texts = archive.Entries.ToDictionary(e => e.FullName, e => new StreamReader(e.Open()).ReadToEnd(), StringComparer.Ordinal);
        Assert.Contains(hosts.Address("a"), texts["edge-a/addresses.txt"], StringComparison.Ordinal);
        Assert.Contains(hosts.Address("b"), texts["edge-b/addresses.txt"], StringComparison.Ordinal);
        Assert.Contains("ready", texts["edge-a/logs.txt"], StringComparison.Ordinal);
        Assert.Contains("unknown-host-key", texts[".._edge_c/problem.txt".TrimStart('.')], StringComparison.Ordinal);
        Assert.Equal(["", "", "problem"], desk.Logs.Hosts.Select(h => h.Problem.Length == 0 ? "" : "problem"));
        Assert.All(texts.Values, text =>
        {
            Assert.DoesNotContain("Canary", text, StringComparison.Ordinal);
            Assert.DoesNotContain("0123456789abcdef", text, StringComparison.Ordinal);
        });
    }

    private static (int ExitCode, string Text) Answer(CommandResult result) => (result.ExitCode, result.Text.Trim());

    private async Task<CommandResult> TryAsync(string kind, string target, int port = 0) =>
        (await _pool.Open(hosts.Target("a")).RunAsync(
            new HostCommand(["/bin/sh", "-c", DiagnosticScript.Text, "palette", kind, target, port.ToString(System.Globalization.CultureInfo.InvariantCulture)]) { TimeLimit = TimeSpan.FromSeconds(30) }, _ct)).Require();
}
