using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Security;

/// <summary>
/// Signed tokens that say "this device has signed in as this account before". They open nothing; they only give the device tries of its own.
/// A token text holds up to four, for devices on which several people sign in.
/// </summary>
internal sealed class DeviceTokens(IConsoleKeys keys, TimeProvider time)
{
    /// <summary>How long a device stays known after its last sign-in.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(180);

    private const int MaxTokens = 4;
    private const int IdBytes = 16;
    private const int HeadBytes = IdBytes + sizeof(long);
    private const int TotalBytes = HeadBytes + HMACSHA256.HashSizeInBytes;

    /// <summary>The device's id when it signed in as the account before; null otherwise.</summary>
    public async Task<string?> FindAsync(string userName, Secret? tokens, CancellationToken ct)
    {
        var key = await keys.GetAsync("known-devices", ct);
        return Split(tokens).Where(t => IsFor(t, userName, key)).Select(t => Convert.ToHexStringLower(t.AsSpan(0, IdBytes))).FirstOrDefault();
    }

    /// <summary>The token text for a device that just signed in as the account; keeps what it held for other accounts.</summary>
    public async Task<Secret> IssueAsync(string userName, Secret? held, CancellationToken ct)
    {
        var key = await keys.GetAsync("known-devices", ct);
        var kept = Split(held).ToArray();
        var own = Array.Find(kept, t => IsFor(t, userName, key));
        var token = new byte[TotalBytes];
        (own is null ? RandomNumberGenerator.GetBytes(IdBytes) : own.AsSpan(0, IdBytes)).CopyTo(token);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(IdBytes), time.GetUtcNow().ToUnixTimeSeconds());
        Sign(token, userName, key).CopyTo(token.AsSpan(HeadBytes));
        var all = kept.Where(t => t != own).Prepend(token).Take(MaxTokens);
        return new Secret(string.Join('.', all.Select(t => Base64Url.EncodeToString(t))));
    }

    private bool IsFor(byte[] token, string userName, byte[] key)
    {
        var age = time.GetUtcNow().ToUnixTimeSeconds() - BinaryPrimitives.ReadInt64BigEndian(token.AsSpan(IdBytes));
        return CryptographicOperations.FixedTimeEquals(Sign(token, userName, key), token.AsSpan(HeadBytes))
            && age >= 0 && age < Life.TotalSeconds;
    }

    private static byte[] Sign(byte[] token, string userName, byte[] key) =>
        HMACSHA256.HashData(key, (byte[])[.. token.AsSpan(0, HeadBytes), .. Encoding.UTF8.GetBytes(Blinding.Account(userName))]);

    private static IEnumerable<byte[]> Split(Secret? tokens)
    {
        var text = tokens?.Reveal() ?? "";
        return text.Length > MaxTokens * 2 * TotalBytes ? [] : text.Split('.').Take(MaxTokens).Select(Decode).OfType<byte[]>();
    }

    private static byte[]? Decode(string part)
    {
        var bytes = new byte[TotalBytes];
        return Base64Url.IsValid(part, out var length) && length == TotalBytes && Base64Url.TryDecodeFromChars(part, bytes, out _) ? bytes : null;
    }
}
