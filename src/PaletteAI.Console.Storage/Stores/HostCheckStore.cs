using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Storage.Database;

namespace PaletteAI.Console.Storage.Stores;

/// <summary>Reports of host checks; the newest are kept.</summary>
internal sealed class HostCheckStore(ConsoleDatabase database, ILogger<HostCheckStore> log) : IHostCheckStore
{
    private const int MostReports = 100;

    public Task AddAsync(StoredHostChecks checks, CancellationToken ct) => database.WriteAsync(
        c =>
        {
            c.Execute("INSERT INTO host_checks (at, actor, report, deployment) VALUES ($at, $actor, $report, $deployment)", ("$deployment", checks.DeploymentId), ("$at", checks.At), ("$actor", checks.Actor), ("$report", StoredJson.Write(checks.Report)));
            c.Execute("DELETE FROM host_checks WHERE deployment = '' AND number <= (SELECT max(number) FROM host_checks) - $most", ("$most", MostReports));
        },
        ct);

    public Task IgnoreAsync(IgnoredCheck ignored, CancellationToken ct) => database.WriteAsync(
        c => c.Execute(
            "INSERT OR REPLACE INTO ignored_checks (id, host, reason, ignored_by, ignored_at) VALUES ($id, $host, $reason, $by, $at)",
            ("$id", ignored.Id), ("$host", ignored.Host), ("$reason", ignored.Reason), ("$by", ignored.By), ("$at", ignored.At)),
        ct);

    public Task<bool> StopIgnoringAsync(string id, string host, CancellationToken ct) =>
        database.WriteAsync(c => c.Execute("DELETE FROM ignored_checks WHERE id = $id AND host = $host", ("$id", id), ("$host", host)) > 0, ct);

    public async Task<IReadOnlyList<IgnoredCheck>> ListIgnoredAsync(CancellationToken ct) => await database.ReadAsync(
        c => c.Query("SELECT * FROM ignored_checks ORDER BY id, host", r => new IgnoredCheck(r.Text("id"), r.Text("host"), r.Text("reason"), r.Text("ignored_by"), r.Time("ignored_at"))).ToList(), ct);

    public Task<StoredHostChecks?> FindNewestAsync(CancellationToken ct) => database.ReadAsync(
        c => c.Query("SELECT * FROM host_checks ORDER BY number DESC LIMIT 1", Read).FirstOrDefault(), ct);

    private StoredHostChecks? Read(SqliteDataReader row)
    {
        try
        {
            return new StoredHostChecks(row.Time("at"), row.Text("actor"), StoredJson.Read<HostCheckReport>(row.Text("report"))) { DeploymentId = row.Text("deployment") };
        }
        catch (JsonException e)
        {
            log.LogError(e, "The stored checks {Number} cannot be read", row.Number("number"));
            return null;
        }
    }
}
