using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>What a page last read of the running cluster. The first kind is what the page is about; the others only add to it.</summary>
public sealed class FactReading(IOperationGateway gateway, params ImmutableArray<FactKind> kinds)
{
    /// <summary>Facts older than this are marked stale: two readings were missed.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(45);

    /// <summary>The facts; null before there were any.</summary>
    public ClusterSnapshot? Cluster { get; private set; }

    /// <summary>Why the facts are not current; null when they are. Older facts stay shown with their age.</summary>
    public Error? Problem { get; private set; }

    /// <summary>There is no cluster whose API could answer: none was created, or its control plane is not up.</summary>
    public bool IsTooEarly => Cluster is null && Problem is { Code: "no-cluster" or "kubeconfig-not-there-yet" };

    /// <summary>When the facts were current.</summary>
    public DateTimeOffset? AsOf => Cluster?.FreshnessOf(kinds[0]).AsOf;

    /// <summary>Reads them.</summary>
    /// <param name="background">No person asked for it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task LoadAsync(bool background, CancellationToken ct)
    {
        var read = await gateway.RunAsync(new GetClusterFacts(kinds), background, ct: ct);
        if (!read.IsSuccess)
        {
            // Without a cluster the facts of the one before mean nothing.
            Cluster = read.Error.Code == "no-cluster" ? null : Cluster;
            Problem = read.Error;
            return;
        }
        var freshness = read.Value.FreshnessOf(kinds[0]);
        Problem = freshness is { AsOf: not null, Problem.Length: 0 } ? null : NotCurrent(freshness.Problem);
        Cluster = freshness.AsOf is null ? Cluster : read.Value;
    }

    /// <summary>The page's answer: what the facts say, or that they cannot say it now.</summary>
    /// <param name="what">What is read, e.g. "the pods".</param>
    /// <param name="answer">What the facts say.</param>
    public string Answer(string what, Func<ClusterSnapshot, string> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return (Cluster, Problem) switch
        {
            (null, null) => $"Reading {what}.",
            (null, _) when IsTooEarly => Problem.Message,
            (null, _) => "Unknown: the cluster could not be asked.",
            (_, null) => answer(Cluster),
            _ => $"Unknown now. When last read: {answer(Cluster)}",
        };
    }

    private static Error NotCurrent(string problem) => new(
        ErrorKind.RemoteFailed, "facts-not-current", problem.Length > 0 ? problem : "The cluster's API gave nothing.", "The console goes on trying. See Overview for the cluster's state.");
}
