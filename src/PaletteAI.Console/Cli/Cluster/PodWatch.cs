using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PaletteAI.Console.Api;
using PaletteAI.Console.Application.Operations.Pods;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Cli.Remote;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Cli.Cluster;

/// <summary>Pods as they change, from a watch of the verb's own.</summary>
internal static class PodWatch
{
    /// <summary>Pods that may not be as they were; the end, when there is one, is a failure.</summary>
    public static IAsyncEnumerable<Result<ImmutableArray<PodRow>>> Follow(ClusterOutcome<ImmutableArray<PodRow>> outcome, string ns, CancellationToken ct) =>
        outcome.Direct is { } call ? Directly(call, ns, ct) : ThroughDoorAsync(outcome.Door!, ns, ct);

    private static IAsyncEnumerable<Result<ImmutableArray<PodRow>>> Directly(ClusterCall call, string ns, CancellationToken ct)
    {
        var followed = call.Tools.Cache.Follow(call.Access);
        var updates = followed.IsSuccess ? call.Tools.Cache.Subscribe(ct) : followed.Error;
        return updates.IsSuccess
            ? updates.Value.Select(u => RowsOf(u, ns, call.Output)).Where(rows => rows.Value.Length > 0)
            : new[] { Result<ImmutableArray<PodRow>>.Failure(updates.Error) }.ToAsyncEnumerable();
    }

    private static async IAsyncEnumerable<Result<ImmutableArray<PodRow>>> ThroughDoorAsync(IConsoleDoor door, string ns, [EnumeratorCancellation] CancellationToken ct)
    {
        var since = "";
        while (true)
        {
            var read = (await door.RunAsync(new WatchPods(ns, since), ct)).Map(json => json.Deserialize<PodChanges>(ApiJson.Options)!);
            since = read.IsSuccess ? read.Value.Version : since;
            yield return read.Map(changes => changes.Pods);
        }
    }

    private static Result<ImmutableArray<PodRow>> RowsOf(ClusterUpdate update, string ns, Output output)
    {
        if (update is ClusterChanges { Changes.Length: 0 } quiet && quiet.Freshness.GetValueOrDefault(FactKind.Pod) is { Problem.Length: > 0 } stale)
        {
            output.Note(stale.Problem);
        }
        return update switch
        {
            ClusterResync all => PodRow.Of(all.Snapshot.Pods, ns),
            ClusterChanges changes => PodRow.Of(changes.Changes.Where(c => c is { Kind: FactKind.Pod, IsRemoved: false }).Select(c => c.Fact).OfType<PodFacts>(), ns),
            _ => ImmutableArray<PodRow>.Empty,
        };
    }
}
