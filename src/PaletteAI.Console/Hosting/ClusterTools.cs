using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Clusters.Logs;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Kubernetes;

namespace PaletteAI.Console.Hosting;

/// <summary>What verbs with a kubeconfig of their own work with: the console's own code, without its web server, store and sessions.</summary>
internal sealed class ClusterTools(ServiceProvider services) : IAsyncDisposable
{
    /// <summary>Reads clusters.</summary>
    public IClusterReader Reader => services.GetRequiredService<IClusterReader>();

    /// <summary>Follows clusters.</summary>
    public IClusterCache Cache => services.GetRequiredService<IClusterCache>();

    /// <summary>Health, installer and endpoints.</summary>
    public ClusterHealth Health => services.GetRequiredService<ClusterHealth>();

    /// <summary>Moves the installer's label.</summary>
    public LabelMover Labels => services.GetRequiredService<LabelMover>();

    /// <summary>Starts the installer.</summary>
    public InstallerStarter Starter => services.GetRequiredService<InstallerStarter>();

    /// <summary>Reads the installer's logs.</summary>
    public InstallerLogs Logs => services.GetRequiredService<InstallerLogs>();

    /// <summary>Reads the logs of containers.</summary>
    public PodLogs PodLogs => services.GetRequiredService<PodLogs>();

    /// <summary>The tools over the network.</summary>
    public static ClusterTools OverNetwork() => With(services => services
        .AddSingleton<IDialer, NetworkDialer>()
        .AddLogging()
        .AddKubernetes()
        .AddEndpointProbe());

    /// <summary>The tools with adapters of one's own; for tests.</summary>
    internal static ClusterTools With(Action<IServiceCollection> adapters)
    {
        var services = new ServiceCollection();
        adapters(services);
        services.AddClusterWork();
        return new ClusterTools(services.BuildServiceProvider());
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
