using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>Cluster &gt; Events: what the cluster says has happened.</summary>
public sealed partial class EventsPage
{
    private EventsViewModel _model = default!;

    /// <summary>Only this namespace.</summary>
    [SupplyParameterFromQuery(Name = "namespace")] public string? Namespace { get; set; }

    /// <summary>Only this kind, <c>Warning</c> or <c>Normal</c>.</summary>
    [SupplyParameterFromQuery(Name = "kind")] public string? Kind { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private string WithoutFilter => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["namespace"] = null, ["kind"] = null });

    protected override LiveFacts Facts => _model.Facts;

    protected override void OnInitialized() => _model = new EventsViewModel();

    protected override bool Take(ClusterUpdate update) => _model.Take(update);

    private void Show(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrEmpty(value) ? null : value), replace: true);
}
