using System.Collections.Immutable;
using PaletteAI.Console.Application.Clusters.Logs;

namespace PaletteAI.Console.Features.Clusters.Logs;

/// <summary>Lines that are rendered together and do not change once the next piece has begun.</summary>
/// <param name="Number">Stable identity.</param>
public sealed record LogPiece(long Number, ImmutableArray<LogLine> Lines);

/// <summary>The lines that are shown: the newest ones, a bounded number, in pieces, so that what is there already is not rendered again.</summary>
public sealed class LogText
{
    /// <summary>Lines that are kept.</summary>
    public const int MostLines = 5000;

    private const int LinesOfPiece = 100;

    private readonly List<LogPiece> _pieces = [];
    private long _next;

    /// <summary>Pieces, oldest first.</summary>
    public IReadOnlyList<LogPiece> Pieces => _pieces;

    /// <summary>Lines that are kept.</summary>
    public int Count { get; private set; }

    /// <summary>Lines that were there and are no longer, or never reached the page.</summary>
    public long Lost { get; private set; }

    /// <summary>Adds lines at the end.</summary>
    /// <param name="lost">Lines before them that are missing.</param>
    public void Add(IEnumerable<LogLine> lines, int lost = 0)
    {
        ArgumentNullException.ThrowIfNull(lines);
        Lost += lost;
        foreach (var part in lines.Chunk(LinesOfPiece))
        {
            AddPart(part);
        }

        while (Count > MostLines + LinesOfPiece)
        {
            Count -= _pieces[0].Lines.Length;
            Lost += _pieces[0].Lines.Length;
            _pieces.RemoveAt(0);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _pieces.Clear();
        (Count, Lost) = (0, 0);
    }

    private void AddPart(LogLine[] part)
    {
        Count += part.Length;
        var room = _pieces.Count == 0 ? 0 : Math.Min(part.Length, LinesOfPiece - _pieces[^1].Lines.Length);
        if (room > 0)
        {
            _pieces[^1] = _pieces[^1] with { Lines = [.. _pieces[^1].Lines, .. part.AsSpan(0, room)] };
        }

        if (room < part.Length)
        {
            _pieces.Add(new LogPiece(_next++, [.. part.AsSpan(room)]));
        }
    }
}
