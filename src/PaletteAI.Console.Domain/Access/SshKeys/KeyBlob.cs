using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace PaletteAI.Console.Domain.Access.SshKeys;

/// <summary>The binary key behind the base64: type inside equals type outside, sizes and curves right, nothing left over.</summary>
internal static class KeyBlob
{
    private const int SmallestRsaBits = 2048;

    private static readonly Dictionary<string, (string Curve, int Bits, BigInteger Prime, BigInteger B)> _curves = new(StringComparer.Ordinal)
    {
        ["ecdsa-sha2-nistp256"] = ("nistp256", 256, Hex("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF"), Hex("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B")),
        ["ecdsa-sha2-nistp384"] = ("nistp384", 384, Hex("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFF0000000000000000FFFFFFFF"), Hex("B3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF")),
        ["ecdsa-sha2-nistp521"] = ("nistp521", 521, (BigInteger.One << 521) - 1, Hex("0051953EB9618E1C9A1F929A21A0B68540EEA2DA725B99B315F3B8B489918EF109E156193951EC7E937B1652C0BD3BB1BF073573DF883D2C34F1EF451FD46B503F00")),
    };

    public static bool IsKnownType(string type) =>
        type is "ssh-ed25519" or "ssh-rsa" or "sk-ssh-ed25519@openssh.com" or "sk-ecdsa-sha2-nistp256@openssh.com" || _curves.ContainsKey(type);

    public static SshPublicKey? Read(string type, string base64, string comment, ImmutableArray<string> options, ImmutableArray<SshKeyProblem>.Builder problems)
    {
        if (Decode(base64) is not { } blob)
        {
            problems.Add(new("ssh-key-base64", Severity.Error, "The key is not standard base64 on one line with its padding: cut, wrapped, or of the URL-safe kind.", "Copy the whole line from the .pub file again."));
            return null;
        }

        var reader = new Reader(blob);
        var (bits, problem) = reader.Text() is { } inner && inner == type ? Body(type, ref reader) : (0, Broken("The type inside the key is not the type before it."));
        problem ??= reader.IsBroken || !reader.IsAtEnd ? Broken("The key is cut short or has bytes left over.") : null;
        if (problem is not null)
        {
            problems.Add(problem);
            return null;
        }

        var fingerprint = "SHA256:" + Convert.ToBase64String(SHA256.HashData(blob)).TrimEnd('=');
        return new SshPublicKey(type, bits, fingerprint, comment, options);
    }

    private static (int Bits, SshKeyProblem? Problem) Body(string type, ref Reader reader) => type switch
    {
        "ssh-ed25519" => Ed25519(ref reader, hasApplication: false),
        "sk-ssh-ed25519@openssh.com" => Ed25519(ref reader, hasApplication: true),
        "sk-ecdsa-sha2-nistp256@openssh.com" => Ecdsa("ecdsa-sha2-nistp256", ref reader, hasApplication: true),
        "ssh-rsa" => Rsa(ref reader),
        _ => Ecdsa(type, ref reader, hasApplication: false),
    };

    private static (int Bits, SshKeyProblem? Problem) Ed25519(ref Reader reader, bool hasApplication)
    {
        var key = reader.Bytes();
        var fits = key.Length == 32 && (!hasApplication || reader.Text() is not null);
        return (256, fits ? null : Broken("An Ed25519 key is 32 bytes; this one is not, or its application is missing."));
    }

    private static (int Bits, SshKeyProblem? Problem) Rsa(ref Reader reader)
    {
        var exponent = reader.Bytes();
        var modulus = reader.Bytes();
        if (reader.IsBroken || IsBadNumber(exponent) || IsBadNumber(modulus))
        {
            return (0, Broken("A number inside the RSA key is malformed."));
        }

        var bits = (int)new BigInteger(modulus, isUnsigned: true, isBigEndian: true).GetBitLength();
        var e = new BigInteger(exponent, isUnsigned: true, isBigEndian: true);
        return bits < SmallestRsaBits
                ? (bits, new("ssh-key-rsa-short", Severity.Error, $"The RSA key has {bits} bits; 2048 is the least that is still safe.", "Make a new key with `ssh-keygen -t ed25519`."))
            : e.IsEven || e < 3 ? (bits, Broken("The RSA exponent is even or too small.")) : (bits, null);
    }

    private static (int Bits, SshKeyProblem? Problem) Ecdsa(string type, ref Reader reader, bool hasApplication)
    {
        var curve = _curves[type];
        var name = reader.Text();
        var point = reader.Bytes();
        if (name != curve.Curve || point.Length == 0 || point[0] != 4 || point.Length != 1 + (2 * ((curve.Bits + 7) / 8)))
        {
            return (curve.Bits, Broken("The curve's name is wrong, or the point is not in uncompressed form."));
        }

        var half = (point.Length - 1) / 2;
        var x = new BigInteger(point.Slice(1, half), isUnsigned: true, isBigEndian: true);
        var y = new BigInteger(point[(1 + half)..], isUnsigned: true, isBigEndian: true);
        var left = BigInteger.ModPow(y, 2, curve.Prime);
        var right = (BigInteger.ModPow(x, 3, curve.Prime) - (3 * x) + curve.B) % curve.Prime;
        right = right.Sign < 0 ? right + curve.Prime : right;
        var onCurve = x < curve.Prime && y < curve.Prime && left == right;
        return (curve.Bits, !onCurve ? Broken("The point is not on its curve.") : hasApplication && reader.Text() is null ? Broken("The application is missing.") : null);
    }

    // SSH numbers are signed, big-endian, without superfluous zeros.
    private static bool IsBadNumber(ReadOnlySpan<byte> number) =>
        number.Length == 0 || (number[0] & 0x80) != 0 || (number.Length > 1 && number[0] == 0 && (number[1] & 0x80) == 0);

    private static byte[]? Decode(string base64)
    {
        if (base64.Length % 4 != 0 || base64.Any(char.IsWhiteSpace))
        {
            return null;
        }

        var bytes = new byte[base64.Length / 4 * 3];
        return Convert.TryFromBase64String(base64, bytes, out var count) && Convert.ToBase64String(bytes, 0, count) == base64 ? bytes[..count] : null;
    }

    private static SshKeyProblem Broken(string message) => new("ssh-key-broken", Severity.Error, message, "Copy the whole line from the .pub file again.");

    private static BigInteger Hex(string hex) => new(Convert.FromHexString(hex.Length % 2 == 0 ? hex : "0" + hex), isUnsigned: true, isBigEndian: true);

    private ref struct Reader(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public bool IsBroken { get; private set; }

        public readonly bool IsAtEnd => _rest.Length == 0;

        public ReadOnlySpan<byte> Bytes()
        {
            if (_rest.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(_rest) is var length && length > _rest.Length - 4)
            {
                IsBroken = true;
                _rest = [];
                return [];
            }

            var bytes = _rest.Slice(4, (int)length);
            _rest = _rest[(4 + (int)length)..];
            return bytes;
        }

        public string? Text()
        {
            var bytes = Bytes();
            return IsBroken ? null : Encoding.Latin1.GetString(bytes);
        }
    }
}
