using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Storage.Tests;

/// <summary>Signing in with the counters where they really are: on disk, through restarts, bounded.</summary>
public sealed class SignInOnDiskTests : IAsyncLifetime
{
    private const string Right = "correct horse";
    private readonly StorageHarness _harness;
    private readonly ScriptedSignIn _appliance;

    public SignInOnDiskTests()
    {
        _harness = new StorageHarness { MaxThrottleCounters = 2_000, Also = s => s.AddSingleton<ISignIn>(_ => _appliance!).AddOperations() };
        _appliance = new ScriptedSignIn(_harness.Time);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task A_restart_between_tries_gives_none_for_free()
    {
        var device = (await TryAsync(Right, "10.0.0.9")).Require().DeviceToken;
        for (var i = 0; i < 10; i++)
        {
            await TryAsync("wrong", $"192.0.2.{i}");
            await _harness.RestartAsync();
        }

        Assert.Equal(1 + 3, _appliance.Forwarded);
        Assert.Equal("sign-in-delayed", (await TryAsync(Right, "198.51.100.1")).Error?.Code);
        await _harness.RestartAsync();
        Assert.True((await TryAsync(Right, "10.0.0.9", device)).IsSuccess, "the device is known after restarts, too");
        Assert.False(_appliance.IsLocked("ops"));
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_a_try_gives_none_for_free()
    {
        for (var i = 0; i < 6; i++)
        {
            _appliance.Delay = new TaskCompletionSource().Task;
            _ = TryAsync("wrong", $"192.0.2.{i}");
            await _harness.RestartAsync();
        }

        _appliance.Delay = Task.CompletedTask;
        Assert.Equal("sign-in-delayed", (await TryAsync(Right, "198.51.100.1")).Error?.Code);
        Assert.Equal(0, _appliance.Forwarded);
    }

    [Fact]
    public Task A_flood_of_names_stays_bounded_and_frees_nobody() => FloodAsync(1_500);

    [Fact]
    [Trait("Size", "Soak")]
    public Task A_flood_of_a_hundred_thousand_names_stays_bounded_and_frees_nobody() => FloodAsync(100_000);

    private async Task FloodAsync(int names)
    {
        for (var i = 0; i < 3; i++)
        {
            await TryAsync("wrong", $"198.51.100.{i}");
        }

        for (var i = 0; i < names; i++)
        {
            await TryAsync("wrong", $"10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}", user: $"name-{i}");
        }

        Assert.Equal("sign-in-delayed", (await TryAsync(Right, "203.0.113.1")).Error?.Code);
        Assert.Equal(3, _appliance.Failures["ops"]);
        Assert.InRange(await CountAsync("sign_in_counters"), 1_000, 2_064);
        Assert.InRange(await CountAsync("audit"), 1, 40);
        await _harness.RestartAsync();
        Assert.InRange(new FileInfo(_harness.DatabasePath).Length, 1, 4L * 1024 * 1024);
    }

    private async Task<Result<SignedIn>> TryAsync(string password, string source, Secret? device = null, string user = "ops")
    {
        var runner = await _harness.OpenAsync<IOperationRunner>();
        return await runner.RunAsync(
            new SignIn(user, new Secret(password)) { DeviceToken = device }, new Caller("", source, "browser"), CancellationToken.None);
    }

    private async Task<long> CountAsync(string table)
    {
        await using var connection = new SqliteConnection($"Data Source={_harness.DatabasePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are above.
        command.CommandText = $"SELECT count(*) FROM {table}";
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
