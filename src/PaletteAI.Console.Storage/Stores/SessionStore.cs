using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Storage.Database;
using PaletteAI.Console.Storage.Secrets;

namespace PaletteAI.Console.Storage.Stores;

/// <summary>Sessions. Ids are stored as SHA-256: whoever reads the file cannot use them.</summary>
internal sealed class SessionStore(ConsoleDatabase database, ISecretProtector protector) : ISessionStore
{
    private const string Purpose = "session-token";

    public Task AddAsync(Session session, CancellationToken ct) => database.WriteAsync(
        c => c.Execute(
            """
            INSERT INTO sessions (id_hash, user_name, source_address, kind, created_at, last_activity_at, expires_at,
                                  token, token_expires_at, password_change_required, ended_at, end_reason)
            VALUES ($id, $user, $source, $kind, $created, $activity, $expires, $token, $tokenExpires, $change, $ended, $reason)
            """,
            ("$id", Hash(session.Id)), ("$user", session.UserName), ("$source", session.SourceAddress), ("$kind", session.Kind),
            ("$created", session.CreatedAt), ("$activity", session.LastActivityAt), ("$expires", session.ExpiresAt),
            ("$token", protector.ProtectOrNull(Purpose, session.ApplianceToken)), ("$tokenExpires", session.ApplianceTokenExpiresAt),
            ("$change", session.PasswordChangeRequired), ("$ended", session.EndedAt), ("$reason", session.EndReason)),
        ct);

    public Task<Session?> FindAsync(string id, CancellationToken ct) => database.ReadAsync(
        c => c.Query("SELECT * FROM sessions WHERE id_hash = $id", r => Read(r, id), ("$id", Hash(id))).FirstOrDefault(), ct);

    public Task TouchAsync(string id, DateTimeOffset at, CancellationToken ct) => database.WriteQuicklyAsync(
        c => c.Execute(
            "UPDATE sessions SET last_activity_at = max(last_activity_at, $at) WHERE id_hash = $id AND ended_at IS NULL",
            ("$id", Hash(id)), ("$at", at)),
        ct);

    public Task ReplaceTokenAsync(string id, Secret token, DateTimeOffset expiresAt, CancellationToken ct) => database.WriteAsync(
        c => c.Execute(
            "UPDATE sessions SET token = $token, token_expires_at = $expires WHERE id_hash = $id AND ended_at IS NULL",
            ("$id", Hash(id)), ("$token", protector.Protect(Purpose, token)), ("$expires", expiresAt)),
        ct);

    public Task PasswordChangedAsync(string id, CancellationToken ct) => database.WriteAsync(
        c => c.Execute("UPDATE sessions SET password_change_required = 0 WHERE id_hash = $id", ("$id", Hash(id))), ct);

    public Task EndAsync(string id, DateTimeOffset at, string reason, CancellationToken ct) => database.WriteAsync(
        c => c.Execute(
            "UPDATE sessions SET ended_at = $at, end_reason = $reason, token = NULL WHERE id_hash = $id AND ended_at IS NULL",
            ("$id", Hash(id)), ("$at", at), ("$reason", reason)),
        ct);

    public Task EndOthersAsync(string userName, string exceptId, DateTimeOffset at, string reason, CancellationToken ct) => database.WriteAsync(
        c => c.Execute(
            """
            UPDATE sessions SET ended_at = $at, end_reason = $reason, token = NULL
            WHERE user_name = $user AND id_hash <> $id AND ended_at IS NULL
            """,
            ("$user", userName), ("$id", Hash(exceptId)), ("$at", at), ("$reason", reason)),
        ct);

    public Task<IReadOnlyList<Session>> ListActiveAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<Session>>(
        c => c.Query("SELECT * FROM sessions WHERE ended_at IS NULL ORDER BY created_at", r => Read(r, r.Text("id_hash"))), ct);

    public string NameOf(string id) => Hash(id);

    public Task<bool> EndNamedAsync(string name, string userName, DateTimeOffset at, string reason, CancellationToken ct) => database.WriteAsync(
        c => c.Execute(
            """
            UPDATE sessions SET ended_at = $at, end_reason = $reason, token = NULL
            WHERE id_hash = $name AND user_name = $user AND ended_at IS NULL
            """,
            ("$name", name), ("$user", userName), ("$at", at), ("$reason", reason)) > 0,
        ct);

    public Task PruneAsync(DateTimeOffset before, CancellationToken ct) => database.WriteAsync(
        c => c.Execute("DELETE FROM sessions WHERE coalesce(ended_at, expires_at) < $before", ("$before", before)), ct);

    private static string Hash(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private Session Read(SqliteDataReader row, string id) => new()
    {
        Id = id,
        UserName = row.Text("user_name"),
        SourceAddress = row.Text("source_address"),
        Kind = row.Text("kind"),
        CreatedAt = row.Time("created_at"),
        LastActivityAt = row.Time("last_activity_at"),
        ExpiresAt = row.Time("expires_at"),
        ApplianceToken = protector.UnprotectOrNull(Purpose, row.TextOrNull("token")),
        ApplianceTokenExpiresAt = row.Time("token_expires_at"),
        PasswordChangeRequired = row.Number("password_change_required") != 0,
        EndedAt = row.TimeOrNull("ended_at"),
        EndReason = row.Text("end_reason"),
    };
}
