using System.Reflection;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Live;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations;

/// <summary>Registers the one door and everything behind it that is not an adapter.</summary>
public static class OperationServices
{
    /// <summary>
    /// Adds the runner, the catalog, all handlers and validators of this assembly, sessions and sign-in. The host adds the adapters of the
    /// ports (stores, appliance, sign-in) and may add its own <see cref="SessionLife"/> first.
    /// </summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) =>
        services.AddOperations(typeof(OperationServices).Assembly);

    /// <summary>The same with the operations of another assembly; for tests.</summary>
    internal static IServiceCollection AddOperations(this IServiceCollection services, Assembly assembly)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(SessionLife.Default);
        services.TryAddSingleton<IPermissionPolicy, EveryOperatorPolicy>();
        services.AddSingleton(OperationCatalog.FromAssembly(assembly));
        services.AddSingleton<SessionRegistry>();
        services.AddSingleton<SessionGate>();
        services.AddSingleton<ApplianceTokens>();
        services.AddSingleton<Blinding>();
        services.AddSingleton<DeviceTokens>();
        services.AddSingleton<SignInBudget>();
        services.AddSingleton<SignInService>();
        services.AddSingleton<CertificateTrust>();
        services.AddSingleton<KnownSecrets>();
        services.TryAddSingleton<ApplianceFactReader>();
        services.TryAddSingleton<RotationTurn>();
        services.AddSingleton<HostDirectory>();
        services.AddSingleton<HostSurvey>();
        services.AddSingleton<HostCheckBoard>();
        services.AddSingleton<DeployChecks>();
        services.AddSingleton<DiagnosticDesk>();
        services.AddClusterWork();
        services.AddSingleton<ClusterFeed>();
        services.AddSingleton<ClusterTargets>();
        services.AddSingleton<HealthKeeper>();
        services.AddHostedService<HealthWatch>();
        services.AddValuesWork();
        services.AddSingleton<OperationAdmission>();
        services.AddSingleton<OperationShapes>();
        services.AddSingleton<OperationJournal>();
        services.AddSingleton(s => new IdempotencyCache(s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OperationMetrics>();
        services.AddSingleton<IOperationRunner, OperationRunner>();
        services.AddHostedService<SessionSweeper>();
        services.AddHandlers(assembly);
        return services;
    }

    private static void AddHandlers(this IServiceCollection services, Assembly assembly)
    {
        foreach (var type in assembly.GetTypes().Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            foreach (var (_, service, handler) in OperationCatalog.HandlersOf(type))
            {
                services.AddTransient(service, handler);
            }

            foreach (var validator in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IValidator<>)))
            {
                services.AddSingleton(validator, type);
            }
        }
    }
}
