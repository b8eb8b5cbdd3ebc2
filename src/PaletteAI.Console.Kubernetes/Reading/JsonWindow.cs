using System.Buffers;
using System.Text.Json;

namespace PaletteAI.Console.Kubernetes.Reading;

/// <summary>
/// JSON values of a stream one after another. Only the value at hand is in memory: the window grows to the largest and is used again for each.
/// It finds where a value ends; whether it is right inside is for whoever reads it.
/// </summary>
internal sealed class JsonWindow(Stream stream) : IDisposable
{
    /// <summary>etcd takes objects up to 1.5 MiB.</summary>
    private const int LargestValue = 4 << 20;

    private const int FirstSize = 64 << 10;
    private static readonly SearchValues<byte> _outside = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> _afterWord = SearchValues.Create(",}] \n\r\t"u8);
    private static readonly SearchValues<byte> _inside = SearchValues.Create("\"\\"u8);

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _start;
    private int _end;

    /// <summary>The next byte that is no blank, without taking it.</summary>
    /// <exception cref="JsonException">There is none.</exception>
    public async ValueTask<byte> PeekAsync(CancellationToken ct)
    {
        while (true)
        {
            while (_start < _end)
            {
                if (_buffer[_start] is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                {
                    return _buffer[_start];
                }

                _start++;
            }

            if (!await FillAsync(ct))
            {
                throw new JsonException("The answer ends too early.");
            }
        }
    }

    /// <summary>Takes the next byte that is no blank.</summary>
    public async ValueTask<byte> TakeAsync(CancellationToken ct)
    {
        var next = await PeekAsync(ct);
        _start++;
        return next;
    }

    /// <summary>Takes the next value; valid until the next call.</summary>
    /// <exception cref="JsonException">It does not end, or is too large.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ValueAsync(CancellationToken ct)
    {
        await PeekAsync(ct);
        var scan = new Scan(0, 0, InText: false);
        while (true)
        {
            (var isWhole, scan) = On(_buffer.AsSpan(_start, _end - _start), scan);
            if (isWhole)
            {
                var value = _buffer.AsMemory(_start, scan.At);
                _start += scan.At;
                return value;
            }

            if (!await FillAsync(ct))
            {
                throw new JsonException("The answer ends too early.");
            }
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static (bool IsWhole, Scan Scan) On(ReadOnlySpan<byte> bytes, Scan scan)
    {
        var (at, depth, inText) = scan;
        if (at == 0 && bytes[0] is not ((byte)'"' or (byte)'{' or (byte)'['))
        {
            // A number, true, false or null goes on to what parts it from the next.
            var end = bytes.IndexOfAny(_afterWord);
            return (end > 0, new Scan(end > 0 ? end : 0, 0, false));
        }

        while (at < bytes.Length)
        {
            var step = bytes[at..].IndexOfAny(inText ? _inside : _outside);
            if (step < 0)
            {
                return (false, new Scan(bytes.Length, depth, inText));
            }

            at += step;
            switch (bytes[at])
            {
                case (byte)'\\' when at + 1 == bytes.Length:
                    return (false, new Scan(at, depth, inText));
                case (byte)'\\':
                    at += 2;
                    continue;
                case (byte)'"':
                    inText = !inText;
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                default:
                    depth--;
                    break;
            }

            at++;
            if (depth == 0 && !inText)
            {
                return (true, new Scan(at, 0, false));
            }
        }

        return (false, new Scan(at, depth, inText));
    }

    private async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        var kept = _end - _start;
        if (kept == _buffer.Length)
        {
            Grow();
        }
        else if (_start > 0)
        {
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        }

        (_start, _end) = (0, kept);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct);
        _end += read;
        return read > 0;
    }

    private void Grow()
    {
        if (_buffer.Length >= LargestValue)
        {
            throw new JsonException("An object is too large.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private readonly record struct Scan(int At, int Depth, bool InText);
}
