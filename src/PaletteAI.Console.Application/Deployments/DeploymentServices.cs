using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PaletteAI.Console.Application.Live;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Application.Deployments;

/// <summary>Registers deployments: runner, feed and steps.</summary>
public static class DeploymentServices
{
    /// <summary>Adds them. The host registers a <see cref="DeploymentPace"/> first when a sandbox is faster than real appliances.</summary>
    public static IServiceCollection AddDeployments(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(DeploymentPace.Real);
        services.AddSingleton<DeploymentFeed>();
        services.AddSingleton<DeploymentToken>();
        services.AddSingleton<RequestStep>();
        services.AddSingleton<ObserveStep>();
        services.AddSingleton<DeploymentWork>();
        services.AddHostedService<DeploymentRunner>();
        return services;
    }
}
