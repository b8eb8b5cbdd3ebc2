using System.Text;

namespace PaletteAI.Console.Kubernetes.Reading;

/// <summary>Lines of a stream; one longer than the limit comes in pieces.</summary>
internal sealed class BoundedLines(Stream stream, int longest) : IDisposable
{
    private readonly StreamReader _reader = new(stream, Encoding.UTF8);
    private readonly char[] _chars = new char[4096];
    private readonly StringBuilder _line = new();
    private int _at;
    private int _length;

    /// <summary>The next line; null at the end, also when the connection was cut.</summary>
    public async Task<string?> NextAsync(CancellationToken ct)
    {
        while (true)
        {
            var end = Array.IndexOf(_chars, '\n', _at, _length - _at);
            var upTo = end >= 0 ? end : _length;
            _line.Append(_chars, _at, upTo - _at);
            _at = end >= 0 ? end + 1 : upTo;
            if (end >= 0 || _line.Length >= longest)
            {
                return Take();
            }

            _length = await ReadAsync(ct);
            _at = 0;
            if (_length == 0)
            {
                return _line.Length > 0 ? Take() : null;
            }
        }
    }

    public void Dispose() => _reader.Dispose();

    private async Task<int> ReadAsync(CancellationToken ct)
    {
        try
        {
            return await _reader.ReadAsync(_chars, ct);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return 0;
        }
    }

    private string Take()
    {
        var line = _line.ToString().TrimEnd('\r');
        _line.Clear();
        return line;
    }
}
