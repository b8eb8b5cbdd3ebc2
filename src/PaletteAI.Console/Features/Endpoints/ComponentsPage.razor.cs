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

    protected override async Task OnInitializedAsync()
    {
        Start(ComponentsAsync);
        await base.OnInitializedAsync();
    }

    // Probing takes seconds, and so does judging: neither waits for the other.
    private async Task ComponentsAsync()
    {
        using var timer = new PeriodicTimer(Every!.Value, Clock);
        for (var background = false; ; background = true)
        {
            await _model.LoadComponentsAsync(background, PageEnd);
            await InvokeAsync(StateHasChanged);
            if (!await timer.WaitForNextTickAsync(PageEnd))
            {
                return;
            }
        }
    }
}
