using PaletteAI.Console.Appliance;
using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Deployments;
using PaletteAI.Console.Hosts;
using PaletteAI.Console.Kubernetes;
using PaletteAI.Console.Storage;

namespace PaletteAI.Console.Hosting;

/// <summary>Puts the operations, their adapters and the console's own state together; the same for the web console and the command line.</summary>
internal static class ConsoleServices
{
    /// <summary>Adds everything behind the one door.</summary>
    public static IServiceCollection AddConsole(this IServiceCollection services, ConsoleSettings settings)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton<RunningSandbox>();
        services.AddSingleton<IDialer, ConsoleDialer>();
        services.AddSingleton(new SessionLife(TimeSpan.FromMinutes(settings.IdleMinutes), TimeSpan.FromHours(settings.AbsoluteHours)));
        services.AddSingleton(settings.Sandbox ? new DeploymentPace(settings.TimeScale) : DeploymentPace.Real);
        services.AddStorage(new StorageOptions { DataDirectory = settings.DataDirectory, KeysDirectory = settings.KeysDirectory });
        services.AddAppliance(
            sp => settings.ApplianceUrl ?? sp.GetRequiredService<RunningSandbox>().Instance?.ApplianceUrl,
            sp => settings.Sandbox ? sp.GetRequiredService<RunningSandbox>().Instance?.CertificateSha256 ?? "" : settings.ApplianceCertificateSha256);
        services.AddKubernetes();
        if (settings.Sandbox)
        {
            services.AddSingleton<INameResolver, SandboxNames>();
        }

        services.AddEndpointProbe();
        services.AddHosts();
        if (settings.Sandbox)
        {
            services.AddSingleton<IHostChannels, SandboxHostChannels>();
        }

        services.AddOperations();
        services.AddDeployments();
        return services;
    }
}
