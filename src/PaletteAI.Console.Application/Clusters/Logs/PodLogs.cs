using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Clusters.Logs;

/// <summary>Reads the logs of containers. Texts the console knows to be secret are replaced, nothing else.</summary>
public sealed class PodLogs(IClusterReader reader, TimeProvider time)
{
    /// <summary>Lines of one answer at most; earlier ones are left out.</summary>
    public const int MostLines = 10_000;

    /// <summary>Characters of one answer at most.</summary>
    private const int MostCharacters = 8 << 20;

    /// <summary>Reads a log to its end.</summary>
    /// <param name="request">Which; its times are asked for in any case.</param>
    /// <param name="mask">Secrets that may be in it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Result<PodLog>> ReadAsync(ClusterAccess access, LogRequest request, SecretMask mask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(mask);
        var lines = new Queue<LogLine>();
        var (characters, isCut) = (0L, false);
        var read = await reader.ReadLogAsync(access, request with { Follow = false, Timestamps = true }, Take, ct);
        return read.Map(_ => new PodLog(request.Namespace, request.Pod, request.Container, [.. lines], isCut));

        ValueTask Take(string text)
        {
            var line = Masked(text, mask);
            lines.Enqueue(line);
            characters += line.Text.Length;
            while (lines.Count > MostLines || characters > MostCharacters)
            {
                characters -= lines.Dequeue().Text.Length;
                isCut = true;
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Follows a log until its container ends: batches as they come, few a second however much is written.</summary>
    /// <param name="request">Which, and how many lines from the end to begin with.</param>
    /// <param name="mask">Secrets that may be in it.</param>
    /// <param name="end">End of the session, of the page, or both.</param>
    public IAsyncEnumerable<LogBatch> FollowAsync(ClusterAccess access, LogRequest request, SecretMask mask, CancellationToken end)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(mask);
        return new LogFollower(reader, time, access, request, text => Masked(text, mask)).RunAsync(end);
    }

    private static LogLine Masked(string text, SecretMask mask) => LogLine.Read(text) is var line && mask.Hide(line.Text) is var hidden && ReferenceEquals(hidden, line.Text) ? line : line with { Text = hidden };
}
