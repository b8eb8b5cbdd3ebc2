using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Storage.Tests;

public sealed class ThrottleStoreTests : IAsyncLifetime
{
    private readonly StorageHarness _harness = new() { MaxThrottleCounters = 200 };
    private ISignInThrottleStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await _harness.OpenAsync<ISignInThrottleStore>();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task Counters_survive_the_end_of_the_process()
    {
        await FailAsync("k");
        await FailAsync("k");
        await ReopenAsync();

        Assert.Equal(new ThrottleCounter(2, _harness.Time.GetUtcNow(), null), await _store.ReadAsync("k", CancellationToken.None));
        Assert.Equal(ThrottleCounter.Fresh, await _store.ReadAsync("other", CancellationToken.None));
    }

    [Fact]
    public async Task Concurrent_failures_are_all_counted()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => FailAsync("k"))));

        Assert.Equal(50, (await _store.ReadAsync("k", CancellationToken.None)).Failures);
    }

    [Fact]
    public async Task Keys_are_not_on_the_disk_in_clear()
    {
        await FailAsync("pair\nMyPassword1!\n10.0.0.5");
        await _harness.RestartAsync();

        Assert.DoesNotContain("MyPassword1!", _harness.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_of_names_neither_evicts_a_live_lock_nor_grows_the_file()
    {
        var until = _harness.Time.GetUtcNow().AddMinutes(15);
        await _store.UpdateAsync("locked", _ => new ThrottleCounter(1, DateTimeOffset.UnixEpoch, until), CancellationToken.None);
        await _store.UpdateAsync("often", _ => new ThrottleCounter(3, DateTimeOffset.UnixEpoch, null), CancellationToken.None);

        for (var i = 0; i < 5_000; i++)
        {
            await FailAsync($"name-{i}");
        }

        Assert.Equal(until, (await _store.ReadAsync("locked", CancellationToken.None)).LockedUntil);
        Assert.Equal(3, (await _store.ReadAsync("often", CancellationToken.None)).Failures);
        Assert.InRange(await CountAsync(), 100, 200);
    }

    [Fact]
    public async Task When_everything_is_locked_newcomers_share_counters_and_the_file_still_does_not_grow()
    {
        var until = _harness.Time.GetUtcNow().AddMinutes(15);
        for (var i = 0; i < 1_000; i++)
        {
            await _store.UpdateAsync($"pair-{i}", c => new ThrottleCounter(c.Failures + 1, _harness.Time.GetUtcNow(), until), CancellationToken.None);
        }

        Assert.Equal(until, (await _store.ReadAsync("pair-0", CancellationToken.None)).LockedUntil);
        Assert.Equal(until, (await _store.ReadAsync("pair-999", CancellationToken.None)).LockedUntil);
        Assert.InRange(await CountAsync(), 200, 264);
    }

    [Fact]
    public async Task Locks_that_are_over_make_room()
    {
        for (var i = 0; i < 200; i++)
        {
            await _store.UpdateAsync(
                $"pair-{i}", _ => new ThrottleCounter(5, _harness.Time.GetUtcNow(), _harness.Time.GetUtcNow().AddMinutes(15)), CancellationToken.None);
        }

        _harness.Time.Advance(TimeSpan.FromMinutes(16));
        await FailAsync("new");
        await ReopenAsync();

        Assert.Equal(1, (await _store.ReadAsync("new", CancellationToken.None)).Failures);
        Assert.InRange(await CountAsync(), 150, 200);
    }

    [Fact]
    public async Task A_counter_that_is_fresh_again_leaves_no_row()
    {
        await FailAsync("k");
        await _store.UpdateAsync("k", _ => ThrottleCounter.Fresh, CancellationToken.None);

        Assert.Equal(0, await CountAsync());
    }

    private Task FailAsync(string key) => _store.UpdateAsync(
        key, c => c with { Failures = c.Failures + 1, LastFailureAt = _harness.Time.GetUtcNow() }, CancellationToken.None);

    private async Task<long> CountAsync()
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_harness.DatabasePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sign_in_counters";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task ReopenAsync()
    {
        await _harness.RestartAsync();
        _store = await _harness.OpenAsync<ISignInThrottleStore>();
    }
}
