using System.Globalization;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Components.Kit;

namespace PaletteAI.Console.Features.Diagnostics;

/// <summary>Diagnostics: what a host can reach, and the logs of all hosts.</summary>
public sealed partial class DiagnosticsPage
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromMilliseconds(500);
    private DiagnosticsViewModel _model = default!;

    protected override void OnInitialized() => _model = new DiagnosticsViewModel(Gateway);

    protected override Task LoadAsync(bool background, CancellationToken ct) => _model.LoadAsync(background, ct);

    private static (KitStatus Status, string Word) LookOf(LogProgress host) => host switch
    {
        { IsOver: false } => (KitStatus.InProgress, "Collecting"),
        { Problem.Length: > 0 } => (KitStatus.Failed, "Not reached"),
        _ => (KitStatus.Passed, "Collected"),
    };

    private static string Words(LogProgress host) =>
        host.Problem.Length > 0 ? host.Problem : host.IsOver ? string.Create(CultureInfo.InvariantCulture, $"{host.Bytes / 1024.0:0.#} KiB") : "";

    private Task CollectAsync() => GuardedAsync(async () =>
    {
        if (_model.IsCollecting)
        {
            return;
        }

        await _model.CollectAsync(PageEnd);
        while (_model.IsCollecting)
        {
            StateHasChanged();
            await Task.Delay(_lookEvery, Clock, PageEnd);
            await _model.LoadAsync(background: true, PageEnd);
        }
    });
}
