using System.Globalization;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>Nodes without its markup: whether each is ready, and what each is.</summary>
public sealed class NodesViewModel(IOperationGateway gateway)
{
    private readonly LiveRows<NodeFacts, NodeFacts> _nodes = new(FactKind.Node, n => n, n => n);
    private IReadOnlyDictionary<string, string> _pools = new Dictionary<string, string>();

    /// <summary>How current the nodes are.</summary>
    public LiveFacts Facts { get; } = new(FactKind.Node);

    /// <summary>The nodes, by name.</summary>
    public IReadOnlyList<NodeFacts> Nodes => _nodes.All;

    /// <summary>The page's answer.</summary>
    public string Answer => Facts.Answer("the nodes", Sentence);

    /// <summary>How the nodes are as a whole.</summary>
    public KitStatus Look => true switch
    {
        _ when Facts.Problem is not null || !Facts.IsKnown => KitStatus.Unknown,
        _ when Nodes.Count == 0 => KitStatus.Pending,
        _ when Nodes.All(n => n.IsReady && PressuresOf(n).Count == 0) => KitStatus.Healthy,
        _ when Nodes.Any(n => n.IsReady) => KitStatus.Degraded,
        _ => KitStatus.Failing,
    };

    /// <summary>Takes an update in; says whether a node changed.</summary>
    public bool Take(ClusterUpdate update) => _nodes.Take(update);

    /// <summary>Kubernetes knows no pools: those the appliance reports are added by node name.</summary>
    /// <param name="background">No person asked for it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task LoadPoolsAsync(bool background, CancellationToken ct)
    {
        var report = await gateway.RunAsync(new GetCluster(), background, ct: ct);
        if (report is { IsSuccess: true, Value.Cluster: { } cluster })
        {
            _pools = Pools(cluster);
        }
    }

    /// <summary>The node with this name; null when there is none.</summary>
    public NodeFacts? Find(string? name) => Nodes.FirstOrDefault(n => n.Name == name);

    /// <summary>The node's pool; empty when the appliance names none.</summary>
    public string PoolOf(NodeFacts node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return _pools.GetValueOrDefault(node.Name, "");
    }

    /// <summary>Whether a node is ready, in the one vocabulary.</summary>
    public static (KitStatus Status, string Word) StateOf(NodeFacts node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node switch
        {
            { IsReady: true, Unschedulable: true } => (KitStatus.Warning, "Ready, cordoned"),
            { IsReady: true } => (KitStatus.Healthy, "Ready"),
            { Ready.IsFalse: true } => (KitStatus.Failing, "Not ready"),
            _ => (KitStatus.Unknown, "Unknown"),
        };
    }

    /// <summary>Conditions other than Ready that hold: each is a trouble, e.g. <c>DiskPressure</c>.</summary>
    public static IReadOnlyList<string> PressuresOf(NodeFacts node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return [.. node.Conditions.Where(c => c.Type != "Ready" && c.IsTrue).Select(c => c.Type)];
    }

    private static Dictionary<string, string> Pools(ClusterDetails cluster) =>
        cluster.Nodes.GroupBy(n => n.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Pool, StringComparer.Ordinal);

    private string Sentence()
    {
        var ill = Nodes.Where(n => !n.IsReady).Select(n => n.Name).ToArray();
        var pressed = Nodes.Where(n => n.IsReady && PressuresOf(n).Count > 0).Select(n => $"{n.Name} reports {string.Join(" and ", PressuresOf(n))}.").ToArray();
        var ready = (Nodes.Count, ill.Length) switch
        {
            (0, _) => "No nodes yet.",
            (1, 0) => "The only node is ready.",
            (var all, 0) => string.Create(CultureInfo.InvariantCulture, $"All {all} nodes are ready."),
            (var all, var not) => string.Create(CultureInfo.InvariantCulture, $"{all - not} of {all} nodes ready. Not ready: {string.Join(", ", ill)}."),
        };
        return string.Join(' ', [ready, .. pressed]);
    }
}
