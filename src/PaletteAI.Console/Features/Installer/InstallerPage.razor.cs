using Microsoft.AspNetCore.Components;
using MudBlazor;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Features.Clusters;

namespace PaletteAI.Console.Features.Installer;

/// <summary>PaletteAI &gt; Installer: what it did, what it waits for, when it runs next, and where.</summary>
public sealed partial class InstallerPage
{
    private static readonly TimeSpan _forecastEvery = TimeSpan.FromSeconds(30);
    private InstallerViewModel _model = default!;
    private string _read = "";

    /// <summary>The run whose log is looked at; empty = the newest.</summary>
    [SupplyParameterFromQuery(Name = "run")] public string? Run { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required Preferences Preferences { get; init; }

    /// <inheritdoc/>
    protected override TimeSpan? Every => TimeSpan.FromSeconds(5);

    /// <summary>The node that is looked at before it is labelled.</summary>
    [SupplyParameterFromQuery(Name = "node")] public string? Node { get; set; }

    private string Wanted => Run ?? "";

    private string Chosen => Node ?? (_model.Nodes is [var only] ? only.Name : "");

    protected override void OnInitialized() => _model = new InstallerViewModel(Gateway);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Start(ForecastAsync);
        Start(() => new ClusterSignal(Gateway, Clock, TimeSpan.FromMilliseconds(500)).FollowAsync(Concerns, ReadAnewAsync, PageEnd));
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_model.Status is not null && _read != Wanted)
        {
            await ReloadAsync();
        }
    }

    protected override Task LoadAsync(bool background, CancellationToken ct)
    {
        _read = Wanted;
        return _model.LoadAsync(_read, background, ct);
    }

    private bool Concerns(FactChange change) =>
        change.Kind is FactKind.Node or FactKind.CronJob or FactKind.Job || (change.Kind is FactKind.Pod && change.Fact.Namespace == _model.Status?.CronJob?.Namespace);

    private Task ReadAnewAsync() => InvokeAsync(async () =>
    {
        await LoadAsync(background: true, PageEnd);
        Redraw();
    });

    // Hosts are asked over the network, one by one: the rest of the page does not wait for them.
    private async Task ForecastAsync()
    {
        using var timer = new PeriodicTimer(_forecastEvery, Clock);
        for (var background = false; ; background = true)
        {
            await _model.LoadForecastAsync(background, PageEnd);
            await InvokeAsync(StateHasChanged);
            if (!await timer.WaitForNextTickAsync(PageEnd))
            {
                return;
            }
        }
    }

    private void Choose(string node) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("node", node), replace: true);

    private string HrefOf(string run) => Navigation.GetUriWithQueryParameter("run", run);

    private void Open(InstallerRun run) => Navigation.NavigateTo(HrefOf(run.Name));

    private async Task RunAsync()
    {
        if (_model.Status is not { CronJob: { } cronJob } status)
        {
            return;
        }
        var sure = await ConfirmDialog.AskAsync(
            Dialogs, $"Run {cronJob.Name}", $"A run of {cronJob.Namespace}/{cronJob.Name} starts now, outside its schedule, and applies the values file of the node it lands on.",
            $"Run {cronJob.Name}", effects: [_model.Forecast?.Forecast is { } forecast ? forecast.Message : _model.Label!.Message, .. status.PendingReason.Length > 0 ? [$"It will wait: {status.PendingReason}"] : Array.Empty<string>()], destructive: false);
        if (sure)
        {
            await ActAsync(() => _model.RunAsync(PageEnd));
        }
    }

    private async Task LabelAsync(NodeFacts node)
    {
        var asked = LabelConfirmation.Of(node, _model.Status!.Place, _model.FileOf(node.Name));
        var sure = await ConfirmDialog.AskAsync(Dialogs, $"Label {node.Name}", asked.Message, asked.Button, effects: asked.Effects, destructive: false);
        if (sure)
        {
            await ActAsync(() => _model.LabelAsync(node.Name, PageEnd));
            await GuardedAsync(() => _model.LoadForecastAsync(background: true, PageEnd));
        }
    }

    private async Task ActAsync(Func<Task> act)
    {
        var work = GuardedAsync(act);
        // Behind a dialog nothing else draws that it is at work.
        StateHasChanged();
        await work;
        await GuardedAsync(() => LoadAsync(background: true, PageEnd));
    }
}
