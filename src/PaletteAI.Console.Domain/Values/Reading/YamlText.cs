using System.Globalization;
using System.Text;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>Bytes to text, refusing what Helm's parser refuses: bytes that are no Unicode text, and control characters.</summary>
internal static class YamlText
{
    private static readonly UTF8Encoding _utf8 = new(false, true);

    public static (string? Text, YamlLayout Layout, Finding? Problem) Decode(ReadOnlySpan<byte> bytes, YamlLimits limits)
    {
        if (bytes.Length > limits.Bytes)
        {
            return (null, YamlLayout.Plain, TooLarge(limits));
        }

        try
        {
            return bytes switch
            {
                [0xFF, 0xFE, ..] => Layout(new UnicodeEncoding(false, true, true).GetString(bytes), "utf-16le"),
                [0xFE, 0xFF, ..] => Layout(new UnicodeEncoding(true, true, true).GetString(bytes), "utf-16be"),
                _ => Layout(_utf8.GetString(bytes), "utf-8"),
            };
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes[..Math.Clamp(e.Index, 0, bytes.Length)].Count((byte)'\n');
            return (null, YamlLayout.Plain, NotText(line));
        }
    }

    public static (string? Text, YamlLayout Layout, Finding? Problem) Check(string text, YamlLimits limits)
    {
        // A UTF-16 unit becomes at least one byte, so the cheap comparison comes first.
        if (text.Length > limits.Bytes || Encoding.UTF8.GetByteCount(text) > limits.Bytes)
        {
            return (null, YamlLayout.Plain, TooLarge(limits));
        }

        return Layout(text, "utf-8");
    }

    public static Finding? FindForbidden(string text)
    {
        if (text is ['\uFEFF', '\uFEFF', ..])
        {
            return Finding.Error("", "two-byte-order-marks", "Line 1: the file begins with two byte order marks (U+FEFF). Readers differ on the second.", "Remove one; an editor that shows hidden characters helps.") with { Line = 1, Column = 1 };
        }

        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\n' or '\r')
            {
                line += c == '\n' || i + 1 == text.Length || text[i + 1] != '\n' ? 1 : 0;
                lineStart = i + 1;
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(c))
            {
                return NotText(line);
            }
            else if (!IsAllowed(c))
            {
                return Finding.Error(
                    "", "control-character",
                    $"Line {line}: the character U+{(int)c:X4} is not allowed in YAML. Helm refuses the whole file.",
                    "Remove the character. If this is a binary file, choose the YAML file instead.") with { Line = line, Column = i - lineStart + 1 };
            }
        }

        return null;
    }

    // The list of libyaml's reader, which Helm's parser is a port of.
    private static bool IsAllowed(char c) =>
        c is '\t' or (>= ' ' and <= '~') or '\u0085' or (>= '\u00A0' and <= '\uD7FF') or (>= '\uE000' and <= '\uFFFD');

    private static (string? Text, YamlLayout Layout, Finding? Problem) Layout(string text, string encoding) =>
        (text, new YamlLayout(text.StartsWith('\uFEFF'), encoding, text.Contains('\r', StringComparison.Ordinal)), null);

    private static Finding TooLarge(YamlLimits limits) => Finding.Error(
        "", "too-large",
        string.Create(CultureInfo.InvariantCulture, $"The document is larger than {limits.Bytes / 1024} KiB and was not read."),
        "Give a smaller file.");

    private static Finding NotText(int line) => Finding.Error(
        "", "not-utf8", $"Line {line}: the bytes are not UTF-8 text.",
        "Save the file as UTF-8. If this is a binary file, choose the YAML file instead.") with { Line = line };
}
