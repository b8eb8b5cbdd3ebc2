using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Storage.Database;

namespace PaletteAI.Console.Storage.Stores;

/// <summary>
/// Counters of failed sign-ins, at most <see cref="StorageOptions.MaxThrottleCounters"/>. When full, those with the fewest failures leave
/// first, the oldest first; a live lock never leaves. If all are locked, new keys share a few overflow counters: that can only make
/// strangers wait longer.
/// </summary>
internal sealed class ThrottleStore(ConsoleDatabase database, StorageOptions options, TimeProvider time) : ISignInThrottleStore
{
    private const int OverflowCounters = 64;
    private int? _rows;

    public Task<ThrottleCounter> ReadAsync(string key, CancellationToken ct) => database.ReadAsync(
        c => Find(c, Hash(key)) ?? Find(c, Overflow(key)) ?? ThrottleCounter.Fresh, ct);

    public Task<ThrottleCounter> UpdateAsync(string key, Func<ThrottleCounter, ThrottleCounter> change, CancellationToken ct) =>
        database.WriteQuicklyAsync(c => Update(c, key, change), ct);

    private ThrottleCounter Update(SqliteConnection connection, string key, Func<ThrottleCounter, ThrottleCounter> change)
    {
        var stored = Hash(key);
        var old = Find(connection, stored);
        if (old is null && !MakeRoom(connection))
        {
            stored = Overflow(key);
            old = Find(connection, stored);
        }

        var changed = change(old ?? ThrottleCounter.Fresh);
        if (changed == ThrottleCounter.Fresh)
        {
            _rows -= connection.Execute("DELETE FROM sign_in_counters WHERE key = $key", ("$key", stored));
            return changed;
        }

        connection.Execute(
            """
            INSERT INTO sign_in_counters (key, failures, last_failure_at, locked_until) VALUES ($key, $failures, $last, $locked)
            ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last_failure_at = excluded.last_failure_at, locked_until = excluded.locked_until
            """,
            ("$key", stored), ("$failures", changed.Failures), ("$last", changed.LastFailureAt), ("$locked", changed.LockedUntil));
        _rows += old is null ? 1 : 0;
        return changed;
    }

    /// <summary>Whether another row may be added. Evicts a twentieth at a time, so that a flood does not pay for each name.</summary>
    private bool MakeRoom(SqliteConnection connection)
    {
        _rows ??= Count(connection);
        if (_rows < options.MaxThrottleCounters)
        {
            return true;
        }

        connection.Execute(
            """
            DELETE FROM sign_in_counters WHERE key IN (
                SELECT key FROM sign_in_counters WHERE locked_until IS NULL OR locked_until <= $now
                ORDER BY failures, last_failure_at LIMIT $some)
            """,
            ("$now", time.GetUtcNow()), ("$some", Math.Max(1, options.MaxThrottleCounters / 20)));
        _rows = Count(connection);
        return _rows < options.MaxThrottleCounters;
    }

    private static int Count(SqliteConnection connection) => (int)(long)connection.Scalar("SELECT count(*) FROM sign_in_counters")!;

    private static ThrottleCounter? Find(SqliteConnection connection, string stored) => connection.Query(
        "SELECT failures, last_failure_at, locked_until FROM sign_in_counters WHERE key = $key",
        r => new ThrottleCounter((int)r.Number("failures"), r.TimeOrNull("last_failure_at"), r.TimeOrNull("locked_until")),
        ("$key", stored)).FirstOrDefault();

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static string Overflow(string key) => $"overflow-{SHA256.HashData(Encoding.UTF8.GetBytes(key))[0] % OverflowCounters}";
}
