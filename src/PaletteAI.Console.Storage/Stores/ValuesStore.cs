using System.Collections.Immutable;
using System.IO.Compression;
using Microsoft.Data.Sqlite;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Storage.Database;

namespace PaletteAI.Console.Storage.Stores;

/// <summary>Values files and unsaved edits, protected. Old revisions go, but the shipped ones stay.</summary>
internal sealed class ValuesStore(ConsoleDatabase database, ISecretProtector protector) : IValuesStore
{
    private const string ContentPurpose = "values-content";
    private const string DraftPurpose = "values-draft";
    private const int MostRevisions = 300;

    public Task<ValuesDraft?> FindDraftAsync(string owner, CancellationToken ct) => database.ReadAsync(
        c => c.Query("SELECT * FROM values_drafts WHERE owner = $owner", ReadDraft, ("$owner", owner)).FirstOrDefault(), ct);

    public Task<Result<ValuesDraft>> SaveDraftAsync(ValuesDraft draft, CancellationToken ct) => database.WriteAsync<Result<ValuesDraft>>(
        c =>
        {
            var changed = c.Execute(
                draft.Version == 0
                    ? "INSERT INTO values_drafts (owner, version, protected, base_sha256, updated_at) VALUES ($owner, 1, $text, $base, $at) ON CONFLICT (owner) DO NOTHING"
                    : "UPDATE values_drafts SET version = version + 1, protected = $text, base_sha256 = $base, updated_at = $at WHERE owner = $owner AND version = $version",
                ("$owner", draft.Owner), ("$version", draft.Version), ("$text", protector.Protect(DraftPurpose, draft.Text ?? Secret.Empty)), ("$base", draft.BaseSha256), ("$at", draft.UpdatedAt));
            return changed == 1 ? draft with { Version = draft.Version + 1 } : ValuesErrors.DraftChanged;
        },
        ct);

    public Task<bool> DeleteDraftAsync(string owner, long version, CancellationToken ct) => database.WriteAsync(
        c => c.Execute("DELETE FROM values_drafts WHERE owner = $owner AND version = $version", ("$owner", owner), ("$version", version)) == 1, ct);

    public Task<ValuesRevision> AddRevisionAsync(ValuesRevision revision, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var packed = Protected(content);
        return database.WriteAsync(c => Add(c, revision, packed), ct);
    }

    public Task KeepContentAsync(string sha256, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var packed = Protected(content);
        return database.WriteAsync(c => Keep(c, sha256, packed), ct);
    }

    public Task UpdateRevisionAsync(long number, ImmutableArray<ValuesRevisionHost> hosts, CancellationToken ct) => database.WriteAsync(
        c => c.Execute("UPDATE values_revisions SET hosts = $hosts WHERE number = $number", ("$number", number), ("$hosts", StoredJson.Write(hosts))), ct);

    public Task<ImmutableArray<ValuesRevision>> ListRevisionsAsync(CancellationToken ct) => database.ReadAsync(
        c => c.Query("SELECT * FROM values_revisions ORDER BY number DESC", ReadRevision).ToImmutableArray(), ct);

    public async Task<ReadOnlyMemory<byte>?> FindContentAsync(string sha256, CancellationToken ct)
    {
        var stored = await database.ReadAsync(c => (string?)c.Scalar("SELECT protected FROM values_contents WHERE sha256 = $sha256", ("$sha256", sha256)), ct);
        return stored is not null && protector.TryUnprotect(ContentPurpose, stored, out var packed)
            ? Unpack(Convert.FromBase64String(packed.Reveal()))
            : (ReadOnlyMemory<byte>?)null; // a bare null would become an empty content
    }

    private static ValuesRevision Add(SqliteConnection connection, ValuesRevision revision, string content)
    {
        Keep(connection, revision.Sha256, content);
        connection.Execute(
            """
            INSERT INTO values_revisions (kind, sha256, size, author, reason, at, base_sha256, hosts)
            VALUES ($kind, $sha256, $size, $author, $reason, $at, $base, $hosts)
            """,
            ("$kind", revision.Kind.ToString()), ("$sha256", revision.Sha256), ("$size", revision.Size), ("$author", revision.Author), ("$reason", revision.Reason),
            ("$at", revision.At), ("$base", revision.BaseSha256), ("$hosts", StoredJson.Write(revision.Hosts)));
        var number = (long)connection.Scalar("SELECT last_insert_rowid()")!;
        Prune(connection);
        return revision with { Number = number };
    }

    // A content whose keys were lost is worth nothing: the newest one stays.
    private static int Keep(SqliteConnection connection, string sha256, string content) => connection.Execute(
        "INSERT INTO values_contents (sha256, protected) VALUES ($sha256, $content) ON CONFLICT (sha256) DO UPDATE SET protected = excluded.protected",
        ("$sha256", sha256), ("$content", content));

    private string Protected(ReadOnlyMemory<byte> content) => protector.Protect(ContentPurpose, new Secret(Convert.ToBase64String(Pack(content))));

    private static void Prune(SqliteConnection connection)
    {
        connection.Execute(
            "DELETE FROM values_revisions WHERE kind <> 'Shipped' AND number NOT IN (SELECT number FROM values_revisions ORDER BY number DESC LIMIT $most)", ("$most", MostRevisions));
        connection.Execute(
            """
            DELETE FROM values_contents WHERE sha256 NOT IN (SELECT sha256 FROM values_revisions)
                AND NOT EXISTS (SELECT 1 FROM values_drafts d WHERE instr(d.base_sha256, values_contents.sha256) > 0)
            """);
    }

    private ValuesDraft ReadDraft(SqliteDataReader row) => new(
        row.Text("owner"), row.Number("version"), protector.TryUnprotect(DraftPurpose, row.Text("protected"), out var text) ? text : null, row.Text("base_sha256"), row.Time("updated_at"));

    private static ValuesRevision ReadRevision(SqliteDataReader row) => new()
    {
        Number = row.Number("number"),
        Kind = Enum.Parse<ValuesRevisionKind>(row.Text("kind")),
        Sha256 = row.Text("sha256"),
        Size = row.Number("size"),
        Author = row.Text("author"),
        Reason = row.Text("reason"),
        At = row.Time("at"),
        BaseSha256 = row.Text("base_sha256"),
        Hosts = StoredJson.Read<ImmutableArray<ValuesRevisionHost>>(row.Text("hosts")),
    };

    private static byte[] Pack(ReadOnlyMemory<byte> content)
    {
        using var packed = new MemoryStream();
        using (var zip = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            zip.Write(content.Span);
        }

        return packed.ToArray();
    }

    private static ReadOnlyMemory<byte> Unpack(byte[] packed)
    {
        using var zip = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var content = new MemoryStream();
        zip.CopyTo(content);
        return content.ToArray();
    }
}
