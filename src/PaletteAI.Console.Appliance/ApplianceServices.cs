using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PaletteAI.Console.Appliance.Http;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Appliance;

/// <summary>Registers the appliance's Local Management API as <see cref="IAppliance"/>, <see cref="ISignIn"/> and <see cref="IApplianceCertificate"/>.</summary>
public static class ApplianceServices
{
    /// <summary>Adds the adapters. Needs <see cref="IDialer"/> and <see cref="ICertificatePins"/> to be registered.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="url"><c>Appliance:Url</c>; asked at every call, so that a sandbox may start late. Null = not configured.</param>
    /// <param name="certificateSha256"><c>Appliance:CertificateSha256</c>; empty = what the operator accepted counts.</param>
    public static IServiceCollection AddAppliance(
        this IServiceCollection services, Func<IServiceProvider, Uri?> url, Func<IServiceProvider, string>? certificateSha256 = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(url);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(sp => new ApplianceEndpoint(() => url(sp), () => certificateSha256?.Invoke(sp) ?? ""));
        services.AddSingleton<PinnedConnector>();
        services.AddSingleton<ApplianceHttp>();
        services.AddSingleton<IAppliance, LocalManagementAppliance>();
        services.AddSingleton<ISignIn, ApplianceSignIn>();
        services.AddSingleton<IApplianceCertificate, ApplianceCertificate>();
        return services;
    }
}
