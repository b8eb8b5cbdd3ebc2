using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Kubernetes.Probes;

namespace PaletteAI.Console.Kubernetes;

/// <summary>Registers the probe of the endpoints.</summary>
public static class ProbeServices
{
    /// <summary>Adds <see cref="IEndpointProbe"/>; needs an <see cref="IDialer"/>. A name resolver that is there already stays.</summary>
    public static IServiceCollection AddEndpointProbe(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<INameResolver, SystemNameResolver>();
        services.TryAddSingleton(new ProbeTimes());
        services.AddSingleton<IEndpointProbe, EndpointProbe>();
        return services;
    }
}
