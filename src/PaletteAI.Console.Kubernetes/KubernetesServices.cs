using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Kubernetes.Cache;
using PaletteAI.Console.Kubernetes.Http;

namespace PaletteAI.Console.Kubernetes;

/// <summary>Registers the running cluster's Kubernetes API as <see cref="IClusterApi"/>, <see cref="IClusterReader"/>, <see cref="IClusterCache"/> and <see cref="IClusterWriter"/>.</summary>
public static class KubernetesServices
{
    /// <summary>Adds the adapters. Needs <see cref="IDialer"/> to be registered.</summary>
    public static IServiceCollection AddKubernetes(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ClusterConnections>();
        services.AddSingleton<IClusterApi, KubernetesClusterApi>();
        services.AddSingleton<IClusterReader, KubernetesClusterReader>();
        services.AddSingleton<IClusterCache, ClusterCache>();
        services.AddSingleton<IClusterWriter, KubernetesClusterWriter>();
        return services;
    }
}
