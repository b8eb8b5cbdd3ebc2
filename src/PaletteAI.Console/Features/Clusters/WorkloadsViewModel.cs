using System.Collections.Immutable;
using System.Globalization;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>Which pods are listed; null or empty = all.</summary>
/// <param name="Namespace">Namespace.</param>
/// <param name="State">Status as kubectl prints it, or <see cref="NotWell"/>.</param>
/// <param name="Node">Node.</param>
public sealed record PodFilter(string? Namespace, string? State, string? Node)
{
    /// <summary>The state that stands for every pod that needs a look.</summary>
    public const string NotWell = "not-well";

    /// <summary>Whether a pod is listed.</summary>
    public bool Takes(PodListing listing)
    {
        ArgumentNullException.ThrowIfNull(listing);
        return Is(Namespace, listing.Pod.Namespace) && Is(Node, listing.Pod.Node) && (State == NotWell ? !listing.IsWell : Is(State, listing.Text.Status));
    }

    private static bool Is(string? wanted, string actual) => string.IsNullOrEmpty(wanted) || wanted == actual;
}

/// <summary>Workloads without its markup: whether all pods run, and which do not.</summary>
public sealed class WorkloadsViewModel
{
    private readonly LiveRows<PodFacts, PodListing> _pods = new(FactKind.Pod, PodListing.Of, p => p.Pod);
    private readonly LiveRows<EventFacts, EventFacts> _events = new(FactKind.Event, e => e, e => e);
    private IReadOnlyList<PodListing>? _listed;
    private PodFilter? _filter;
    private ImmutableArray<ProvisionalPod>? _rows;
    private (IReadOnlyList<SelectOption> Namespaces, IReadOnlyList<SelectOption> States, IReadOnlyList<SelectOption> Nodes)? _options;

    /// <summary>How current the pods are.</summary>
    public LiveFacts Facts { get; } = new(FactKind.Pod);

    /// <summary>Namespaces that have pods.</summary>
    public IReadOnlyList<SelectOption> Namespaces => Options.Namespaces;

    /// <summary>States that pods are in.</summary>
    public IReadOnlyList<SelectOption> States => Options.States;

    /// <summary>Nodes that have pods.</summary>
    public IReadOnlyList<SelectOption> Nodes => Options.Nodes;

    /// <summary>The page's answer.</summary>
    public string Answer => Facts.Answer("the pods", Sentence);

    /// <summary>How the pods are as a whole.</summary>
    public KitStatus Look => true switch
    {
        _ when Facts.Problem is not null || !Facts.IsKnown => KitStatus.Unknown,
        _ when Pods.Count == 0 => KitStatus.Pending,
        _ when Pods.All(p => p.IsWell) => KitStatus.Healthy,
        _ when Pods.All(p => p.IsWell || p.WaitsForLabel) => KitStatus.Waiting,
        _ when Pods.Any(p => p.Look == KitStatus.Failing) => KitStatus.Failing,
        _ => KitStatus.Degraded,
    };

    // Rows come namespace by namespace; they are put in when somebody looks, not each time.
    private IReadOnlyList<PodListing> Pods
    {
        get
        {
            if (_rows is { } rows)
            {
                _pods.Replace(rows.Select(PodListing.Of));
                _rows = null;
            }
            return _pods.All;
        }
    }

    private (IReadOnlyList<SelectOption> Namespaces, IReadOnlyList<SelectOption> States, IReadOnlyList<SelectOption> Nodes) Options => _options ??= (
        SelectOption.AllOr("All namespaces", Pods.Select(p => p.Pod.Namespace)),
        [.. SelectOption.AllOr("All states", Pods.Select(p => p.Text.Status)), new SelectOption(PodFilter.NotWell, "Needs a look")],
        SelectOption.AllOr("All nodes", Pods.Select(p => p.Pod.Node)));

    /// <summary>Takes an update in; says whether a pod or an event changed.</summary>
    public bool Take(ClusterUpdate update)
    {
        var rows = update switch
        {
            ClusterResync all when all.Snapshot.FreshnessOf(FactKind.Pod).AsOf is null => all.Provisional,
            ClusterProvisional provisional when Facts.IsProvisional => provisional.Pods,
            _ => default,
        };
        var changed = !rows.IsDefault || _pods.Take(update);
        _rows = rows.IsDefault && changed ? null : rows.IsDefault ? _rows : rows;
        if (changed)
        {
            (_listed, _options) = (null, null);
        }
        return _events.Take(update) | changed;
    }

    /// <summary>The pods that a filter takes; the same list while neither changes.</summary>
    public IReadOnlyList<PodListing> Listed(PodFilter filter)
    {
        if (_filter != filter || _listed is null)
        {
            (_filter, _listed) = (filter, [.. Pods.Where(filter.Takes)]);
        }
        return _listed;
    }

    /// <summary>The pod with this key; null when there is none.</summary>
    public PodListing? Find(string? key) =>
        key?.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && Pods.Count > 0 ? _pods.Find(key[..slash], key[(slash + 1)..]) : null;

    /// <summary>Events about a pod, newest first.</summary>
    public IReadOnlyList<EventFacts> EventsOf(PodListing listing)
    {
        ArgumentNullException.ThrowIfNull(listing);
        return [.. _events.All
            .Where(e => e.Involved.Kind == "Pod" && e.Involved.Name == listing.Pod.Name && e.Involved.Namespace == listing.Pod.Namespace)
            .OrderByDescending(e => e.LastAt)];
    }

    private string Sentence()
    {
        var ill = Pods.Count(p => !p.IsWell);
        return (Pods.Count, ill) switch
        {
            (0, _) => "No pods yet.",
            (1, 0) => "The only pod runs or completed.",
            (var all, 0) => string.Create(CultureInfo.InvariantCulture, $"All {all} pods run or completed."),
            (var all, _) when Pods.Count(p => p.WaitsForLabel) == ill => string.Create(CultureInfo.InvariantCulture, $"{ill} of {all} pods {(ill == 1 ? "waits" : "wait")} for a node with the installer's label."),
            (var all, 1) => string.Create(CultureInfo.InvariantCulture, $"1 of {all} pods needs a look."),
            (var all, _) => string.Create(CultureInfo.InvariantCulture, $"{ill} of {all} pods need a look."),
        };
    }

}
