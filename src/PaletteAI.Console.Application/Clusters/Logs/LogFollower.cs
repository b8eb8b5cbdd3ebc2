using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Application.Clusters.Logs;

/// <summary>
/// One log that is followed. A container that writes faster than anybody reads loses its oldest lines here, counted, instead of filling the
/// console's memory; a connection that is cut while the container runs is taken up again where it was.
/// </summary>
internal sealed class LogFollower(IClusterReader reader, TimeProvider time, ClusterAccess access, LogRequest request, Func<string, LogLine> read)
{
    /// <summary>Lines that wait for the reader at most.</summary>
    internal const int MostWaiting = 4000;

    /// <summary>Batches are not handed out faster than this: four renderings a second.</summary>
    internal static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);

    private int _dropped;

    public async IAsyncEnumerable<LogBatch> RunAsync([EnumeratorCancellation] CancellationToken end)
    {
        var lines = Channel.CreateBounded<LogLine>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true }, _ => Interlocked.Increment(ref _dropped));
        using var left = CancellationTokenSource.CreateLinkedTokenSource(end);
        var pumping = PumpAsync(lines.Writer, left.Token);
        try
        {
            while (await MoreAsync(lines.Reader, left.Token))
            {
                var batch = ImmutableArray.CreateBuilder<LogLine>();
                while (lines.Reader.TryRead(out var line))
                {
                    batch.Add(line);
                }

                yield return new LogBatch(batch.DrainToImmutable(), Interlocked.Exchange(ref _dropped, 0), null);
            }

            if (await pumping is { } over)
            {
                yield return new LogBatch([], 0, over);
            }
        }
        finally
        {
            await left.CancelAsync();
            await pumping;
        }
    }

    private async Task<bool> MoreAsync(ChannelReader<LogLine> lines, CancellationToken ct)
    {
        try
        {
            if (!await lines.WaitToReadAsync(ct))
            {
                return false;
            }

            await Task.Delay(Batch, time, ct);
            return true;
        }
        catch (OperationCanceledException)
        {
            // The session or the page ended.
            return false;
        }
    }

    // Null when nobody listens any more.
    private async Task<LogEnd?> PumpAsync(ChannelWriter<LogLine> lines, CancellationToken ct)
    {
        try
        {
            return await StreamAsync(lines, ct);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            lines.Complete();
        }
    }

    private async Task<LogEnd> StreamAsync(ChannelWriter<LogLine> lines, CancellationToken ct)
    {
        DateTimeOffset? last = null;
        while (true)
        {
            var known = last;
            var streamed = await reader.ReadLogAsync(access, request with { Follow = true, Timestamps = true, Since = known, TailLines = known is null ? request.TailLines : 0 }, Take, ct);
            if (streamed.Error is { Kind: not (ErrorKind.RemoteFailed or ErrorKind.RemoteTimeout) } refused)
            {
                return new LogEnd(refused.Message, refused);
            }

            if (await WhyEndedAsync(ct) is { } why)
            {
                return new LogEnd(why, null);
            }

            await Task.Delay(_pause, time, ct);

            ValueTask Take(string text)
            {
                var line = read(text);
                // Servers take the moment to the second, so that lines of that second come again.
                if (known is null || line.At is null || line.At > known)
                {
                    last = line.At ?? last;
                    lines.TryWrite(line);
                }

                return ValueTask.CompletedTask;
            }
        }
    }

    // A stream ends when its container does, and when a connection is cut. Only the pod tells which.
    private async Task<string?> WhyEndedAsync(CancellationToken ct)
    {
        var facts = await reader.ReadAsync(access, [FactKind.Pod], isFresh: false, ct);
        if (!facts.IsSuccess || facts.Value.FreshnessOf(FactKind.Pod).AsOf is null)
        {
            return null;
        }

        var pod = facts.Value.Pods.FirstOrDefault(p => p.Namespace == request.Namespace && p.Name == request.Pod);
        var container = pod?.InitContainers.Concat(pod.Containers).FirstOrDefault(c => c.Name == request.Container || request.Container.Length == 0);
        return (pod, container) switch
        {
            (null, _) => "The pod is gone.",
            (_, { State.Phase: ContainerPhase.Running }) => null,
            (_, { State: { Phase: ContainerPhase.Terminated } state }) => state.ExitCode == 0 ? "The container ended well." : $"The container ended with exit code {state.ExitCode}.",
            _ => "The container ended.",
        };
    }
}
