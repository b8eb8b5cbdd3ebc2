using System.Buffers;
using System.Text;

namespace PaletteAI.Console.Hosts.Commands;

/// <summary>What a command printed, up to a limit; beyond it <paramref name="full"/> is called once and the rest is thrown away.</summary>
internal sealed class BoundedText(int limit, Action full)
{
    private const int Chunk = 32 * 1024;
    private const int MostShown = 120;
    private readonly ArrayBufferWriter<byte> _text = new();

    public bool IsFull { get; private set; }

    public ReadOnlyMemory<byte> All => _text.WrittenMemory;

    /// <summary>The beginning, fit for a message.</summary>
    public string FirstLine => Shown(Decode(All));

    public static string Decode(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>Blocks until the stream ends.</summary>
    public bool ReadToEnd(Stream stream)
    {
        var buffer = new byte[Chunk];
        try
        {
            for (int read; (read = stream.Read(buffer, 0, buffer.Length)) > 0;)
            {
                Take(buffer.AsSpan(0, read));
            }
        }
        catch (ObjectDisposedException)
        {
            // The command was ended.
        }

        return true;
    }

    /// <summary>Adds what was read.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        if (IsFull)
        {
            return;
        }

        if (_text.WrittenCount + bytes.Length > limit)
        {
            IsFull = true;
            full();
            return;
        }

        _text.Write(bytes);
    }

    /// <summary>What stands before a mark's line (fit for a message), and what after it; null when the mark never came.</summary>
    public (string Before, ReadOnlyMemory<byte>? After) After(string mark)
    {
        var all = All;
        var at = all.Span.IndexOf(Encoding.ASCII.GetBytes(mark + "\n"));
        return at < 0 ? ("", null) : (Shown(Decode(all[..at])), all[(at + mark.Length + 1)..]);
    }

    private static string Shown(string text)
    {
        var line = text.Trim().Split('\n', 2)[0].Trim();
        var clean = string.Concat(line.Where(c => !char.IsControl(c)));
        return clean.Length <= MostShown ? clean : clean[..MostShown] + "…";
    }
}
