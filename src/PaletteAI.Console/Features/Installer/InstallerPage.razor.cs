using Microsoft.AspNetCore.Components;
using MudBlazor;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Features.Installer;

/// <summary>PaletteAI &gt; Installer: what it did, what it waits for, when it runs next, and where.</summary>
public sealed partial class InstallerPage
{
    private InstallerViewModel _model = default!;
    private string _read = "";

    /// <summary>The run whose log is looked at; empty = the newest.</summary>
    [SupplyParameterFromQuery(Name = "run")] public string? Run { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required Preferences Preferences { get; init; }

    /// <inheritdoc/>
    protected override TimeSpan? Every => TimeSpan.FromSeconds(5);

    private string Wanted => Run ?? "";

    protected override void OnInitialized() => _model = new InstallerViewModel(Gateway);

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
            $"Run {cronJob.Name}", effects: [_model.Label!.Message, .. status.PendingReason.Length > 0 ? [$"It will wait: {status.PendingReason}"] : Array.Empty<string>()], destructive: false);
        if (sure)
        {
            await ActAsync(() => _model.RunAsync(PageEnd));
        }
    }

    private async Task LabelAsync(NodeFacts node)
    {
        string[] others = [.. _model.Status!.Place.Nodes.Where(n => n != node.Name)];
        var sure = await ConfirmDialog.AskAsync(
            Dialogs, $"Label {node.Name}", $"{node.Name} becomes the one node with {InstallerLabel.Text}: the installer runs there, with the values file of {node.Name}.",
            $"Label {node.Name}", effects: [.. others.Select(o => $"{o} loses the label first"), .. node.IsReady ? Array.Empty<string>() : [$"{node.Name} is not Ready: the installer waits until it is"]], destructive: false);
        if (sure)
        {
            await ActAsync(() => _model.LabelAsync(node.Name, PageEnd));
        }
    }

    private async Task ActAsync(Func<Task> act)
    {
        await GuardedAsync(act);
        await GuardedAsync(() => LoadAsync(background: true, PageEnd));
    }
}
