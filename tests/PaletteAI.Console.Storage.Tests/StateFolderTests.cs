using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Storage.Database;

#pragma warning disable CA1416 // Linux only.

namespace PaletteAI.Console.Storage.Tests;

public sealed class StateFolderTests : IAsyncLifetime
{
    private readonly StorageHarness _harness = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task A_second_console_on_the_folder_is_refused_and_told_what_to_do()
    {
        await _harness.OpenAsync<IAuditStore>();
        await using var second = _harness.Build();

        var refused = await second.GetRequiredService<IStateFolder>().OpenAsync(CancellationToken.None);

        Assert.Equal("data-folder-in-use", refused.Error?.Code);
        Assert.Equal(ErrorKind.Refused, refused.Error?.Kind);
        Assert.Contains("--data", refused.Error?.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_first_console_ended_the_folder_is_free()
    {
        await _harness.OpenAsync<IAuditStore>();
        await _harness.RestartAsync();
        await using var second = _harness.Build();

        Assert.True((await second.GetRequiredService<IStateFolder>().OpenAsync(CancellationToken.None)).IsSuccess);
    }

    [Fact]
    public async Task Files_are_readable_by_their_owner_only()
    {
        var audit = await _harness.OpenAsync<IAuditStore>();
        await audit.ListAsync(new AuditFilter(), CancellationToken.None);
        const UnixFileMode others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.All(Directory.GetFiles(_harness.Folder), f => Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(f) & others));
    }

    [Fact]
    public async Task A_file_of_a_later_version_is_left_alone()
    {
        await _harness.OpenAsync<IAuditStore>();
        await _harness.RestartAsync();
        await _harness.TamperAsync("INSERT INTO migrations VALUES (9999, '9999-later', 'x', 0)");
        await using var services = _harness.Build();

        var opened = await services.GetRequiredService<IStateFolder>().OpenAsync(CancellationToken.None);

        Assert.Equal("data-folder-newer", opened.Error?.Code);
    }

    [Fact]
    public async Task A_step_that_was_changed_after_it_ran_is_noticed()
    {
        await _harness.OpenAsync<IAuditStore>();
        await _harness.RestartAsync();
        await _harness.TamperAsync("UPDATE migrations SET sha256 = 'other' WHERE number = 1");
        await using var services = _harness.Build();

        Assert.Equal("data-folder-newer", (await services.GetRequiredService<IStateFolder>().OpenAsync(CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_a_sentence_and_no_exception()
    {
        var file = Path.Combine(_harness.Folder, "a-file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await using var services = new ServiceCollection().AddLogging()
            .AddStorage(new StorageOptions { DataDirectory = Path.Combine(file, "below") }).BuildServiceProvider();

        Assert.Equal("data-folder-unusable", (await services.GetRequiredService<IStateFolder>().OpenAsync(CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task A_failing_step_leaves_nothing_behind()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using (connection.BeginTransaction())
        {
            Assert.Throws<SqliteException>(() => Migrations.Apply(
                connection, [new Migration(1, "0001-bad", "CREATE TABLE good (a); CREATE TABLE bad (")], DateTimeOffset.UnixEpoch));
        }

        Assert.Equal(0L, connection.Scalar("SELECT count(*) FROM sqlite_master"));
    }
}
