using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Storage.Database;

namespace PaletteAI.Console.Storage.Secrets;

/// <summary>Random keys in the database, encrypted.</summary>
internal sealed class ConsoleKeys(ConsoleDatabase database, ISecretProtector protector) : IConsoleKeys
{
    private readonly ConcurrentDictionary<string, byte[]> _known = new(StringComparer.Ordinal);

    public async ValueTask<byte[]> GetAsync(string name, CancellationToken ct)
    {
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        var read = await database.WriteAsync(c => Read(c, name) ?? Make(c, name), ct);
        return _known.GetOrAdd(name, read);
    }

    private byte[]? Read(SqliteConnection connection, string name) =>
        connection.Scalar("SELECT protected FROM console_keys WHERE name = $name", ("$name", name)) is string text
        && protector.TryUnprotect(Purpose(name), text, out var secret)
            ? Convert.FromBase64String(secret.Reveal())
            : null;

    private byte[] Make(SqliteConnection connection, string name)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        connection.Execute(
            "INSERT INTO console_keys (name, protected) VALUES ($name, $text) ON CONFLICT (name) DO UPDATE SET protected = excluded.protected",
            ("$name", name), ("$text", protector.Protect(Purpose(name), new Secret(Convert.ToBase64String(key)))));
        return key;
    }

    private static string Purpose(string name) => $"console-key:{name}";
}
