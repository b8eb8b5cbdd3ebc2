using System.Globalization;
using PaletteAI.Console.Components;
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
public sealed class WorkloadsViewModel(IOperationGateway gateway)
{
    private IReadOnlyList<PodListing> _pods = [];
    private IReadOnlyList<PodListing> _listed = [];
    private PodFilter? _filter;

    /// <summary>What was read.</summary>
    public FactReading Facts { get; } = new(gateway, FactKind.Pod, FactKind.Event);

    /// <summary>Namespaces that have pods.</summary>
    public IReadOnlyList<SelectOption> Namespaces { get; private set; } = [];

    /// <summary>States that pods are in.</summary>
    public IReadOnlyList<SelectOption> States { get; private set; } = [];

    /// <summary>Nodes that have pods.</summary>
    public IReadOnlyList<SelectOption> Nodes { get; private set; } = [];

    /// <summary>The page's answer.</summary>
    public string Answer => Facts.Answer("the pods", _ => Sentence());

    /// <summary>How the pods are as a whole.</summary>
    public KitStatus Look => true switch
    {
        _ when Facts.Problem is not null || Facts.Cluster is null => KitStatus.Unknown,
        _ when _pods.Count == 0 => KitStatus.Pending,
        _ when _pods.All(p => p.IsWell) => KitStatus.Healthy,
        _ when _pods.Any(p => p.Look == KitStatus.Failing) => KitStatus.Failing,
        _ => KitStatus.Degraded,
    };

    /// <summary>Reads the pods.</summary>
    /// <param name="background">No person asked for it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task LoadAsync(bool background, CancellationToken ct)
    {
        await Facts.LoadAsync(background, ct);
        _pods = [.. (Facts.Cluster?.Pods ?? []).OrderBy(p => p.Namespace, StringComparer.Ordinal).ThenBy(p => p.Name, StringComparer.Ordinal).Select(PodListing.Of)];
        _filter = null;
        Namespaces = SelectOption.AllOr("All namespaces", _pods.Select(p => p.Pod.Namespace));
        Nodes = SelectOption.AllOr("All nodes", _pods.Select(p => p.Pod.Node));
        States = [.. SelectOption.AllOr("All states", _pods.Select(p => p.Text.Status)), new SelectOption(PodFilter.NotWell, "Needs a look")];
    }

    /// <summary>The pods that a filter takes; the same list while neither changes.</summary>
    public IReadOnlyList<PodListing> Listed(PodFilter filter)
    {
        if (_filter != filter)
        {
            (_filter, _listed) = (filter, [.. _pods.Where(filter.Takes)]);
        }
        return _listed;
    }

    /// <summary>The pod with this key; null when there is none.</summary>
    public PodListing? Find(string? key) => string.IsNullOrEmpty(key) ? null : _pods.FirstOrDefault(p => p.Key == key);

    /// <summary>Events about a pod, newest first.</summary>
    public IReadOnlyList<EventFacts> EventsOf(PodListing listing)
    {
        ArgumentNullException.ThrowIfNull(listing);
        return [.. (Facts.Cluster?.Events ?? [])
            .Where(e => e.Involved.Kind == "Pod" && e.Involved.Name == listing.Pod.Name && e.Involved.Namespace == listing.Pod.Namespace)
            .OrderByDescending(e => e.LastAt)];
    }

    private string Sentence()
    {
        var ill = _pods.Count(p => !p.IsWell);
        return (_pods.Count, ill) switch
        {
            (0, _) => "No pods yet.",
            (1, 0) => "The only pod runs or completed.",
            (var all, 0) => string.Create(CultureInfo.InvariantCulture, $"All {all} pods run or completed."),
            (var all, 1) => string.Create(CultureInfo.InvariantCulture, $"1 of {all} pods needs a look."),
            (var all, _) => string.Create(CultureInfo.InvariantCulture, $"{ill} of {all} pods need a look."),
        };
    }
}
