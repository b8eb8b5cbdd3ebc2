using Microsoft.Extensions.Logging.Abstractions;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Hosting;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Tests.Hosting.Sandboxes;

/// <summary>The hosts of a started sandbox behind the port every page uses.</summary>
internal sealed class SandboxGroup : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-hosts-").FullName;
    private readonly RunningSandbox _sandbox;

    private SandboxGroup()
    {
        var settings = new ConsoleSettings { Url = new Uri("https://127.0.0.1:0"), Sandbox = true, DataDirectory = _folder };
        _sandbox = new RunningSandbox(settings, Keys, TimeProvider.System, NullLoggerFactory.Instance);
        Channels = new SandboxHostChannels(_sandbox, TimeProvider.System);
    }

    public MemoryHostKeys Keys { get; } = new();

    public IHostChannels Channels { get; }

    public static async Task<SandboxGroup> StartAsync()
    {
        var group = new SandboxGroup();
        await group._sandbox.StartAsync(TestContext.Current.CancellationToken);
        return group;
    }

    public IHostChannel Open(string address) => Channels.Open(new HostTarget(address, 22, new HostLogin("simulated"), new AcceptedKeysTrust(Keys)));

    public IReadOnlyList<SurveyedHost> Hosts() =>
        [.. Enumerable.Range(1, 3).Select(n => new SurveyedHost($"edge-{n}", $"10.10.10.{10 + n}", Open($"10.10.10.{10 + n}"), new InventoryHost
        {
            Uid = $"edge-{n}", Role = n == 1 ? HostRole.Leader : HostRole.Linked, Architecture = "amd64", Status = "Ready", Content = "Synced", Health = "Healthy",
            Networks = [new InventoryNetwork("eth0", $"10.10.10.{10 + n}", 24, "10.10.10.1", ["10.10.10.2"], true)],
        }))];

    /// <summary>Switches faults of a host, as anybody can while it runs.</summary>
    public void Break(string host, params string[] faults) =>
        File.WriteAllLines(Path.Combine(_folder, "sandbox", "three-nodes", "hosts", host, "faults"), faults);

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
