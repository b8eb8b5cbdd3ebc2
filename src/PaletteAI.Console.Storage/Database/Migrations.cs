using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace PaletteAI.Console.Storage.Database;

/// <summary>The numbered scripts embedded in this assembly.</summary>
internal static class Migrations
{
    private const string Prefix = "PaletteAI.Console.Storage.Migrations.";

    /// <summary>All scripts in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = [.. typeof(Migrations).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(".sql", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(Read)];

    /// <summary>Runs the scripts that have not run, all in the caller's transaction. Returns a sentence when the file does not fit, else null.</summary>
    public static string? Apply(SqliteConnection connection, IReadOnlyList<Migration> scripts, DateTimeOffset now)
    {
        connection.Execute(
            "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT");
        var applied = connection.Query("SELECT number, sha256 FROM migrations ORDER BY number", r => (Number: r.Number("number"), Sha256: r.Text("sha256")));
        foreach (var (number, sha256) in applied)
        {
            if (scripts.FirstOrDefault(s => s.Number == number) is not { } known)
            {
                return $"It was written by a later version of the console (step {number}).";
            }

            if (known.Sha256 != sha256)
            {
                return $"Its step {number} ({known.Name}) is not the one of this version.";
            }
        }

        foreach (var script in scripts.Where(s => applied.All(a => a.Number != s.Number)))
        {
            connection.Execute(script.Text);
            connection.Execute(
                "INSERT INTO migrations (number, name, sha256, applied_at) VALUES ($number, $name, $sha256, $at)",
                ("$number", script.Number), ("$name", script.Name), ("$sha256", script.Sha256), ("$at", now));
        }

        return null;
    }

    private static Migration Read(string resource)
    {
        using var stream = typeof(Migrations).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        var name = resource[Prefix.Length..^".sql".Length];
        return new Migration(int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}

/// <summary>A numbered script.</summary>
internal sealed record Migration(int Number, string Name, string Text)
{
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}
