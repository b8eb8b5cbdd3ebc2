using System.Text;
using System.Text.Json;
using PaletteAI.Console.Domain.Tests.Values.Editing;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Helm;

/// <summary>Values files with slips of the keyboard in them: what Helm refuses is refused, and what it takes means the same or is refused.</summary>
[Trait("Needs", "Server")]
public sealed class DamagedFilesTests(HelmProgram helm) : IClassFixture<HelmProgram>
{
    private const int MostAtOnce = 2_000;

    private static readonly string[] _slips =
    [
        ":", ": ", "\n", "\n\n", "-", "- ", "\n- ", "#", " #", "'", "\"", "[", "]", "{", "}", ",", "&a ", "*a", "*", "&", "!", "!!str ", "!x ", "|", ">", "|-\n", "%", "@", "`", "?", "? ",
        "\t", " ", "  ", "\n  ", "\r", "\r\n", "\\", "\\n", "~", "=", "<<: ", "<<: *a\n", "\u00A0", "key: value\n", "\nkey: value\n", "0x", "e", ".", "null", "yes", "\uFEFF", "é", "😀",
    ];

    [Fact]
    public void Some_files_mean_the_same() => Judge(1, 1_500);

    [Fact]
    [Trait("Size", "Soak")]
    public void Very_many_files_mean_the_same() => Judge(Random.Shared.Next(1_000_000_000), 100_000);

    private void Judge(int seed, int count)
    {
        var (faults, strict) = (new List<string>(), 0);
        for (var done = 0; done < count; done += MostAtOnce)
        {
            strict += Check(new Random(seed + done), Math.Min(MostAtOnce, count - done), faults);
        }

        Assert.True(faults.Count == 0, $"Seed {seed}: {faults.Count} of {count}\n" + string.Join("\n=====\n", faults.OrderBy(f => f.Length).Take(8)));
        Assert.True(strict * 50 < count, $"{strict} of {count} are refused although Helm takes them");
    }

    private int Check(Random random, int count, List<string> faults)
    {
        var strict = 0;
        var texts = Enumerable.Range(0, count).Select(_ => Damage(Whole(random), random)).ToList();
        foreach (var (text, known) in texts.Zip(helm.ReadMany(texts)))
        {
            var document = YamlReader.Read(Encoding.UTF8.GetBytes(text));
            var ours = ValueTreeReader.Read(document);
            strict += known.Values is not null && !ours.IsSuccess ? 1 : 0;
            // Where a file is cut short, Helm may stumble over the first word behind the cut; it is an error either way.
            // Where a file is cut short, Helm may stumble over the first word behind the cut; it is an error either way.
            if (known.Values is not null && !ours.IsSuccess && Environment.GetEnvironmentVariable("PALETTE_STRICT") is { } f) { File.AppendAllText(f, $"{ours.Error!.Message} | {string.Join(',', document.Findings.Select(x => x.Message))}\n{JsonSerializer.Serialize(text)}\n"); }
            if (ours.IsSuccess && document.Findings.All(f => f.Code != "text-after-document") && Fault(known.Values, known.Error, ours.Value) is { } fault)
            {
                faults.Add($"{fault}\n{JsonSerializer.Serialize(text)}");
            }
        }

        return strict;
    }

    private static string? Fault(JsonElement? helm, string error, ValueMap ours) => helm is not { } known ? $"Helm refuses it ({error}) and we do not:"
        : ValueNode.Same(ValueJson.Read(known, ValueSource.User), ours) ? null
        : $"Helm {known.GetRawText()}, we {ValueJson.ToText(ours)}:";

    // Generated files, files as people write them, and parts of those.
    private static string Whole(Random random)
    {
        if (random.Next(3) > 0)
        {
            return WrittenDocument.Of(random.Next()).Text;
        }

        var lines = SampleFile.Text.Split('\n');
        var first = random.Next(lines.Length);
        return string.Join('\n', lines[first..random.Next(first + 1, lines.Length + 1)]) + "\n";
    }

    private static string Damage(string text, Random random)
    {
        for (var slips = random.Next(1, 4); slips > 0; slips--)
        {
            var at = random.Next(text.Length + 1);
            text = random.Next(4) switch
            {
                0 when at < text.Length => text.Remove(at, Math.Min(random.Next(1, 6), text.Length - at)),
                1 when at < text.Length && text.IndexOf('\n', at) is >= 0 and var end => text.Insert(end + 1, text[(text.LastIndexOf('\n', at) + 1)..(end + 1)]),
                _ => text.Insert(at, _slips[random.Next(_slips.Length)]),
            };
        }

        // Halves of a pair are no text.
        return new string([.. text.EnumerateRunes().Where(r => r.Value != 0xFFFD).SelectMany(r => r.ToString())]);
    }
}
