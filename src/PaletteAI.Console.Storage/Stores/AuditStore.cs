using Microsoft.Data.Sqlite;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Storage.Database;

namespace PaletteAI.Console.Storage.Stores;

/// <summary>The audit log as a hash chain, its end kept apart.</summary>
internal sealed class AuditStore(ConsoleDatabase database) : IAuditStore
{
    private const int MaxSubject = 512;
    private const int MaxDetail = 4096;
    private const int PageRows = 2_000;

    public Task AppendAsync(AuditEntry entry, CancellationToken ct) => database.WriteAsync(c => Append(c, entry), ct);

    public Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, CancellationToken ct) => database.ReadAsync<IReadOnlyList<AuditEntry>>(
        c => c.Query(
            """
            SELECT * FROM audit
            WHERE ($before IS NULL OR number < $before)
              AND ($actor IS NULL OR actor = $actor)
              AND ($operation IS NULL OR operation = $operation)
              AND ($from IS NULL OR at >= $from)
              AND ($to IS NULL OR at < $to)
              AND ($text IS NULL OR actor LIKE $text ESCAPE '\' OR subject LIKE $text ESCAPE '\' OR detail LIKE $text ESCAPE '\')
            ORDER BY number DESC LIMIT $limit
            """,
            Read,
            ("$before", filter.BeforeNumber), ("$actor", filter.Actor), ("$operation", filter.Operation), ("$from", filter.From),
            ("$to", filter.To), ("$text", Pattern(filter.Text)), ("$limit", Math.Clamp(filter.Limit, 1, 1000))),
        ct);

    public Task<long?> FindBrokenLinkAsync(CancellationToken ct) => database.ReadAsync(c => FindBrokenLink(c, ct), ct);

    private static void Append(SqliteConnection connection, AuditEntry entry)
    {
        var (number, previous) = Head(connection);
        var row = AuditChain.Link(
            entry with { Number = number + 1, Subject = Cut(entry.Subject, MaxSubject), Detail = Cut(entry.Detail, MaxDetail) }, previous);
        connection.Execute(
            """
            INSERT INTO audit (number, at, actor, source, via, operation, subject, outcome, detail, correlation_id, hash)
            VALUES ($number, $at, $actor, $source, $via, $operation, $subject, $outcome, $detail, $correlation, $hash)
            """,
            ("$number", row.Number), ("$at", row.At), ("$actor", row.Actor), ("$source", row.Source), ("$via", row.Via),
            ("$operation", row.Operation), ("$subject", row.Subject), ("$outcome", row.Outcome), ("$detail", row.Detail),
            ("$correlation", row.CorrelationId), ("$hash", row.Hash));
        connection.Execute("UPDATE audit_head SET number = $number, hash = $hash WHERE id = 1", ("$number", row.Number), ("$hash", row.Hash));
    }

    private static long? FindBrokenLink(SqliteConnection connection, CancellationToken ct)
    {
        // One snapshot, so that rows added meanwhile are not taken for a mismatch with the head.
        using var snapshot = connection.BeginTransaction(deferred: true);
        var head = Head(connection);
        var (last, hash) = (0L, "");
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var page = connection.Query("SELECT * FROM audit WHERE number > $last ORDER BY number LIMIT $rows", Read, ("$last", last), ("$rows", PageRows));
            foreach (var row in page)
            {
                if (row.Number != last + 1 || AuditChain.HashOf(row, hash) != row.Hash)
                {
                    return last + 1;
                }

                (last, hash) = (row.Number, row.Hash);
            }

            if (page.Count < PageRows)
            {
                break;
            }
        }

        return head == (last, hash) ? null : Math.Min(head.Number, last) + 1;
    }

    // A head that was removed counts as an empty log: any row then is one too many.
    private static (long Number, string Hash) Head(SqliteConnection connection) =>
        connection.Query("SELECT number, hash FROM audit_head WHERE id = 1", r => (r.Number("number"), r.Text("hash"))).FirstOrDefault((0, ""));

    private static AuditEntry Read(SqliteDataReader row) => new()
    {
        Number = row.Number("number"),
        At = row.Time("at"),
        Actor = row.Text("actor"),
        Source = row.Text("source"),
        Via = row.Text("via"),
        Operation = row.Text("operation"),
        Subject = row.Text("subject"),
        Outcome = row.Text("outcome"),
        Detail = row.Text("detail"),
        CorrelationId = row.Text("correlation_id"),
        Hash = row.Text("hash"),
    };

    private static string? Pattern(string? text) => text is null
        ? null
        : $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";

    private static string Cut(string text, int max) => text.Length <= max ? text : text[..max];
}
