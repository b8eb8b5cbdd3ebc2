using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>How current the facts of a page are.</summary>
/// <param name="about">What the page is about.</param>
public sealed class LiveFacts(FactKind about)
{
    private FactFreshness _freshness = FactFreshness.Never;
    private Error? _problem;

    /// <summary>Whether there is something to show: objects, or the rows that stand for them until they come.</summary>
    public bool IsKnown => _freshness.AsOf is not null || IsProvisional;

    /// <summary>What is shown are rows as the API server prints them; the objects follow.</summary>
    public bool IsProvisional { get; private set; }

    /// <summary>Why the facts are not current; null when they are. Older facts stay shown with their age.</summary>
    public Error? Problem => _problem ?? (_freshness.Problem.Length > 0 ? NotCurrent(_freshness.Problem) : null);

    /// <summary>There is no cluster whose API could answer: none was created, or its control plane is not up.</summary>
    public bool IsTooEarly => !IsKnown && _problem is { Code: "no-cluster" or "kubeconfig-not-there-yet" };

    /// <summary>When the facts were current; null before there were any.</summary>
    public DateTimeOffset? AsOf => _freshness.AsOf;

    /// <summary>The cluster cannot be followed.</summary>
    public void Fail(Error problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        _problem = problem;
        if (problem.Code == "no-cluster")
        {
            // Without a cluster the facts of the one before mean nothing.
            (_freshness, IsProvisional) = (FactFreshness.Never, false);
        }
    }

    /// <summary>Takes an update in.</summary>
    public void Take(ClusterUpdate update)
    {
        _problem = null;
        _freshness = update switch
        {
            ClusterResync all => all.Snapshot.FreshnessOf(about),
            ClusterChanges changes => changes.Freshness.GetValueOrDefault(about, _freshness),
            _ => _freshness,
        };
        var rows = update switch
        {
            ClusterResync all => all.Provisional.Length > 0,
            ClusterProvisional => true,
            _ => IsProvisional,
        };
        IsProvisional = about == FactKind.Pod && rows && _freshness.AsOf is null;
    }

    /// <summary>The page's answer: what the facts say, or that they cannot say it now.</summary>
    /// <param name="what">What is read, e.g. "the pods".</param>
    /// <param name="answer">What the facts say.</param>
    public string Answer(string what, Func<string> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return (IsKnown, Problem) switch
        {
            (false, null) => $"Reading {what}.",
            (false, { } problem) when IsTooEarly => problem.Message,
            (false, _) => "Unknown: the cluster could not be asked.",
            (_, null) => answer(),
            _ => $"Unknown now. When last read: {answer()}",
        };
    }

    private static Error NotCurrent(string problem) => new(
        ErrorKind.RemoteFailed, "facts-not-current", problem, "The console goes on trying and catches up by itself. See Overview for the cluster's state.");
}
