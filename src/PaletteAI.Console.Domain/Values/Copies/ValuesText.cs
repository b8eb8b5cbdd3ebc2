using System.Security.Cryptography;
using System.Text;

namespace PaletteAI.Console.Domain.Values.Copies;

/// <summary>A values file as text that goes back to the very same bytes. A byte order mark is part of the text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Encoding">utf-8, utf-16le or utf-16be.</param>
public sealed record ValuesText(string Text, string Encoding)
{
    private static readonly Encoding _utf8 = new UTF8Encoding(false, true);
    private static readonly Encoding _little = new UnicodeEncoding(false, false, true);
    private static readonly Encoding _big = new UnicodeEncoding(true, false, true);

    /// <summary>Reads bytes; <c>not-text</c> when they are none.</summary>
    public static Result<ValuesText> Decode(ReadOnlySpan<byte> bytes)
    {
        var name = bytes switch
        {
            [0xFF, 0xFE, ..] => "utf-16le",
            [0xFE, 0xFF, ..] => "utf-16be",
            _ => "utf-8",
        };
        try
        {
            return new ValuesText(Named(name).GetString(bytes), name);
        }
        catch (DecoderFallbackException)
        {
            return new Error(ErrorKind.Invalid, "not-text", "The file is no text in UTF-8 or UTF-16.", "Look at the file on the host, or restore an earlier one.");
        }
    }

    /// <summary>The bytes; <c>not-text</c> when the text holds half of a character.</summary>
    public Result<ReadOnlyMemory<byte>> Encode()
    {
        try
        {
            return (ReadOnlyMemory<byte>)Named(Encoding).GetBytes(Text);
        }
        catch (EncoderFallbackException)
        {
            return new Error(ErrorKind.Invalid, "not-text", "The text holds half of a character and cannot be written.", "Remove the character that is shown as a box.");
        }
    }

    /// <summary>SHA-256 of bytes, lower-case hex.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static Encoding Named(string name) => name switch { "utf-16le" => _little, "utf-16be" => _big, _ => _utf8 };
}
