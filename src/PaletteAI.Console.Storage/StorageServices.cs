using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Storage.Database;
using PaletteAI.Console.Storage.Secrets;
using PaletteAI.Console.Storage.Stores;

namespace PaletteAI.Console.Storage;

/// <summary>Registers the SQLite stores.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds all stores, secrets at rest and Data Protection with its key folder. Call <see cref="IStateFolder.OpenAsync"/> before serving;
    /// its failure <c>data-folder-in-use</c> ends the program with exit code 3.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<ConsoleDatabase>();
        services.AddSingleton<IStateFolder, StateFolder>();
        services.AddSingleton<ISecretProtector, DataProtectionSecrets>();
        services.AddSingleton<IConsoleKeys, ConsoleKeys>();
        services.AddSingleton<ISessionStore, SessionStore>();
        services.AddSingleton<IAuditStore, AuditStore>();
        services.AddSingleton<IDraftStore, DraftStore>();
        services.AddSingleton<IDeploymentStore, DeploymentStore>();
        services.AddSingleton<ISignInThrottleStore, ThrottleStore>();
        services.AddSingleton<ICertificatePins, CertificatePins>();
        services.AddSingleton<IHostKeyStore, HostKeyStore>();
        services.AddSingleton<IHostCredentialStore, HostCredentialStore>();
        services.AddSingleton<IHostCheckStore, HostCheckStore>();
        services.AddSingleton<IClusterMemoryStore, ClusterMemoryStore>();
        services.AddSingleton<IValuesStore, ValuesStore>();
        services.AddDataProtection()
            .SetApplicationName("palette-console")
            .PersistKeysToFileSystem(new DirectoryInfo(StateFolder.KeysDirectoryOf(options)));
        return services;
    }
}
