using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Features.Installs;

/// <summary>Create cluster before step one: what is still missing, drafts to go on with, a new one, or one from a file.</summary>
public sealed partial class CreateClusterPage
{
    /// <summary>Facts older than this are marked stale.</summary>
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(45);

    private readonly CancellationTokenSource _end = new();
    private CreateClusterViewModel _model = default!;
    private Task _polling = Task.CompletedTask;
    private string _pasted = "";
    private string _said = "";
    private bool _busy;

    [Inject] public required IOperationGateway Gateway { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required ILogger<CreateClusterPage> Log { get; init; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _polling;
        _end.Dispose();
    }

    protected override void OnInitialized() => _model = new CreateClusterViewModel(Gateway);

    protected override async Task OnInitializedAsync()
    {
        try
        {
            await _model.LoadAsync(_end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            return;
        }

        _polling = PollAsync();
    }

    private static string Name(EdgeHost host) => host.Name.Length > 0 ? host.Name : host.Uid;

    private static string Word(string reported) => reported.Length > 0 ? reported : "Not reported";

    private static KitStatus Look(string reported, string good) =>
        reported.Length == 0 ? KitStatus.Unknown : reported.Equals(good, StringComparison.OrdinalIgnoreCase) ? KitStatus.Healthy : KitStatus.Warning;

    // One press, one draft: a second press while the first is on its way does nothing.
    private async Task OnceAsync(Func<Task<string?>> work)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            if (await work() is { } href)
            {
                Navigation.NavigateTo(href);
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private Task StartAsync() => OnceAsync(() => _model.StartAsync(_end.Token));

    private async Task DeleteAsync(DraftSummary draft)
    {
        var name = CreateClusterViewModel.NameOf(draft);
        if (await ConfirmDialog.AskAsync(Dialogs, $"Delete {name}", "The draft and the secrets stored with it are deleted. A deployed cluster is not touched.", $"Delete {name}"))
        {
            await _model.DeleteAsync(draft.Id, _end.Token);
        }
    }

    private Task ImportTextAsync()
    {
        _said = string.IsNullOrWhiteSpace(_pasted) ? "Paste the text of an install spec first." : "";
        return _said.Length > 0 ? Task.CompletedTask : OnceAsync(() => _model.ImportAsync(Encoding.UTF8.GetBytes(_pasted), _end.Token));
    }

    private Task ImportFileAsync(InputFileChangeEventArgs change) => OnceAsync(async () =>
    {
        _said = "";
        if (change.File.Size > ImportDraft.LargestFile)
        {
            _said = $"{change.File.Name} has {change.File.Size / 1024} KiB; an install spec has at most {ImportDraft.LargestFile / 1024} KiB. Nothing was read.";
            return null;
        }

        await using var stream = change.File.OpenReadStream(ImportDraft.LargestFile, _end.Token);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, _end.Token);
        return await _model.ImportAsync(bytes.ToArray(), _end.Token);
    });

    private async Task PollAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(WizardPage.RefreshEvery, Clock);
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                await InvokeAsync(async () =>
                {
                    await _model.RefreshAsync(background: true, _end.Token);
                    StateHasChanged();
                });
            }
        }
        catch (Exception e) when (_end.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
        catch (Exception e)
        {
            // The page stays as it is, with the age of its facts.
            Log.LogError(e, "Create cluster stopped refreshing");
        }
    }

    private static class KnownWords
    {
        public const string Ready = "Ready";
        public const string Synced = "Synced";
        public const string Healthy = "Healthy";
    }
}
