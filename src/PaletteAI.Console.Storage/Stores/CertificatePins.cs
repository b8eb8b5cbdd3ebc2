using Microsoft.Data.Sqlite;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Storage.Database;

namespace PaletteAI.Console.Storage.Stores;

/// <summary>Accepted certificates.</summary>
internal sealed class CertificatePins(ConsoleDatabase database) : ICertificatePins
{
    public Task<CertificatePin?> FindAsync(string endpoint, CancellationToken ct) => database.ReadAsync(
        c => c.Query("SELECT * FROM certificate_pins WHERE endpoint = $endpoint", Read, ("$endpoint", endpoint)).FirstOrDefault(), ct);

    public Task SaveAsync(CertificatePin pin, CancellationToken ct) => database.WriteAsync(
        c => c.Execute(
            """
            INSERT INTO certificate_pins (endpoint, sha256, accepted_by, accepted_at) VALUES ($endpoint, $sha256, $by, $at)
            ON CONFLICT (endpoint) DO UPDATE SET sha256 = excluded.sha256, accepted_by = excluded.accepted_by, accepted_at = excluded.accepted_at
            """,
            ("$endpoint", pin.Endpoint), ("$sha256", pin.Sha256), ("$by", pin.AcceptedBy), ("$at", pin.AcceptedAt)),
        ct);

    public Task<IReadOnlyList<CertificatePin>> ListAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<CertificatePin>>(
        c => c.Query("SELECT * FROM certificate_pins ORDER BY endpoint", Read), ct);

    public Task RemoveAsync(string endpoint, CancellationToken ct) => database.WriteAsync(
        c => c.Execute("DELETE FROM certificate_pins WHERE endpoint = $endpoint", ("$endpoint", endpoint)), ct);

    private static CertificatePin Read(SqliteDataReader row) =>
        new(row.Text("endpoint"), row.Text("sha256"), row.Text("accepted_by"), row.Time("accepted_at"));
}
