using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>Cluster &gt; Nodes: whether each node is ready, and what it is.</summary>
public sealed partial class NodesPage
{
    private NodesViewModel _model = default!;
    private DataColumn<NodeFacts>[] _columns = [];

    /// <summary>The node whose panel is open.</summary>
    [SupplyParameterFromQuery(Name = "node")] public string? Node { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    protected override LiveFacts Facts => _model.Facts;

    private NodeFacts? Open => _model.Find(Node);

    protected override void OnInitialized()
    {
        _model = new NodesViewModel(Gateway);
        _columns = Columns(_model);
    }

    protected override async Task LoadAsync(bool background, CancellationToken ct)
    {
        await base.LoadAsync(background, ct);
        await _model.LoadPoolsAsync(background, ct);
    }

    protected override bool Take(ClusterUpdate update) => _model.Take(update);

    private string HrefOf(string? node) => Navigation.GetUriWithQueryParameter("node", node);

    private void OpenNode(NodeFacts node) => Navigation.NavigateTo(HrefOf(node.Name == Node ? null : node.Name));
}
