using Microsoft.Data.Sqlite;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Storage.Database;
using PaletteAI.Console.Storage.Secrets;

namespace PaletteAI.Console.Storage.Stores;

/// <summary>Log-ins to hosts. A secret that can no longer be read is none: the log-in then fails and says so.</summary>
internal sealed class HostCredentialStore(ConsoleDatabase database, ISecretProtector protector) : IHostCredentialStore
{
    private const string Purpose = "host-credential";

    public Task<IReadOnlyList<HostCredentials>> ListAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<HostCredentials>>(
        c => c.Query("SELECT * FROM host_credentials ORDER BY address", Read), ct);

    public Task SaveAsync(HostCredentials credentials, CancellationToken ct) => database.WriteAsync(
        c => c.Execute(
            """
            INSERT INTO host_credentials (address, user_name, port, password, private_key, passphrase, sudo_password, public_key, changed_by, changed_at)
            VALUES ($address, $user, $port, $password, $key, $passphrase, $sudo, $public, $by, $at)
            ON CONFLICT (address) DO UPDATE SET user_name = excluded.user_name, port = excluded.port, password = excluded.password, private_key = excluded.private_key,
                passphrase = excluded.passphrase, sudo_password = excluded.sudo_password, public_key = excluded.public_key, changed_by = excluded.changed_by, changed_at = excluded.changed_at
            """,
            ("$address", credentials.Address), ("$user", credentials.Login.User), ("$port", credentials.Port),
            ("$password", protector.ProtectOrNull(Purpose, credentials.Login.Password)), ("$key", protector.ProtectOrNull(Purpose, credentials.Login.PrivateKey)),
            ("$passphrase", protector.ProtectOrNull(Purpose, credentials.Login.Passphrase)), ("$sudo", protector.ProtectOrNull(Purpose, credentials.Login.SudoPassword)),
            ("$public", credentials.PublicKey), ("$by", credentials.ChangedBy), ("$at", credentials.ChangedAt)),
        ct);

    public Task<bool> RemoveAsync(string address, CancellationToken ct) => database.WriteAsync(
        c => c.Execute("DELETE FROM host_credentials WHERE address = $address", ("$address", address)) > 0, ct);

    private HostCredentials Read(SqliteDataReader row) => new(
        row.Text("address"), (int)row.Number("port"),
        new HostLogin(row.Text("user_name"))
        {
            Password = protector.UnprotectOrNull(Purpose, row.TextOrNull("password")),
            PrivateKey = protector.UnprotectOrNull(Purpose, row.TextOrNull("private_key")),
            Passphrase = protector.UnprotectOrNull(Purpose, row.TextOrNull("passphrase")),
            SudoPassword = protector.UnprotectOrNull(Purpose, row.TextOrNull("sudo_password")),
        },
        row.Text("public_key"), row.Text("changed_by"), row.Time("changed_at"));
}
