using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Storage.Stores;

/// <summary>The hash that links a row to the one before: SHA-256 over the previous hash and all fields, each with its length in front.</summary>
internal static class AuditChain
{
    public static AuditEntry Link(AuditEntry row, string previous)
    {
        // What is hashed is what is stored: lone surrogates become U+FFFD in UTF-8, a NUL ends a text in SQLite's own tools.
        var stored = row with
        {
            Actor = Storable(row.Actor), Source = Storable(row.Source), Via = Storable(row.Via), Operation = Storable(row.Operation),
            Subject = Storable(row.Subject), Outcome = Storable(row.Outcome), Detail = Storable(row.Detail), CorrelationId = Storable(row.CorrelationId),
        };
        return stored with { Hash = HashOf(stored, previous) };
    }

    public static string HashOf(AuditEntry row, string previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Encoding.UTF8.GetBytes(previous));
        Add(hash, row.Number);
        Add(hash, row.At.UtcTicks);
        foreach (var text in (string[])[row.Actor, row.Source, row.Via, row.Operation, row.Subject, row.Outcome, row.Detail, row.CorrelationId])
        {
            Add(hash, Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    private static void Add(IncrementalHash hash, byte[] bytes)
    {
        Add(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
