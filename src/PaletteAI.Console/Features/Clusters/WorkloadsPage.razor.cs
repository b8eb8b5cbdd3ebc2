using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>Cluster &gt; Workloads: whether all pods run, and why one does not.</summary>
public sealed partial class WorkloadsPage
{
    private static readonly PodFilter _all = new(null, null, null);
    private WorkloadsViewModel _model = default!;

    /// <summary>Only this namespace.</summary>
    [SupplyParameterFromQuery(Name = "namespace")] public string? Namespace { get; set; }

    /// <summary>Only pods in this state.</summary>
    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }

    /// <summary>Only pods of this node.</summary>
    [SupplyParameterFromQuery(Name = "node")] public string? Node { get; set; }

    /// <summary>The pod whose panel is open.</summary>
    [SupplyParameterFromQuery(Name = "pod")] public string? Pod { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private PodFilter Filter => new(NullIfEmpty(Namespace), NullIfEmpty(State), NullIfEmpty(Node));

    private PodListing? Open => _model.Find(Pod);

    private string WithoutFilter =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["namespace"] = null, ["state"] = null, ["node"] = null });

    protected override LiveFacts Facts => _model.Facts;

    protected override void OnInitialized() => _model = new WorkloadsViewModel();

    protected override bool Take(ClusterUpdate update) => _model.Take(update);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private string HrefOf(string name, string? value) => Navigation.GetUriWithQueryParameter(name, NullIfEmpty(value));

    private void Show(string name, string? value) => Navigation.NavigateTo(HrefOf(name, value), replace: true);

    private void OpenPod(PodListing listing) => Navigation.NavigateTo(HrefOf("pod", listing.Key == Pod ? null : listing.Key));
}
