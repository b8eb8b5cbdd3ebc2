using System.Buffers;
using System.Text.Json;

namespace PaletteAI.Console.Kubernetes.Cache;

/// <summary>Lines of a watch, one event each. The buffer grows to the largest event and is used again for each.</summary>
internal sealed class WatchLines(Stream stream) : IDisposable
{
    /// <summary>etcd takes objects up to 1.5 MiB.</summary>
    private const int LongestLine = 4 << 20;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
    private int _start;
    private int _end;

    /// <summary>The next line, valid until the next call; empty at the end.</summary>
    /// <exception cref="JsonException">A line is too long for an event.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken ct)
    {
        var searched = _start;
        while (true)
        {
            var at = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = _buffer.AsMemory(_start, searched + at - _start);
                _start = searched + at + 1;
                if (line.Length > 0)
                {
                    return line;
                }

                searched = _start;
                continue;
            }

            searched = MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct);
            if (read == 0)
            {
                return default;
            }

            _end += read;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    // Moves what is left to the front, or takes a larger buffer; returns where to search on.
    private int MakeRoom()
    {
        var kept = _end - _start;
        if (kept == _buffer.Length)
        {
            if (kept >= LongestLine)
            {
                throw new JsonException("An event is too large.");
            }

            var larger = ArrayPool<byte>.Shared.Rent(kept * 2);
            _buffer.AsSpan(_start, kept).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else if (_start > 0)
        {
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        }

        (_start, _end) = (0, kept);
        return kept;
    }
}
