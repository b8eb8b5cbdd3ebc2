using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Sandbox;
using PaletteAI.Console.Testing.Cluster;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Kubernetes.Tests;

/// <summary>A cluster that the contract is held against.</summary>
public interface ITestCluster
{
    Secret Kubeconfig { get; }

    /// <summary>Skips the test when there is no such cluster here.</summary>
    void Require();
}

/// <summary>The simulated cluster, running.</summary>
public sealed class SandboxCluster : ITestCluster, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kube-contract-").FullName;

    public SandboxFaults Faults { get; } = new();

    public Secret Kubeconfig => new(Sandbox.Kubernetes.Kubeconfig);

    public Secret TokenKubeconfig => new(Sandbox.Kubernetes.TokenKubeconfig);

    internal ApplianceSandbox Sandbox { get; private set; } = null!;

    public void Require()
    {
    }

    public async ValueTask InitializeAsync()
    {
        var options = new SandboxOptions { DataFolder = _folder, Password = new Secret("right one"), TimeScale = 10_000, Faults = Faults };
        Sandbox = await ApplianceSandbox.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        Assert.Null(Sandbox.Appliance.Create(ClusterRequests.ThreeNodes()));
        for (var i = 0; i < 100 && !Sandbox.Appliance.Progress()!.IsRunning; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>A real control plane without kubelets.</summary>
public sealed class RealCluster : ITestCluster, IAsyncLifetime
{
    public ControlPlane Plane { get; private set; } = null!;

    public Secret Kubeconfig => new(Plane.Kubeconfig);

    public void Require() => Assert.SkipUnless(ControlPlane.Missing is null, ControlPlane.Missing ?? "");

    public async ValueTask InitializeAsync()
    {
        if (ControlPlane.Missing is null)
        {
            Plane = await ControlPlane.StartAsync(TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync() => Plane?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>The adapters as the console gets them.</summary>
internal sealed class Adapters : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Adapters(TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IDialer>(new LoopbackDialer());
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddKubernetes();
        services.AddEndpointProbe();
        services.AddClusterWork();
        _services = services.BuildServiceProvider();
    }

    public IClusterApi Api => _services.GetRequiredService<IClusterApi>();

    public ClusterHealth Health() => Get<ClusterHealth>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
