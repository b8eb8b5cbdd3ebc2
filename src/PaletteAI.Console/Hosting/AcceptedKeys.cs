using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts.Trust;
using PaletteAI.Console.Storage;

namespace PaletteAI.Console.Hosting;

/// <summary>Host keys accepted in a console on this machine (<c>hosts trust</c>, Settings), for verbs that go to hosts themselves. Only read.</summary>
internal static class AcceptedKeys
{
    private const string Database = "console.db";

    /// <summary>The trust a console's data folder holds; none where there is no such folder or it may not be read.</summary>
    /// <param name="dataFolder">The folder; null = the configured one.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<Result<IHostTrust>> ReadAsync(string? dataFolder, CancellationToken ct)
    {
        var configuration = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false).AddEnvironmentVariables().Build();
        var folder = Path.GetFullPath(dataFolder ?? (configuration["Console:DataDirectory"] is { Length: > 0 } configured ? configured : ".data"));
        if (!File.Exists(Path.Combine(folder, Database)))
        {
            return dataFolder is null
                ? new KnownHostsTrust("")
                : new Error(ErrorKind.Usage, "data-folder-empty", $"No console keeps its state in {folder}.", "Give the folder of --data, or --known-hosts FILE.");
        }

        try
        {
            var services = new ServiceCollection().AddLogging().AddStorage(new StorageOptions { DataDirectory = folder });
            await using var provider = services.BuildServiceProvider();
            var keys = await provider.GetRequiredService<IHostKeyStore>().ListAsync(ct);
            return new FixedTrust(new HostKeyring([.. keys.Select(k => new KeyringEntry(HostPattern.Of(k.Address, k.Port), k.Key))]));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            return new Error(ErrorKind.Usage, "data-folder-unreadable", $"The accepted host keys in {folder} cannot be read: {e.Message.TrimEnd('.')}.", "Run it as the console's account, or give --known-hosts FILE.");
        }
    }

    private sealed class FixedTrust(HostKeyring keys) : IHostTrust
    {
        public string Id => "accepted";

        public Task<HostKeyring> GetAsync(CancellationToken ct) => Task.FromResult(keys);
    }
}
