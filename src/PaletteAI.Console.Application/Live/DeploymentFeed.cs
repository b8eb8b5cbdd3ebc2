using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Live;

/// <summary>
/// Hands the newest view of a deployment to whoever looks. A slow reader gets the newest view, never a queue; a reader gets at most one
/// view per 100 ms; the number of readers is bounded.
/// </summary>
public sealed class DeploymentFeed(TimeProvider time)
{
    /// <summary>Readers at the same time.</summary>
    public const int MostReaders = 200;

    /// <summary>Views are not handed out faster than this.</summary>
    public static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Guid, Channel<DeploymentView>> _readers = new();
    private DeploymentView? _latest;

    /// <summary>Readers just now.</summary>
    public int Readers => _readers.Count;

    /// <summary>Hands a view out.</summary>
    public void Publish(DeploymentView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        Volatile.Write(ref _latest, view);
        foreach (var reader in _readers.Values)
        {
            reader.Writer.TryWrite(view);
        }
    }

    /// <summary>Subscribes: the latest view at once, then each change, until <paramref name="end"/>.</summary>
    /// <param name="end">The end of the session, of the page, or both.</param>
    public Result<IAsyncEnumerable<DeploymentView>> Subscribe(CancellationToken end)
    {
        if (_readers.Count >= MostReaders)
        {
            return new Error(ErrorKind.Refused, "too-many-readers", "Too many pages watch the deployment.", "Close pages that are not needed.");
        }
        var id = Guid.NewGuid();
        var channel = Channel.CreateBounded<DeploymentView>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _readers[id] = channel;
        if (Volatile.Read(ref _latest) is { } latest)
        {
            channel.Writer.TryWrite(latest);
        }
        // Also when nobody ever reads: the end of the session frees the place.
        end.Register(() => _readers.TryRemove(id, out _));
        return Result<IAsyncEnumerable<DeploymentView>>.Success(ReadAsync(id, channel.Reader, end));
    }

    private async IAsyncEnumerable<DeploymentView> ReadAsync(Guid id, ChannelReader<DeploymentView> reader, [EnumeratorCancellation] CancellationToken end)
    {
        try
        {
            while (await NextAsync(reader, end) is { } view)
            {
                yield return view;
            }
        }
        finally
        {
            _readers.TryRemove(id, out _);
        }
    }

    private async Task<DeploymentView?> NextAsync(ChannelReader<DeploymentView> reader, CancellationToken end)
    {
        try
        {
            var view = await reader.ReadAsync(end);
            await Task.Delay(Batch, time, end);
            return reader.TryRead(out var newer) ? newer : view;
        }
        catch (OperationCanceledException)
        {
            // The session or the page ended.
            return null;
        }
    }
}
