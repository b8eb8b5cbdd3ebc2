using System.Text;
using System.Text.Json;
using PaletteAI.Console.Cli;
using PaletteAI.Console.Hosts.Tests.Support;

namespace PaletteAI.Console.Hosts.Tests.Cli;

[Trait("Needs", "Server")]
[Collection(SshHosts.TakeTurns)]
public sealed class HostVerbTests(SshHosts hosts) : IAsyncLifetime
{
    private const string Values = "/opt/cli/values.yaml";
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private string _known = "";

    public async ValueTask InitializeAsync()
    {
        hosts.Need();
        _known = Path.Combine(hosts.Folder, $"known-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(_known, hosts.AllKnownHosts(), _ct);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Facts_come_as_rows_from_hosts_and_from_an_inventory()
    {
        var run = await RunAsync("", ["hosts", "facts", "--format", "json", "--host", hosts.Address("a"), "--host", hosts.Address("b"), .. WithKey("admin")]);
        Assert.Equal(0, run.Code);
        Assert.Equal(["a", "b"], run.Json.EnumerateArray().Select(r => r.GetProperty("hostName").GetString()));
        Assert.Equal(hosts.Address("a"), run.Json[0].GetProperty("host").GetString());

        var inventory = Path.Combine(hosts.Folder, "inventory.yaml");
        await File.WriteAllTextAsync(inventory, "kind: Inventory\nhosts:\n" + string.Concat(SshHosts.Names.Select((n, i) =>
            $"  - uid: edge-{n}\n    role: {(i == 0 ? "leader" : "linked")}\n    architecture: amd64\n    networks: [{{nic: eth0, ip: {hosts.Address(n)}, prefix: 24, default: true}}]\n")), _ct);
        var one = await RunAsync("", ["hosts", "facts", "--format", "json", "--inventory", inventory, "--host", "edge-c", .. WithKey("root")]);
        Assert.Equal(["edge-c"], one.Json.EnumerateArray().Select(r => r.GetProperty("host").GetString()));
        var all = await RunAsync(hosts.Password.Reveal() + "\n", ["hosts", "facts", "--inventory", inventory, "--ssh-user", "asks", "--password-stdin", "--known-hosts", _known]);
        Assert.Equal(0, all.Code);
        Assert.DoesNotContain(hosts.Password.Reveal(), all.Out + all.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checks_have_the_published_shape_and_the_exit_code_of_what_failed()
    {
        var run = await RunAsync("", ["hosts", "check", "--format", "json", "--host", hosts.Address("a"), "--host", hosts.Free(222), .. WithKey("root")]);
        Assert.Equal(3, run.Code);
        var rows = run.Json.EnumerateArray().ToList();
        Assert.Contains(rows, r => r.GetProperty("id").GetString() == "unreachable" && r.GetProperty("host").GetString() == hosts.Free(222) && r.GetProperty("status").GetString() == "failed");
        var quiet = rows.Single(r => r.GetProperty("id").GetString() == "machine-id-unique" && r.GetProperty("host").GetString() == hosts.Address("a"));
        Assert.Equal("hosts", quiet.GetProperty("scope").GetString());
        Assert.Equal("pending", quiet.GetProperty("status").GetString());
        Assert.Contains("/etc/machine-id", quiet.GetProperty("evidence").GetProperty("command").GetString(), StringComparison.Ordinal);
        Assert.True(quiet.GetProperty("evidence").GetProperty("goodFor").GetInt64() > 0);

        Assert.Equal(4, (await RunAsync("", ["hosts", "check", "--host", hosts.Free(222), .. WithKey("root")])).Code);
        var stranger = await RunAsync("", ["hosts", "check", "--format", "json", "--host", hosts.Address("a"), "--ssh-user", "root", "--identity", hosts.KeyFile]);
        Assert.Equal(4, stranger.Code);
        Assert.Equal("unknown-host-key", stranger.Json[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Values_are_read_put_by_hash_listed_and_restored()
    {
        await hosts.ShellAsync("c", "mkdir -p /opt/cli; rm -f /opt/cli/*; printf 'first: 1\\n' >/opt/cli/values.yaml; chmod 640 /opt/cli/values.yaml");
        string[] host = ["--host", hosts.Address("c"), "--path", Values, .. WithKey("admin")];
        var got = (await RunAsync("", ["values", "get", "--format", "json", .. host])).Json;
        Assert.Equal(("first: 1\n", "640", "root:root", 9L), (got.GetProperty("content").GetString(), got.GetProperty("mode").GetString(), got.GetProperty("owner").GetString(), got.GetProperty("size").GetInt64()));
        var hash = got.GetProperty("sha256").GetString()!;

        var put = await RunAsync("second: 2\n", ["values", "put", "-", "--format", "json", "--if-sha256", hash, .. host]);
        Assert.Equal(0, put.Code);
        Assert.StartsWith(Values + ".", put.Json.GetProperty("backup").GetString(), StringComparison.Ordinal);
        var stale = await RunAsync("third: 3\n", ["values", "put", "-", "--format", "json", "--if-sha256", hash, .. host]);
        Assert.Equal((3, "file-changed"), (stale.Code, stale.Json.GetProperty("error").GetProperty("code").GetString()));

        var history = (await RunAsync("", ["values", "history", "--format", "json", .. host])).Json;
        Assert.Equal(hash, Assert.Single(history.EnumerateArray()).GetProperty("sha256").GetString());
        Assert.Equal(0, (await RunAsync("", ["values", "restore", "--copy", hash[..12], .. host])).Code);
        Assert.Equal("first: 1\n", await hosts.InsideAsync("c", "cat", Values));
        Assert.Equal(2, (await RunAsync("", ["values", "history", "--format", "json", .. host])).Json.GetArrayLength());
        Assert.Equal(3, (await RunAsync("", ["values", "restore", "--copy", "0123456789", .. host])).Code);

        await hosts.ShellAsync("c", "head -c 1048577 /dev/zero >/opt/cli/large.yaml");
        Assert.Equal(2, (await RunAsync("", ["values", "get", "--host", hosts.Address("c"), "--path", "/opt/cli/large.yaml", .. WithKey("admin")])).Code);
        Assert.Equal(4, (await RunAsync("", ["values", "get", "--host", hosts.Address("c"), "--path", "/opt/cli/none.yaml", .. WithKey("admin")])).Code);
    }

    [Theory]
    [InlineData("hosts facts --ssh-user root --identity x", 1)]
    [InlineData("hosts facts --host 10.1.1.1 --ssh-user root", 1)]
    [InlineData("hosts facts --host -oProxyCommand=x --ssh-user root --password-stdin", 1)]
    [InlineData("hosts facts --host 10.1.1.1 --ssh-user root --password-stdin --port 70000", 1)]
    [InlineData("hosts facts --host 10.1.1.1 --ssh-user root --identity /nowhere/key", 1)]
    [InlineData("values put - --host 10.1.1.1 --ssh-user root --password-stdin --if-sha256 x", 1)]
    [InlineData("values get --host 10.1.1.1 --host 10.1.1.2 --ssh-user root --password-stdin", 1)]
    public async Task What_cannot_be_meant_is_usage(string line, int code) => Assert.Equal(code, (await RunAsync("x\n", line.Split(' '))).Code);

    private string[] WithKey(string user) => ["--ssh-user", user, "--identity", hosts.KeyFile, "--known-hosts", _known];

    private async Task<Run> RunAsync(string input, string[] arguments)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var terminal = new Terminal(() => new MemoryStream(Encoding.UTF8.GetBytes(input)), output, error, TimeProvider.System, _ => null);
        return new Run(await CommandLine.RunAsync(arguments, terminal, _ct), output.ToString(), error.ToString());
    }

    private sealed record Run(int Code, string Out, string Error)
    {
        public JsonElement Json => JsonDocument.Parse(Out).RootElement;
    }
}
