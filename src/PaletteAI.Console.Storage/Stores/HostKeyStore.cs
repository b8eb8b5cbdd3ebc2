using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Hosts.Trust;
using PaletteAI.Console.Storage.Database;

namespace PaletteAI.Console.Storage.Stores;

/// <summary>Accepted host keys.</summary>
internal sealed class HostKeyStore(ConsoleDatabase database) : IHostKeyStore
{
    public Task<IReadOnlyList<AcceptedHostKey>> ListAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<AcceptedHostKey>>(
        c => c.Query(
            "SELECT * FROM host_keys ORDER BY address, port",
            r => new AcceptedHostKey(r.Text("address"), (int)r.Number("port"), new HostKey(r.Text("type"), r.Text("key")), r.Text("accepted_by"), r.Time("accepted_at"))),
        ct);

    public Task ReplaceAsync(AcceptedHostKey accepted, CancellationToken ct) => database.WriteAsync(
        c => c.Execute(
            """
            INSERT INTO host_keys (address, port, type, key, accepted_by, accepted_at) VALUES ($address, $port, $type, $key, $by, $at)
            ON CONFLICT (address, port) DO UPDATE SET type = excluded.type, key = excluded.key, accepted_by = excluded.accepted_by, accepted_at = excluded.accepted_at
            """,
            ("$address", accepted.Address), ("$port", accepted.Port), ("$type", accepted.Key.Type), ("$key", accepted.Key.Base64), ("$by", accepted.AcceptedBy), ("$at", accepted.AcceptedAt)),
        ct);

    public Task<bool> RemoveAsync(string address, int port, CancellationToken ct) => database.WriteAsync(
        c => c.Execute("DELETE FROM host_keys WHERE address = $address AND port = $port", ("$address", address), ("$port", port)) > 0, ct);
}
