using PaletteAI.Console.Components.Layout;

namespace PaletteAI.Console.Features.Hosts;

/// <summary>Edge Host: who am I, and what am I made of.</summary>
public sealed partial class EdgeHostPage
{
    private HostsViewModel _model = default!;

    /// <summary>What a person most likely wants next; null when another host is the place for it.</summary>
    private (string Href, string Words)? NextStep => _model.List switch
    {
        { IsLeader: true } when _model.HasCluster => ("/cluster", "Open the cluster"),
        { IsLeader: true } when MenuMap.Exists("/cluster/create") => ("/cluster/create", "Create cluster"),
        _ => null,
    };

    protected override void OnInitialized() => _model = new HostsViewModel(Gateway);

    protected override Task LoadAsync(bool background, CancellationToken ct) => _model.LoadAsync(background, ct);
}
