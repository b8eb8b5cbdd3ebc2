using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts.Trust;
using PaletteAI.Console.Hosts.Ssh;

[assembly: AssemblyFixture(typeof(PaletteAI.Console.Hosts.Tests.Support.SshHosts))]

namespace PaletteAI.Console.Hosts.Tests.Support;

/// <summary>Three hosts with OpenSSH of their own in network namespaces, for all tests of this project; see tests/support/ssh-host.</summary>
public sealed class SshHosts : IAsyncLifetime
{
    private static readonly string _script = Path.Combine(Repository(), "tests", "support", "ssh-host");
    private readonly string _bridge = $"pt{Environment.ProcessId % 10_000_000}";
    private readonly string _net = $"10.{200 + (Environment.ProcessId % 50)}.{Environment.ProcessId / 50 % 250}";

    /// <summary>The collection of all tests with these hosts: they take turns, because some cut links, kill sshd or swap keys.</summary>
    public const string TakeTurns = "hosts";

    public static readonly string[] Names = ["a", "b", "c"];

    /// <summary>Why there are no hosts; empty when there are.</summary>
    public string Missing { get; private set; } = "";

    public string Folder { get; } = Directory.CreateTempSubdirectory("palette-hosts-").FullName;

    public Secret Password { get; private set; } = Secret.Empty;

    public Secret Key { get; private set; } = Secret.Empty;

    public string KeyFile => Path.Combine(Folder, "id");

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("PALETTE_TEST_MODE") == "quick")
        {
            Missing = "not in the quick tests";
            return;
        }

        var (code, text) = await RunAsync("check");
        if (code != 0)
        {
            Missing = text.Trim();
            return;
        }

        await RequireAsync("bridge", _bridge, $"{_net}.1/24");
        for (var i = 0; i < Names.Length; i++)
        {
            await RequireAsync("up", Folder, Names[i], $"{_net}.{11 + i}/24", _bridge);
        }

        Password = new Secret(await File.ReadAllTextAsync(Path.Combine(Folder, "password")));
        Key = new Secret(await File.ReadAllTextAsync(KeyFile));
    }

    public async ValueTask DisposeAsync()
    {
        if (Missing.Length == 0)
        {
            foreach (var name in Names)
            {
                await RunAsync("down", Folder, name);
            }

            await RunAsync("bridge-down", _bridge);
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Ends the test as skipped when hosts cannot run here.</summary>
    public void Need() => Assert.SkipWhen(Missing.Length > 0, $"hosts cannot run here: {Missing}");

    /// <summary>Address of a host.</summary>
    public string Address(string name) => $"{_net}.{11 + Array.IndexOf(Names, name)}";

    /// <summary>An address in the hosts' network.</summary>
    public string Free(int last) => $"{_net}.{last}";

    /// <summary>What ssh-keyscan said when the host came up.</summary>
    public string KnownHosts(string name) => File.ReadAllText(Path.Combine(Folder, name, "known_hosts"));

    public string AllKnownHosts() => string.Concat(Names.Select(KnownHosts));

    /// <summary>The link of a host to the bridge.</summary>
    public string Link(string name) => $"{_bridge}-{name}";

    public HostTarget Target(string name, string user = "root", int port = 22, string? knownHosts = null) =>
        new(Address(name), port, new HostLogin(user) { PrivateKey = Key }, new FixedTrust(knownHosts ?? KnownHosts(name)));

    public HostTarget TargetWithPassword(string name, string user, int port = 22, string? knownHosts = null) =>
        new(Address(name), port, new HostLogin(user) { Password = Password }, new FixedTrust(knownHosts ?? KnownHosts(name)));

    /// <summary>Runs a command inside a host, not by SSH.</summary>
    public async Task<string> InsideAsync(string name, params string[] command)
    {
        var (code, text) = await RunAsync(["exec", Folder, name, .. command]);
        Assert.True(code == 0, $"{string.Join(' ', command)}: {text}");
        return text;
    }

    public Task<string> ShellAsync(string name, string script) => InsideAsync(name, "sh", "-c", script);

    /// <summary>A pool of its own.</summary>
    internal static HostChannelPool Pool(SshTimes? times = null, IDialer? dialer = null)
    {
        times ??= new SshTimes();
        return new HostChannelPool(new SshConnector(dialer ?? new PlainDialer(), times, TimeProvider.System, NullLogger<SshConnector>.Instance), times, TimeProvider.System);
    }

    private static async Task RequireAsync(params string[] arguments)
    {
        var (code, text) = await RunAsync(arguments);
        Assert.True(code == 0, $"ssh-host {string.Join(' ', arguments)}: {text}");
    }

    private static Task<(int Code, string Text)> RunAsync(params string[] arguments) => Programs.RunAsync(_script, arguments);

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "PaletteAI.Console.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}

/// <summary>Keys of a known_hosts text.</summary>
public sealed class FixedTrust(string text) : IHostTrust
{
    public string Id => text;

    public Task<HostKeyring> GetAsync(CancellationToken ct) => Task.FromResult(Domain.Hosts.Trust.KnownHosts.Read(text).Keys);
}

/// <summary>Programs of this machine.</summary>
internal static class Programs
{
    public static async Task<(int Code, string Text)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["PATH"] += ":/usr/sbin:/sbin";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
