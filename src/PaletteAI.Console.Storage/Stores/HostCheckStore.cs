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
            c.Execute("INSERT INTO host_checks (at, actor, report) VALUES ($at, $actor, $report)", ("$at", checks.At), ("$actor", checks.Actor), ("$report", StoredJson.Write(checks.Report)));
            c.Execute("DELETE FROM host_checks WHERE number <= (SELECT max(number) FROM host_checks) - $most", ("$most", MostReports));
        },
        ct);

    public Task<StoredHostChecks?> FindNewestAsync(CancellationToken ct) => database.ReadAsync(
        c => c.Query("SELECT * FROM host_checks ORDER BY number DESC LIMIT 1", Read).FirstOrDefault(), ct);

    private StoredHostChecks? Read(SqliteDataReader row)
    {
        try
        {
            return new StoredHostChecks(row.Time("at"), row.Text("actor"), StoredJson.Read<HostCheckReport>(row.Text("report")));
        }
        catch (JsonException e)
        {
            log.LogError(e, "The stored checks {Number} cannot be read", row.Number("number"));
            return null;
        }
    }
}
