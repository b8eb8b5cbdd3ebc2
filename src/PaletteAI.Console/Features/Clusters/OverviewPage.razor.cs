using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Operations.Deployments;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>Cluster &gt; Overview: whether there is a cluster, how it is, and how its deployment goes.</summary>
public sealed partial class OverviewPage
{
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _refresh = TimeSpan.FromSeconds(15);
    private readonly CancellationTokenSource _end = new();
    private OverviewViewModel _model = default!;
    private HealthReport? _verdict;
    private bool _hasJudged;
    private Task _watching = Task.CompletedTask;
    private Task _ticking = Task.CompletedTask;

    [Inject] public required IOperationGateway Gateway { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    [Inject] public required DeploymentPace Pace { get; init; }

    [Inject] public required ILogger<OverviewPage> Log { get; init; }

    private KitStatus AnswerLook => _model.Mode switch
    {
        OverviewMode.Failed => KitStatus.Failed,
        OverviewMode.Unknown => KitStatus.Unknown,
        _ when !_hasJudged => KitStatus.InProgress,
        _ => _verdict is { } report ? ClusterVerdict.Look(report.Verdict) : KitStatus.Unknown,
    };

    // The word of the badge is the beginning of the sentence.
    private string VerdictSentence => (_verdict, _hasJudged) switch
    {
        ({ } report, _) when ClusterVerdict.Sentence(report, Clock.GetUtcNow()) is var said => said[StatusLook.Of(ClusterVerdict.Look(report.Verdict)).Word.Length..].TrimStart(':', ' '),
        (_, false) => "the cluster.",
        _ => "The console could not judge the cluster.",
    };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_watching, _ticking);
        _end.Dispose();
    }

    protected override void OnInitialized() => _model = new OverviewViewModel(Gateway, Clock, Pace);

    protected override async Task OnInitializedAsync()
    {
        try
        {
            await _model.LoadAsync(background: false, _end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            return;
        }
        _watching = GuardedAsync(WatchAsync);
        _ticking = GuardedAsync(TickAsync);
    }

    private void TakeVerdict(HealthReport? report) => (_verdict, _hasJudged) = (report, true);

    // Views come in while a deployment goes on; the subscription waits silently otherwise.
    private async Task WatchAsync()
    {
        var watch = await Gateway.RunAsync(new WatchDeployment(_end.Token), background: true, ct: _end.Token);
        if (!watch.IsSuccess)
        {
            return;
        }
        await foreach (var view in watch.Value.Views.WithCancellation(_end.Token))
        {
            await InvokeAsync(async () =>
            {
                if (_model.Apply(view))
                {
                    await _model.LoadAsync(background: true, _end.Token);
                }
                StateHasChanged();
            });
        }
    }

    // Elapsed time, ages and restarts move on even when nothing is heard; the cluster is read again now and then.
    private async Task TickAsync()
    {
        var since = Clock.GetTimestamp();
        using var timer = new PeriodicTimer(_tick, Clock);
        while (await timer.WaitForNextTickAsync(_end.Token))
        {
            var isDue = Clock.GetElapsedTime(since) >= _refresh;
            if (isDue)
            {
                since = Clock.GetTimestamp();
                await InvokeAsync(() => _model.LoadAsync(background: true, _end.Token));
            }
            if (isDue || _model.Mode == OverviewMode.Deploying)
            {
                await InvokeAsync(StateHasChanged);
            }
        }
    }

    private async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (_end.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
        catch (Exception e)
        {
            // The page stays as it is, with the age of its facts.
            Log.LogError(e, "The overview stopped refreshing");
        }
    }
}
