using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Hosts.Ssh;

namespace PaletteAI.Console.Hosts;

/// <summary>Registers the channels to hosts.</summary>
public static class HostServices
{
    /// <summary>Adds <see cref="IHostChannels"/>; needs an <see cref="IDialer"/>.</summary>
    public static IServiceCollection AddHosts(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new SshTimes());
        services.AddSingleton<SshConnector>();
        services.AddSingleton<IHostChannels, HostChannelPool>();
        return services;
    }
}
