using System.IO.Compression;
using System.Text;

namespace PaletteAI.Console.Features.Values.Analysis;

/// <summary>A text that is kept packed, to be looked at now and then.</summary>
public sealed class PackedText
{
    private readonly byte[] _packed;

    public PackedText(string text)
    {
        using var packed = new MemoryStream();
        using (var stream = new DeflateStream(packed, CompressionLevel.Fastest))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        _packed = packed.ToArray();
    }

    /// <summary>The text itself; a copy that the caller should not keep.</summary>
    public string Unpack()
    {
        using var stream = new DeflateStream(new MemoryStream(_packed), CompressionMode.Decompress);
        using var text = new MemoryStream();
        stream.CopyTo(text);
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}

/// <summary>The text that edits began from, as the hash of each line.</summary>
public sealed class TextBaseline(string text)
{
    private const ulong Start = 14_695_981_039_346_656_037UL;
    private const int Farthest = 1_500;
    private const int MostSteps = 4_000_000;
    private readonly ulong[] _lines = HashesOf(text);

    /// <summary>In how many places a text differs: runs of lines that are not the same.</summary>
    public int CountChanges(string text)
    {
        var now = HashesOf(text);
        var (a, b, changes, steps) = (0, 0, 0, MostSteps);
        while (a < _lines.Length || b < now.Length)
        {
            if (a < _lines.Length && b < now.Length && _lines[a] == now[b])
            {
                (a, b) = (a + 1, b + 1);
                continue;
            }

            changes++;
            (a, b) = Meet(a, now, b, ref steps);
        }

        return changes;
    }

    // Where both go on alike: the nearest two equal lines. Texts that have little in common differ in one place, to their ends.
    private (int A, int B) Meet(int a, ulong[] now, int b, ref int steps)
    {
        for (var distance = 1; distance <= Farthest; distance++)
        {
            for (var i = Math.Max(0, distance - (now.Length - b)); i <= Math.Min(distance, _lines.Length - a); i++)
            {
                if (--steps <= 0)
                {
                    return (_lines.Length, now.Length);
                }

                if (IsSame(a + i, now, b + distance - i) && (IsSame(a + i + 1, now, b + distance - i + 1) || (a + i + 1 >= _lines.Length && b + distance - i + 1 >= now.Length)))
                {
                    return (a + i, b + distance - i);
                }
            }
        }

        return (_lines.Length, now.Length);
    }

    private bool IsSame(int a, ulong[] now, int b) => a < _lines.Length && b < now.Length && _lines[a] == now[b];

    private static ulong[] HashesOf(string text)
    {
        var hashes = new List<ulong>();
        var hash = Start;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 1_099_511_628_211UL);
            if (c == '\n')
            {
                hashes.Add(hash);
                hash = Start;
            }
        }

        if (hash != Start)
        {
            hashes.Add(hash);
        }

        return [.. hashes];
    }
}
