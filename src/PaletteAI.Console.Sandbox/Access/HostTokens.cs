using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PaletteAI.Console.Sandbox.Access;

/// <summary>One host's tokens: JWTs signed with a key no other host has.</summary>
internal sealed class HostTokens(byte[] key, TimeProvider time)
{
    private static readonly TimeSpan _life = TimeSpan.FromHours(2);
    private static readonly TimeSpan _extendedLife = TimeSpan.FromHours(24);

    public string Issue(string user, bool extended)
    {
        var now = time.GetUtcNow();
        var body = new JsonObject
        {
            ["sub"] = user,
            ["jti"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + (extended ? _extendedLife : _life)).ToUnixTimeSeconds(),
        };
        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(body.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(signed))}";
    }

    /// <summary>User and id of a good token; null for anything else.</summary>
    public (string User, string Id)? Check(string? token)
    {
        var parts = token?.Split('.') ?? [];
        if (parts.Length != 3 || token!.Length > 4096 || !Fits($"{parts[0]}.{parts[1]}", parts[2]))
        {
            return null;
        }

        using var body = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        return body.RootElement.GetProperty("exp").GetInt64() > time.GetUtcNow().ToUnixTimeSeconds()
            ? (body.RootElement.GetProperty("sub").GetString()!, body.RootElement.GetProperty("jti").GetString()!)
            : null;
    }

    private bool Fits(string signed, string signature)
    {
        var given = new byte[64];
        return Base64Url.TryDecodeFromChars(signature, given, out var count)
            && CryptographicOperations.FixedTimeEquals(given.AsSpan(0, count), Sign(signed));
    }

    private byte[] Sign(string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
