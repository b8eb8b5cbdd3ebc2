using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Tests.Operations;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Clusters.Probes;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Values;

/// <summary>Three hosts with their values files, a cluster with an installer, and operators in front of the one door.</summary>
internal sealed class ValuesWorld : IAsyncDisposable
{
    public const string Shipped = "# shipped\nglobal:\n  metrics:\n    timeout: 5s # queries\n    scrapeInterval: 15s\n";
    private static readonly CronJobFacts _installer = new()
    {
        Meta = new FactMeta("palette-ai", "installer", "uid-1", "1", null, null),
        Schedule = "*/5 * * * *",
        Volumes = [new VolumeFacts("values", VolumeKind.HostPath, InstallerFinder.ValuesFolder)],
    };

    private int _sessions;

    public ValuesWorld(string shipped = Shipped)
    {
        Door = new Door(also: AddTo);
        Hosts = new MemoryHosts(Door.Time);
        Cluster = new FakeCluster(Door.Time);
        Door.Appliance.Current = Host(1);
        Door.Appliance.Peers = [Host(2), Host(3)];
        Credentials.SaveAsync(HostCredentials.Simulated, CancellationToken.None).GetAwaiter().GetResult();
        foreach (var i in new[] { 1, 2, 3 })
        {
            this[i].Put(shipped);
        }
    }

    public Door Door { get; }

    public MemoryHosts Hosts { get; }

    public FakeCluster Cluster { get; }

    public MemoryValuesStore Store { get; } = new();

    public MemoryDeploymentStore Deployments { get; } = new();

    public MemoryHostCredentials Credentials { get; } = new();

    /// <summary>What endpoints answer.</summary>
    public IEndpointProbe Probe { get; set; } = new NoProbe();

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A host by its number.</summary>
    public MemoryHost this[int number] => Hosts[$"10.10.10.1{number}"];

    /// <summary>The appliance has a cluster; the installer selects on its label, or does not.</summary>
    public ValuesWorld WithCluster(bool selects, params int[] labelled)
    {
        Door.Appliance.Has("edge-ai", Door.Time.GetUtcNow());
        Door.Appliance.Kubeconfig = new Secret("kubeconfig");
        Cluster.Facts = new ClusterSnapshot
        {
            Nodes = [.. new[] { 1, 2, 3 }.Select(i => Node(i, labelled.Contains(i)))],
            CronJobs = [selects ? _installer with { Scheduling = _installer.Scheduling with { NodeSelector = new FactLabels([new(InstallerLabel.Key, InstallerLabel.Value)]) } } : _installer],
        };
        return this;
    }

    /// <summary>A run of the installer starts and succeeds now.</summary>
    public void RunInstaller()
    {
        Cluster.AddJob(_installer, $"installer-{Cluster.Facts.Jobs.Count}");
        Door.Time.Advance(TimeSpan.FromSeconds(30));
        Cluster.FinishJobs();
    }

    public async Task<Operator> OperatorAsync(string name) => new(this, name, await Door.EnterAsync(name, $"s{++_sessions}"));

    public ValueTask DisposeAsync() => Door.DisposeAsync();

    // The rest is made before this runs: services are asked for them later.
    private void AddTo(IServiceCollection services) => services
        .AddSingleton<IHostChannels>(_ => Hosts)
        .AddSingleton<IHostKeyStore, MemoryHostKeys>()
        .AddSingleton<IHostCredentialStore>(_ => Credentials)
        .AddSingleton<IDeploymentStore>(_ => Deployments)
        .AddSingleton<IClusterReader>(_ => Cluster)
        .AddSingleton<IClusterWriter>(_ => Cluster)
        .AddSingleton<IClusterMemoryStore, MemoryClusterMemory>()
        .AddSingleton(_ => Probe)
        .AddSingleton<IValuesStore>(_ => Store);

    private static EdgeHost Host(int i) => new() { Uid = $"h{i}", Name = $"edge-{i}", HostName = $"edge-{i}", Address = $"10.10.10.1{i}", Architecture = "amd64", Status = "Ready", ConnectionMode = "connected" };

    private static NodeFacts Node(int i, bool isLabelled) => new()
    {
        Meta = new FactMeta("", $"edge-{i}", $"n{i}", "1", null, null),
        Addresses = [new NodeAddressFacts("InternalIP", $"10.10.10.1{i}")],
        Labels = isLabelled ? new FactLabels([new(InstallerLabel.Key, InstallerLabel.Value)]) : default,
    };
}

/// <summary>No endpoint is asked here.</summary>
internal sealed class NoProbe : IEndpointProbe
{
    public Task<ProbeObservation> ProbeAsync(ProbeTarget target, EndpointPlaces places, CancellationToken ct) => throw new InvalidOperationException("No endpoint is to be probed here.");
}

/// <summary>An operator with the Values page open.</summary>
internal sealed class Operator(ValuesWorld world, string name, Caller caller)
{
    public string Name => name;

    public string Text { get; set; } = "";

    public string Base { get; set; } = "";

    public ImmutableDictionary<string, string> Seen { get; set; } = ImmutableDictionary<string, string>.Empty;

    public async Task<ValuesWorkspace> OpenAsync()
    {
        var outcome = await RunAsync(new OpenValues());
        Assert.True(outcome.IsSuccess, $"{outcome.Error?.Code}\n{string.Join('\n', world.Door.Log.All.TakeLast(2))}");
        var opened = outcome.Require();
        if (opened.File is { } file)
        {
            (Text, Base) = (file.Text.Reveal(), file.Sha256);
        }

        Seen = opened.Copies.Where(c => c.Sha256.Length > 0).ToImmutableDictionary(c => c.Host, c => c.Sha256);
        return opened;
    }

    public async Task<ValuesSavePlan> PlanAsync(params string[] targets) => (await RunAsync(new PlanValuesSave(new Secret(Text), Base, Seen, targets))).Require();

    public Task<Result<ValuesSaved>> SaveAsync(IEnumerable<string> accepted, string reason = "because", long draft = 0, params string[] targets) =>
        RunAsync(new SaveValues(new Secret(Text), Base, Seen, targets, [.. accepted], reason, draft));

    public Task<Result<T>> RunAsync<T>(IOperation<T> operation) => world.Door.RunAsync(operation, caller);
}
