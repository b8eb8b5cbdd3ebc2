using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PaletteAI.Console.Application.Clusters.Logs;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Application.Clusters;

/// <summary>Registers the work on a running cluster; the same for the console and for verbs with a kubeconfig of their own.</summary>
public static class ClusterServices
{
    /// <summary>Adds it. Needs <see cref="IClusterReader"/>, <see cref="IClusterWriter"/> and <see cref="IEndpointProbe"/>.</summary>
    public static IServiceCollection AddClusterWork(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ClusterLease>();
        services.AddSingleton<LabelMover>();
        services.AddSingleton<InstallerStarter>();
        services.AddSingleton<InstallerLogs>();
        services.AddSingleton<PodLogs>();
        services.AddSingleton<EndpointMonitor>();
        services.AddSingleton<ClusterHealth>();
        return services;
    }
}
