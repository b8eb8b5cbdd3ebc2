using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Storage.Database;

namespace PaletteAI.Console.Storage.Stores;

/// <summary>Drafts. A draft whose row cannot be read is left alone and logged, never the reason why others cannot be opened.</summary>
internal sealed class DraftStore(ConsoleDatabase database, ISecretProtector protector, TimeProvider time, ILogger<DraftStore> log) : IDraftStore
{
    private const string Purpose = "draft-secret";
    private const int MaxDrafts = 500;
    private const int MaxCharacters = 1024 * 1024;

    public Task<IReadOnlyList<Draft>> ListAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<Draft>>(
        c => [.. c.Query("SELECT * FROM drafts ORDER BY updated_at DESC, id", Read).OfType<Draft>()], ct);

    public Task<Draft?> FindAsync(string id, CancellationToken ct) => database.ReadAsync(
        c => c.Query("SELECT * FROM drafts WHERE id = $id", Read, ("$id", id)).FirstOrDefault(), ct);

    public Task<Result<Draft>> SaveAsync(Draft draft, CancellationToken ct)
    {
        var saved = draft with { Version = draft.Version + 1, UpdatedAt = time.GetUtcNow(), LostSecrets = [] };
        var spec = StoredJson.Write(draft.Spec);
        return spec.Length > MaxCharacters
            ? Task.FromResult<Result<Draft>>(new Error(ErrorKind.Invalid, "draft-too-large", "The draft is larger than 1 MiB.", "Remove what is not needed."))
            : database.WriteAsync(c => Save(c, saved, draft.LostSecrets, spec), ct);
    }

    public Task DeleteAsync(string id, CancellationToken ct) =>
        database.WriteAsync(c => c.Execute("DELETE FROM drafts WHERE id = $id", ("$id", id)), ct);

    private Result<Draft> Save(SqliteConnection connection, Draft draft, IReadOnlyList<string> lost, string spec)
    {
        (string, object?)[] parameters =
        [
            ("$id", draft.Id), ("$owner", draft.Owner), ("$version", draft.Version), ("$spec", spec),
            ("$secrets", StoredJson.Write(Protected(connection, draft, lost))), ("$visited", StoredJson.Write(draft.VisitedSteps)),
            ("$accepted", StoredJson.Write(draft.Accepted)), ("$parked", StoredJson.Write(draft.Parked)), ("$at", draft.UpdatedAt),
        ];
        var stillLost = lost.Where(n => !draft.Secrets.ContainsKey(n)).ToArray();
        if (draft.Version == 1)
        {
            return Insert(connection, parameters) ?? Result<Draft>.Success(draft with { LostSecrets = stillLost });
        }

        var changed = connection.Execute(
            """
            UPDATE drafts SET owner = $owner, version = $version, spec = $spec, secrets = $secrets, visited = $visited, accepted = $accepted,
                              parked = $parked, updated_at = $at
            WHERE id = $id AND version = $version - 1
            """,
            parameters);
        return changed == 1 ? draft with { LostSecrets = stillLost } : Elsewhere();
    }

    private static Result<Draft>? Insert(SqliteConnection connection, (string, object?)[] parameters)
    {
        if ((long)connection.Scalar("SELECT count(*) FROM drafts")! >= MaxDrafts)
        {
            return new Error(ErrorKind.Refused, "too-many-drafts", $"There are {MaxDrafts} drafts already.", "Delete drafts that are not needed.");
        }

        var added = connection.Execute(
            """
            INSERT INTO drafts (id, owner, version, spec, secrets, visited, accepted, parked, updated_at)
            VALUES ($id, $owner, $version, $spec, $secrets, $visited, $accepted, $parked, $at) ON CONFLICT (id) DO NOTHING
            """,
            parameters);
        return added == 1 ? null : Result<Draft>.Failure(Elsewhere());
    }

    /// <summary>Encrypted values by name. A lost one stays as it is stored until it is entered again: the keys may come back.</summary>
    private Dictionary<string, string> Protected(SqliteConnection connection, Draft draft, IReadOnlyList<string> lost)
    {
        var values = draft.Secrets.ToDictionary(s => s.Key, s => protector.Protect(Purpose, s.Value), StringComparer.Ordinal);
        if (lost.Count > 0 && connection.Scalar("SELECT secrets FROM drafts WHERE id = $id", ("$id", draft.Id)) is string stored)
        {
            foreach (var (name, text) in StoredJson.Read<Dictionary<string, string>>(stored).Where(s => lost.Contains(s.Key)))
            {
                values.TryAdd(name, text);
            }
        }

        return values;
    }

    private static Error Elsewhere() => new(
        ErrorKind.Refused, "draft-changed-elsewhere", "This draft was changed in another window, or deleted.", "Reload it and repeat the change.");

    private Draft? Read(SqliteDataReader row)
    {
        var id = row.Text("id");
        try
        {
            var stored = StoredJson.Read<Dictionary<string, string>>(row.Text("secrets"));
            var secrets = new Dictionary<string, Secret>(StringComparer.Ordinal);
            foreach (var (name, text) in stored)
            {
                if (protector.TryUnprotect(Purpose, text, out var secret))
                {
                    secrets[name] = secret;
                }
            }

            return new Draft
            {
                Id = id,
                Owner = row.Text("owner"),
                Version = row.Number("version"),
                Spec = StoredJson.Read<InstallSpec>(row.Text("spec")),
                Secrets = secrets,
                LostSecrets = [.. stored.Keys.Where(n => !secrets.ContainsKey(n)).Order(StringComparer.Ordinal)],
                VisitedSteps = StoredJson.Read<string[]>(row.Text("visited")),
                Accepted = StoredJson.Read<string[]>(row.Text("accepted")),
                Parked = StoredJson.Read<Dictionary<string, string>>(row.Text("parked")),
                UpdatedAt = row.Time("updated_at"),
            };
        }
        catch (JsonException e)
        {
            log.LogError(e, "The stored draft {Id} cannot be read", id);
            return null;
        }
    }
}
