using Microsoft.Extensions.DependencyInjection;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Hosting;
using PaletteAI.Console.Tests.Hosting;

namespace PaletteAI.Console.Tests.Cli;

/// <summary>Verbs with state, against a served console with its sandbox and in this process.</summary>
public sealed class RemoteVerbTests : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();
    private ServedConsole _console = null!;
    private Dictionary<string, string> _environment = [];

    public async ValueTask InitializeAsync()
    {
        _console = await ServedConsole.StartAsync();
        _environment = new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = _folder.Path };
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Login_pins_the_console_and_keeps_a_token_only_the_owner_reads()
    {
        Assert.Equal(3, (await RunAsync("hosts", "list")).ExitCode);

        var unknown = await LoginAsync();
        Assert.Equal((3, "console-certificate-unknown"), (unknown.ExitCode, unknown.Json.GetProperty("error").GetProperty("code").GetString()));
        var sha256 = unknown.Json.GetProperty("error").GetProperty("facts").GetProperty("sha256").GetString()!;
        Assert.Equal(3, (await LoginAsync("--certificate", new string('0', 64))).ExitCode);

        var signedIn = await LoginAsync("--certificate", string.Join(':', sha256.Chunk(2).Select(p => new string(p))));
        Assert.Equal((0, "admin"), (signedIn.ExitCode, signedIn.Json.GetProperty("userName").GetString()));
        Assert.DoesNotContain(ServedConsole.Password, signedIn.Out + signedIn.Error, StringComparison.Ordinal);

        var profile = Path.Combine(_folder.Path, "palette-console", "profile.json");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(profile));
        Assert.DoesNotContain(ServedConsole.Password, await File.ReadAllTextAsync(profile, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // The certificate is known now.
        Assert.Equal(0, (await LoginAsync()).ExitCode);
        Assert.Equal(0, (await RunAsync("logout")).ExitCode);
        Assert.False(File.Exists(profile));
        Assert.Equal(3, (await RunAsync("hosts", "list")).ExitCode);
        Assert.Equal(0, (await RunAsync("logout")).ExitCode);
    }

    [Fact]
    public async Task A_wrong_password_and_a_console_that_is_away_have_their_own_exit_codes()
    {
        await SignInAsync();
        var wrong = await CliRun.LiveAsync("wrong\n", _environment, "login", "--console", _console.Url.ToString(), "--user", "admin", "--password-stdin", "--format", "json");
        Assert.Equal((3, "wrong-credentials"), (wrong.ExitCode, wrong.Json.GetProperty("error").GetProperty("code").GetString()));
        var away = await CliRun.LiveAsync("x\n", _environment, "login", "--console", "https://127.0.0.1:1", "--user", "admin", "--password-stdin", "--format", "json");
        Assert.Equal((4, "console-unreachable"), (away.ExitCode, away.Json.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal(1, (await RunAsync("login", "--user", "admin")).ExitCode);
    }

    [Fact]
    public async Task A_cluster_is_deployed_watched_and_reached_from_the_command_line()
    {
        await SignInAsync();
        var hosts = await RunAsync("hosts", "list", "--format", "json");
        Assert.Equal((0, 3), (hosts.ExitCode, hosts.Json.GetArrayLength()));
        Assert.Equal("edge-1", hosts.Json[0].GetProperty("uid").GetString());
        Assert.Contains("STATUS", (await RunAsync("hosts", "list")).Out, StringComparison.Ordinal);

        var none = await RunAsync("status", "--format", "json");
        Assert.Equal((0, System.Text.Json.JsonValueKind.Null), (none.ExitCode, none.Json.GetProperty("cluster").ValueKind));

        var spec = _folder.Write("spec.yaml", InstallSpecExample.Text);
        var open = await RunAsync("deploy", spec, "--format", "json");
        Assert.Equal((3, "not-accepted"), (open.ExitCode, open.Json.GetProperty("error").GetProperty("code").GetString()));
        var codes = open.Json.GetProperty("error").GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()!).Distinct().ToArray();

        var deployed = await RunAsync(["deploy", spec, "--watch", "--format", "json", "--accept", .. codes]);
        Assert.Equal((0, "running"), (deployed.ExitCode, deployed.Json.GetProperty("phase").GetString()));
        Assert.Contains(" %", deployed.Error, StringComparison.Ordinal);

        var status = await RunAsync("status", "--watch");
        Assert.Equal(0, status.ExitCode);
        Assert.Contains("edge-ai", status.Out, StringComparison.Ordinal);
        Assert.Equal(3, (await RunAsync(["deploy", spec, "--accept", .. codes])).ExitCode);

        var audit = await RunAsync("audit", "list", "--limit", "50", "--format", "json");
        Assert.Contains(audit.Json.EnumerateArray(), r => r.GetProperty("operation").GetString() == "clusters.deploy" && r.GetProperty("via").GetString() == "command-line");
        Assert.Equal(2, (await RunAsync("audit", "list", "--limit", "0")).ExitCode);
        var verified = await RunAsync("audit", "verify", "--format", "json");
        Assert.Equal((0, true), (verified.ExitCode, verified.Json.GetProperty("intact").GetBoolean()));
    }

    [Fact]
    public async Task The_kubeconfig_is_handed_out_once_there_is_a_cluster()
    {
        Assert.SkipWhen(_console.Services.GetService<IClusterApi>() is null, "this build reaches no clusters");
        await SignInAsync();
        var none = await RunAsync("kubeconfig", "--format", "json");
        Assert.Equal((3, "no-cluster"), (none.ExitCode, none.Json.GetProperty("error").GetProperty("code").GetString()));

        var spec = _folder.Write("spec.yaml", InstallSpecExample.Text);
        var codes = (await RunAsync("deploy", spec, "--format", "json")).Json.GetProperty("error").GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()!).Distinct();
        Assert.Equal(0, (await RunAsync(["deploy", spec, "--watch", "--accept", .. codes])).ExitCode);

        var file = Path.Combine(_folder.Path, "kubeconfig");
        var kubeconfig = await RunAsync("kubeconfig", "-o", file, "--format", "json");
        Assert.Equal((0, file), (kubeconfig.ExitCode, kubeconfig.Json.GetProperty("file").GetString()));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.StartsWith("apiVersion", (await RunAsync("kubeconfig")).Out, StringComparison.Ordinal);
        var audit = await RunAsync("audit", "list", "--operation", "clusters.download-kubeconfig", "--format", "json");
        Assert.NotEqual(0, audit.Json.GetArrayLength());
    }

    [Fact]
    public async Task A_spec_that_is_not_valid_never_reaches_the_appliance()
    {
        await SignInAsync();
        Assert.Equal(2, (await RunAsync("deploy", _folder.Write("spec.yaml", "kind: InstallSpec\n"))).ExitCode);
        Assert.Equal(1, (await RunAsync("deploy", Path.Combine(_folder.Path, "missing.yaml"))).ExitCode);
        var vip = await RunAsync("deploy", _folder.Write("spec.yaml", InstallSpecExample.Text.Replace("10.10.10.100", "10.10.10.11", StringComparison.Ordinal)), "--format", "json");
        Assert.Equal((2, "equals-host-ip"), (vip.ExitCode, vip.Json.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Where_no_console_runs_the_work_is_done_in_the_process_itself()
    {
        var sandbox = _console.Services.GetRequiredService<RunningSandbox>().Instance!;
        string[] where = ["--appliance", sandbox.ApplianceUrl.GetLeftPart(UriPartial.Authority), "--user", "admin", "--password-stdin", "--format", "json"];
        var data = Path.Combine(_folder.Path, "data");

        var unknown = await DirectAsync(["hosts", "list", .. where, "--data", data]);
        Assert.Equal((3, "appliance-certificate-unknown"), (unknown.ExitCode, unknown.Json.GetProperty("error").GetProperty("code").GetString()));
        Assert.Contains("--appliance-certificate", unknown.Error, StringComparison.Ordinal);

        var hosts = await DirectAsync(["hosts", "list", .. where, "--data", data, "--appliance-certificate", sandbox.CertificateSha256]);
        Assert.Equal((0, 3), (hosts.ExitCode, hosts.Json.GetArrayLength()));
        var audit = await DirectAsync(["audit", "list", .. where, "--data", data]);
        Assert.Contains(audit.Json.EnumerateArray(), r => r.GetProperty("via").GetString() == "command-line" && r.GetProperty("source").GetString() == "local");

        // The served console holds its folder.
        var second = await DirectAsync(["hosts", "list", .. where, "--data", _console.DataFolder]);
        Assert.Equal((3, "data-folder-in-use"), (second.ExitCode, second.Json.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal(1, (await RunAsync("hosts", "list", "--data", data)).ExitCode);
    }

    private Task<CliRun> RunAsync(params string[] args) => CliRun.LiveAsync("", _environment, args);

    private Task<CliRun> DirectAsync(string[] args) => CliRun.LiveAsync(ServedConsole.Password + "\n", _environment, args);

    private Task<CliRun> LoginAsync(params string[] more) =>
        CliRun.LiveAsync(ServedConsole.Password + "\n", _environment, ["login", "--console", _console.Url.ToString(), "--user", "admin", "--password-stdin", "--format", "json", .. more]);

    private async Task SignInAsync()
    {
        var unknown = await LoginAsync();
        var sha256 = unknown.Json.GetProperty("error").GetProperty("facts").GetProperty("sha256").GetString()!;
        Assert.Equal(0, (await LoginAsync("--certificate", sha256)).ExitCode);
    }
}
