using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PaletteAI.Console.Domain.Hosts.Trust;

/// <summary>A host's public key.</summary>
/// <param name="Type">As in known_hosts, e.g. <c>ssh-ed25519</c>.</param>
/// <param name="Base64">The key itself.</param>
public sealed record HostKey(string Type, string Base64)
{
    // The largest key in use (RSA 16384) is about 2 KiB.
    private const int MostCharacters = 8192;

    /// <summary><c>SHA256:…</c> as ssh-keygen prints it.</summary>
    public string Fingerprint => "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(Base64))).TrimEnd('=');

    /// <summary>Reads the bytes a host presents; null when they do not begin with a type.</summary>
    public static HostKey? FromBlob(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(blob) is var length && (length is 0 or > 64 || length > blob.Length - 4))
        {
            return null;
        }

        return new HostKey(Encoding.ASCII.GetString(blob.Slice(4, (int)length)), Convert.ToBase64String(blob));
    }

    /// <summary>Reads a key as known_hosts has it; null when the type inside is another or the text is no base64.</summary>
    public static HostKey? Read(string type, string base64)
    {
        ArgumentNullException.ThrowIfNull(base64);
        var bytes = new byte[Math.Min(base64.Length, MostCharacters)];
        return base64.Length <= MostCharacters && Convert.TryFromBase64String(base64, bytes, out var count) && FromBlob(bytes.AsSpan(0, count)) is { } key && key.Type == type
            ? key
            : null;
    }
}
