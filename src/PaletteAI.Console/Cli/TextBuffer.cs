using System.Buffers;
using System.Text;

namespace PaletteAI.Console.Cli;

/// <summary>Takes UTF-8 in pieces and hands it on as text, so that a long result is never held as a whole.</summary>
internal sealed class TextBuffer(TextWriter output) : IBufferWriter<byte>
{
    private const int Piece = 16 * 1024;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private byte[] _bytes = new byte[Piece];
    private char[] _characters = new char[Piece];
    private int _count;

    public void Advance(int count) => _count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length - _count < Math.Max(1, sizeHint))
        {
            Flush();
            if (_bytes.Length < sizeHint)
            {
                (_bytes, _characters) = (new byte[sizeHint], new char[sizeHint]);
            }
        }

        return _bytes.AsMemory(_count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Hands on what has come so far.</summary>
    public void Flush()
    {
        // A character cut by the end of a piece waits in the decoder for its rest.
        output.Write(_characters, 0, _decoder.GetChars(_bytes, 0, _count, _characters, 0, flush: false));
        _count = 0;
    }
}
