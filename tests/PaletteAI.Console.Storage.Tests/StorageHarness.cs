using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Storage.Tests;

/// <summary>A data folder of its own that can be closed and opened again as another process would.</summary>
public sealed class StorageHarness : IAsyncDisposable
{
    private ServiceProvider? _services;

    public string Folder { get; } = Directory.CreateTempSubdirectory("palette-storage-").FullName;

    public ManualTime Time { get; } = new();

    public int MaxThrottleCounters { get; init; } = 20_000;

    /// <summary>What else runs in that process.</summary>
    public Action<IServiceCollection> Also { get; init; } = _ => { };

    public string DatabasePath => Path.Combine(Folder, "console.db");

    public async Task<T> OpenAsync<T>()
        where T : notnull
    {
        if (_services is null)
        {
            _services = Build();
            Assert.Null((await _services.GetRequiredService<IStateFolder>().OpenAsync(CancellationToken.None)).Error);
        }

        return _services.GetRequiredService<T>();
    }

    /// <summary>Another console on the same folder.</summary>
    public ServiceProvider Build()
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddStorage(new StorageOptions { DataDirectory = Folder, MaxThrottleCounters = MaxThrottleCounters });
        Also(services);
        return services.BuildServiceProvider();
    }

    /// <summary>The process ends; the next <see cref="OpenAsync"/> is a new one.</summary>
    public async Task RestartAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
            _services = null;
        }
    }

    /// <summary>The process ends and somebody deletes the key folder.</summary>
    public async Task LoseKeysAsync()
    {
        await RestartAsync();
        Directory.Delete(Path.Combine(Folder, "keys"), recursive: true);
    }

    /// <summary>Changes the file behind the stores' backs.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Everything on disk, as text.</summary>
    public string Everything() =>
        string.Join('\n', Directory.GetFiles(Folder, "console.db*").Select(f => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(f))));

    public async ValueTask DisposeAsync()
    {
        await RestartAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
