using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Hosts;

/// <summary>A key made here; ECDSA, because the platform makes no Ed25519 keys.</summary>
internal sealed record HostKeyPair(Secret Private, string PublicLine)
{
    private const string Type = "ecdsa-sha2-nistp256";
    private const string Curve = "nistp256";

    public static HostKeyPair Make(string comment)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(false).Q;
        byte[] blob = [.. Field(Encoding.ASCII.GetBytes(Type)), .. Field(Encoding.ASCII.GetBytes(Curve)), .. Field([4, .. point.X!, .. point.Y!])];
        return new HostKeyPair(new Secret(key.ExportECPrivateKeyPem()), $"{Type} {Convert.ToBase64String(blob)} {comment}");
    }

    private static byte[] Field(byte[] bytes)
    {
        var field = new byte[4 + bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(field, (uint)bytes.Length);
        bytes.CopyTo(field, 4);
        return field;
    }
}
