using PaletteAI.Console.Components;

namespace PaletteAI.Console.Features.Endpoints;

/// <summary>PaletteAI &gt; Components: whether people reach the endpoints, and which layer is broken when they do not.</summary>
public sealed partial class ComponentsPage
{
    private ComponentsViewModel _model = default!;

    /// <inheritdoc/>
    protected override TimeSpan? Every => TimeSpan.FromSeconds(30);

    protected override void OnInitialized() => _model = new ComponentsViewModel(Gateway);

    protected override Task LoadAsync(bool background, CancellationToken ct) => _model.LoadAsync(background, ct);
}
