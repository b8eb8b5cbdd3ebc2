using System.Collections.Immutable;
using System.Globalization;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Clusters.Logs;

/// <summary>A line of a container's log.</summary>
/// <param name="At">When it was written; null when the server did not say.</param>
/// <param name="Text">The line, secrets the console knows replaced by <c>***</c>.</param>
public sealed record LogLine(DateTimeOffset? At, string Text)
{
    /// <summary>Reads a line that begins with its time, as servers write it on request.</summary>
    public static LogLine Read(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        var stamp = blank < 0 ? line : line[..blank];
        // Nine digits of a second are written, seven are understood.
        return stamp.Length >= 20 && stamp[^1] is 'Z' or >= '0' and <= '9' && DateTimeOffset.TryParse(Shortened(stamp), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? new LogLine(at, blank < 0 ? "" : line[(blank + 1)..])
            : new LogLine(null, line);
    }

    private static string Shortened(string stamp)
    {
        var dot = stamp.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return stamp;
        }

        var end = dot + 1;
        while (end < stamp.Length && char.IsAsciiDigit(stamp[end]))
        {
            end++;
        }

        return end - dot - 1 > 7 ? stamp[..(dot + 8)] + stamp[end..] : stamp;
    }
}

/// <summary>A log, or the end of it.</summary>
/// <param name="Container">The container; empty = the pod's only one.</param>
/// <param name="Lines">Oldest first.</param>
/// <param name="IsCut">Earlier lines were left out because there were too many.</param>
public sealed record PodLog(string Namespace, string Pod, string Container, ImmutableArray<LogLine> Lines, bool IsCut);

/// <summary>What came of a log that is followed.</summary>
/// <param name="Lines">Oldest first.</param>
/// <param name="Dropped">Lines before these that came too fast to be shown.</param>
/// <param name="End">Set on the last one.</param>
public sealed record LogBatch(ImmutableArray<LogLine> Lines, int Dropped, LogEnd? End);

/// <summary>Why a log that was followed goes on no more.</summary>
/// <param name="Message">As a sentence.</param>
/// <param name="Problem">The failure; null when it simply ended.</param>
public sealed record LogEnd(string Message, Error? Problem);
