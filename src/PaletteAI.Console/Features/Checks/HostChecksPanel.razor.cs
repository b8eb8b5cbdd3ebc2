using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Features.Checks;

/// <summary>The host checks of a step, or all of them: progress while they run, each with its evidence.</summary>
public sealed partial class HostChecksPanel
{
    private const string TitleId = "host-checks-title";
    private readonly CancellationTokenSource _end = new();
    private ImmutableArray<HostCheckGroup> _groups = [];
    private InstallSpec? _judged;
    private InstallSpec? _latest;
    private Task _work = Task.CompletedTask;

    /// <summary>The checks.</summary>
    [Parameter, EditorRequired] public HostChecksViewModel Model { get; set; } = default!;

    /// <summary>The spec as it stands.</summary>
    [Parameter, EditorRequired] public InstallSpec Spec { get; set; } = default!;

    /// <summary>Only checks of this step; null = all.</summary>
    [Parameter] public InstallStep? Step { get; set; }

    [Inject] public required ILogger<HostChecksPanel> Log { get; init; }

    public async ValueTask DisposeAsync()
    {
        Model.Changed -= Refresh;
        await _end.CancelAsync();
        await _work;
        _end.Dispose();
    }

    protected override void OnInitialized() => Model.Changed += Refresh;

    protected override void OnParametersSet()
    {
        _latest = Spec;
        _groups = Model.Groups(Step);
        if (!ReferenceEquals(_judged, Spec) && _work.IsCompleted)
        {
            _work = EnsureAsync();
        }
    }

    // What was typed meanwhile is judged in the next round.
    private Task EnsureAsync() => GuardedAsync(async () =>
    {
        while (!ReferenceEquals(_judged, _latest))
        {
            _judged = _latest;
            await Model.EnsureAsync(() => _latest, _end.Token);
        }
    });

    private Task RunAsync(IReadOnlyList<string> hosts) => Model.IsRunning ? Task.CompletedTask : GuardedAsync(() => Model.RunAsync(hosts, _end.Token));

    private async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (_end.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left; the run goes on.
        }
        catch (Exception e)
        {
            Log.LogError(e, "The host checks stopped being shown");
        }
    }

    private void Refresh() => _ = InvokeAsync(() =>
    {
        _groups = Model.Groups(Step);
        StateHasChanged();
    });

    private static string Passed(List<HostCheckGroup> quiet)
    {
        var passed = quiet.Count(g => g.Status == CheckStatus.Passed);
        return (passed == 1 ? "1 check passed" : $"{passed} checks passed") + (passed == quiet.Count ? "" : $", {quiet.Count - passed} not applicable");
    }

    private static KitStatus LookOf(SurveyStage stage) => stage switch
    {
        SurveyStage.Done => KitStatus.Passed,
        SurveyStage.Failed => KitStatus.Failed,
        SurveyStage.Waiting => KitStatus.Stale,
        _ => KitStatus.InProgress,
    };

    private static string WordsOf(SurveyStage stage) => stage switch
    {
        SurveyStage.Asking => "gathers its facts.",
        SurveyStage.Probing => "tries the ways to the others and the VIP.",
        SurveyStage.Waiting => "does not answer just now.",
        SurveyStage.Done => "is done.",
        _ => "could not be asked.",
    };
}
