using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Tests.Clusters;

/// <summary>A cluster that pages follow, as a test tells it.</summary>
internal sealed class LiveWorld
{
    private readonly List<Channel<ClusterUpdate>> _readers = [];

    public LiveWorld(ScriptedGateway gateway)
    {
        gateway.Answer<WatchCluster, ClusterWatch>(input => Problem is { } problem ? problem : new ClusterWatch(ReadAsync(input.PageEnd)));
        gateway.Answer<ConfirmCluster, Unit>(_ => Problem is { } problem ? problem : Unit.Value);
    }

    /// <summary>What a reader gets first.</summary>
    public ClusterUpdate First { get; set; } = new ClusterResync(ClusterSnapshot.Empty);

    /// <summary>Why the cluster cannot be followed; null when it can.</summary>
    public Error? Problem { get; set; }

    public void Begin(ClusterSnapshot snapshot) => First = new ClusterResync(snapshot);

    public void Tell(ClusterUpdate update) => _readers.ForEach(r => r.Writer.TryWrite(update));

    /// <summary>Objects changed while all is current.</summary>
    public void Change(DateTimeOffset at, params FactChange[] changes) =>
        Tell(new ClusterChanges([.. changes], Enum.GetValues<FactKind>().ToImmutableDictionary(k => k, _ => new FactFreshness(at))));

    /// <summary>The API went away.</summary>
    public void Lose(DateTimeOffset asOf, string problem) =>
        Tell(new ClusterChanges([], Enum.GetValues<FactKind>().ToImmutableDictionary(k => k, _ => new FactFreshness(asOf, problem))));

    private async IAsyncEnumerable<ClusterUpdate> ReadAsync([EnumeratorCancellation] CancellationToken end)
    {
        var channel = Channel.CreateUnbounded<ClusterUpdate>();
        _readers.Add(channel);
        yield return First;
        using var ended = end.Register(() => channel.Writer.TryComplete());
        await foreach (var update in channel.Reader.ReadAllAsync(CancellationToken.None))
        {
            yield return update;
        }
    }
}
