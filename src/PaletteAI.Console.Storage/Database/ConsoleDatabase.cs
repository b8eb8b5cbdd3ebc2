using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace PaletteAI.Console.Storage.Database;

/// <summary>
/// Opens <c>console.db</c>. Readers run side by side (WAL); writers take turns in this process, so that none of them ever finds the file busy.
/// </summary>
internal sealed class ConsoleDatabase(StorageOptions options) : IDisposable
{
    private const int BusySeconds = 5;
    private readonly SemaphoreSlim _writer = new(1);

    public string Path { get; } = System.IO.Path.Combine(options.DataDirectory, "console.db");

    /// <summary>Reads.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken ct)
    {
        await using var connection = await OpenAsync("FULL", ct);
        return read(connection);
    }

    /// <summary>Writes in one transaction that is on the disk when this returns.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken ct) => WriteAsync("FULL", write, ct);

    /// <summary>Writes in one transaction.</summary>
    public Task WriteAsync(Action<SqliteConnection> write, CancellationToken ct) => WriteAsync(
        c =>
        {
            write(c);
            return true;
        },
        ct);

    /// <summary>Writes in one transaction that outlives the process at once, but a power cut only after the next checkpoint.</summary>
    public Task<T> WriteQuicklyAsync<T>(Func<SqliteConnection, T> write, CancellationToken ct) => WriteAsync("NORMAL", write, ct);

    /// <summary>Closes pooled connections.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
        _writer.Dispose();
    }

    private string ConnectionString => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Mode = SqliteOpenMode.ReadWriteCreate,
        ForeignKeys = true,
        DefaultTimeout = BusySeconds,
        Pooling = true,
    }.ToString();

    private async Task<T> WriteAsync<T>(string synchronous, Func<SqliteConnection, T> write, CancellationToken ct)
    {
        await _writer.WaitAsync(ct);
        try
        {
            await using var connection = await OpenAsync(synchronous, ct);
            // Not deferred: the write lock is taken now, so that what is read inside cannot change before it is written.
            await using var transaction = connection.BeginTransaction(deferred: false);
            var result = write(connection);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        finally
        {
            _writer.Release();
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes the connection.")]
    private async Task<SqliteConnection> OpenAsync(string synchronous, CancellationToken ct)
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            connection.Execute($"PRAGMA synchronous = {synchronous}; PRAGMA busy_timeout = {BusySeconds * 1000};");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
