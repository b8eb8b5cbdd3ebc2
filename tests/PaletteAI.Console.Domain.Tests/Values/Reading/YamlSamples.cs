using CsCheck;

namespace PaletteAI.Console.Domain.Tests.Values.Reading;

/// <summary>Random texts that are YAML, nearly YAML, or nothing of the kind.</summary>
internal static class YamlSamples
{
    private static readonly string[] _pieces =
    [
        "a", "b", "key", "1", "yes", "0777", "~", "", " ", "  ", "    ", "\n", "\n  ", "\n    ", "\r\n", "\t", ": ", ":", "- ", "-", "? ", "[", "]", "{", "}", ", ", ",",
        "'", "\"", "'q'", "\"q\\n\"", "|\n", ">-\n", "|+\n", "# c\n", "#", "&x ", "*x", "&x", "!t ", "!!str ", "!", "<<: *x", "<<", "---\n", "...\n", "%YAML 1.1\n", "\uFEFF", "\u00A0",
        "é", "😀", "@", "`", "%", "\\", "\u0085", "\u2028", "key: value\n", "- item\n", "k: [1, 2]\n", "k: {a: b}\n", "k: |\n  text\n", "  k: v\n",
    ];

    /// <summary>Pieces of YAML in random order.</summary>
    public static Gen<string> Document { get; } = Gen.Int[0, _pieces.Length - 1].Array[0, 40].Select(picks => string.Concat(picks.Select(i => _pieces[i])));

    /// <summary>Random bytes.</summary>
    public static Gen<byte[]> Bytes { get; } = Gen.Byte.Array[0, 400];
}
