using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Hosts.Tests.Support;

namespace PaletteAI.Console.Hosts.Tests.Channels;

[Trait("Needs", "Server")]
[Collection(SshHosts.TakeTurns)]
public sealed class FileTests(SshHosts hosts) : IAsyncLifetime
{
    private const string Values = "/usr/local/palette-ai/values.yaml";
    private readonly HostChannelPool _pool = SshHosts.Pool();
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        hosts.Need();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    [Theory]
    [InlineData("root")]
    [InlineData("admin")]
    [InlineData("asks")]
    public async Task A_file_of_root_is_read_replaced_with_its_owner_and_mode_and_has_a_backup(string user)
    {
        var folder = $"/opt/values-{user}";
        await hosts.ShellAsync("a", $"mkdir -p {folder}; printf 'old: 1\\n' >{folder}/v.yaml; chmod 640 {folder}/v.yaml; chown root:5003 {folder}/v.yaml");
        var channel = _pool.Open(hosts.TargetWithPassword("a", user));
        var read = (await channel.ReadFileAsync($"{folder}/v.yaml", 1000, _ct)).Require();
        Assert.Equal("old: 1\n", Encoding.UTF8.GetString(read.Content.Span));
        Assert.Equal(("640", "root:plain", 7L), (read.Info.Mode, read.Info.Owner, read.Info.Size));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(long.Parse(await hosts.ShellAsync("a", $"stat -c %Y {folder}/v.yaml"), System.Globalization.CultureInfo.InvariantCulture)), read.Info.ModifiedAt);
        Assert.Equal(read.Info, (await channel.StatFileAsync($"{folder}/v.yaml", _ct)).Require());

        var content = "new: ü\r\n# no end of line"u8.ToArray();
        var written = (await channel.WriteFileAsync(new HostFileWrite($"{folder}/v.yaml", content) { IfSha256 = read.Info.Sha256, KeepBackup = true }, _ct)).Require();
        var again = (await channel.ReadFileAsync($"{folder}/v.yaml", 1000, _ct)).Require();

        Assert.Equal(content, again.Content.ToArray());
        Assert.Equal((read.Info.Mode, read.Info.Owner, written.Sha256), (again.Info.Mode, again.Info.Owner, again.Info.Sha256));
        var backup = Assert.Single((await channel.ListBackupsAsync($"{folder}/v.yaml", _ct)).Require());
        Assert.Equal((written.Backup, read.Info.Sha256, 7L), (backup.Path, backup.Sha256, backup.Size));
        Assert.Equal(2, (await hosts.ShellAsync("a", $"ls -A {folder}")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_stale_hash_changes_nothing_and_tells_the_present_one()
    {
        var channel = _pool.Open(hosts.Target("b", "admin"));
        var before = (await channel.StatFileAsync(Values, _ct)).Require();
        var refused = await channel.WriteFileAsync(new HostFileWrite(Values, "x: 1"u8.ToArray()) { IfSha256 = new string('0', 64), KeepBackup = true }, _ct);

        Assert.Equal(("file-changed", before.Sha256), (refused.Error?.Code, refused.Error?.Facts["sha256"]));
        Assert.Equal(before, (await channel.StatFileAsync(Values, _ct)).Require());
        Assert.Empty((await channel.ListBackupsAsync(Values, _ct)).Require());
    }

    [Fact]
    public async Task Of_many_writers_with_one_hash_exactly_one_wins()
    {
        await hosts.ShellAsync("a", "printf first >/opt/race.yaml");
        var channel = _pool.Open(hosts.Target("a"));
        var hash = (await channel.StatFileAsync("/opt/race.yaml", _ct)).Require().Sha256;
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => channel.WriteFileAsync(new HostFileWrite("/opt/race.yaml", Encoding.UTF8.GetBytes($"writer {i}")) { IfSha256 = hash }, _ct)));

        Assert.Single(all, w => w.IsSuccess);
        Assert.All(all.Where(w => !w.IsSuccess), w => Assert.Equal("file-changed", w.Error?.Code));
    }

    [Fact]
    public async Task Links_lead_to_the_file_they_name_and_stay_links()
    {
        await hosts.ShellAsync("a", "mkdir -p /opt/real /opt/link; printf old >'/opt/real/v 1.yaml'; ln -sf '../real/v 1.yaml' /opt/link/v.yaml");
        var channel = _pool.Open(hosts.Target("a"));
        Assert.Equal("/opt/real/v 1.yaml", (await channel.WriteFileAsync(new HostFileWrite("/opt/link/v.yaml", "new"u8.ToArray()), _ct)).Require().Path);

        Assert.Equal("new|../real/v 1.yaml\n", await hosts.ShellAsync("a", "cat '/opt/real/v 1.yaml'; printf '|'; readlink /opt/link/v.yaml"));
    }

    [Theory]
    [InlineData("/mnt/full/values.yaml", "disk-full")]
    [InlineData("/mnt/readonly/values.yaml", "read-only-file-system")]
    public async Task A_disk_that_takes_nothing_leaves_the_old_file_and_says_why(string path, string code)
    {
        foreach (var user in new[] { "root", "admin" })
        {
            var channel = _pool.Open(hosts.Target("a", user));
            var written = await channel.WriteFileAsync(new HostFileWrite(path, new byte[200_000]) { KeepBackup = true }, _ct);

            Assert.Equal(code, written.Error?.Code);
            Assert.Equal("old: true\n", await hosts.InsideAsync("a", "cat", path));
            Assert.Equal("", await hosts.ShellAsync("a", $"find $(dirname {path}) -name '.palette*'"));
        }
    }

    [Fact]
    public async Task What_is_missing_hidden_too_large_or_no_file_is_told_apart()
    {
        var root = _pool.Open(hosts.Target("a"));
        var plain = _pool.Open(hosts.Target("a", "plain"));
        Assert.Equal(HostErrors.NotFound, (await root.ReadFileAsync("/opt/nothing.yaml", 10, _ct)).Error?.Code);
        Assert.Equal(HostErrors.NotFound, (await root.WriteFileAsync(new HostFileWrite("/opt/no-folder/x.yaml", default), _ct)).Error?.Code);
        Assert.Equal(HostErrors.SudoDenied, (await plain.ReadFileAsync("/usr/local/palette-ai/values.yaml", 1000, _ct)).Error?.Code);
        Assert.Equal(HostErrors.SudoDenied, (await plain.WriteFileAsync(new HostFileWrite("/usr/local/palette-ai/values.yaml", default), _ct)).Error?.Code);
        Assert.Equal("not-a-file", (await root.ReadFileAsync("/etc", 10, _ct)).Error?.Code);
        Assert.Equal("file-too-large", (await root.ReadFileAsync("/etc/passwd", 10, _ct)).Error?.Code);
        Assert.Equal("path-not-absolute", (await root.ReadFileAsync("etc/passwd", 10, _ct)).Error?.Code);
    }

    [Fact]
    public async Task A_new_file_has_the_mode_asked_for_and_an_expectation_of_none_holds()
    {
        var channel = _pool.Open(hosts.Target("a"));
        var path = "/opt/fresh-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        Assert.True((await channel.WriteFileAsync(new HostFileWrite(path, "x"u8.ToArray()) { NewFileMode = "644", IfSha256 = "-" }, _ct)).IsSuccess);
        Assert.Equal("644", (await channel.StatFileAsync(path, _ct)).Require().Mode);
        Assert.Equal("file-changed", (await channel.WriteFileAsync(new HostFileWrite(path, "y"u8.ToArray()) { IfSha256 = "-" }, _ct)).Error?.Code);
    }
}
