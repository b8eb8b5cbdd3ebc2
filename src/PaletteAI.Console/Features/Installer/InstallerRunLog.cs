using PaletteAI.Console.Application.Operations.Installer;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Features.Installer;

/// <summary>Whose log is the log of the run that is looked at: a run that fails begins anew in another pod.</summary>
public sealed class InstallerRunLog(IOperationGateway gateway)
{
    private bool _isSettled;

    /// <summary>The run; null when there is no such run.</summary>
    public InstallerRun? Run { get; private set; }

    /// <summary>Namespace of its newest pod.</summary>
    public string Namespace { get; private set; } = "";

    /// <summary>Its newest pod; empty while there is none.</summary>
    public string Pod { get; private set; } = "";

    /// <summary>Why there is none; null when there is, or the run has not begun.</summary>
    public Error? Problem { get; private set; }

    /// <summary>The run's pod waits: there is nothing to read yet.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>More may be written.</summary>
    public bool IsLive => Run is { Result: RunResult.Running };

    /// <summary>Finds it. The pod of a finished run does not change any more.</summary>
    /// <param name="named">Name of the run; empty = the newest.</param>
    public async Task ReadAsync(InstallerStatus status, string named, bool background, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(status);
        var run = status.Runs.FirstOrDefault(r => named.Length == 0 || r.Name == named);
        if (run is null || run.Name != Run?.Name)
        {
            (Namespace, Pod, Problem, _isSettled) = ("", "", null, false);
        }
        Run = run;
        IsWaiting = run is { Result: RunResult.Running } && status.PendingReason.Length > 0;
        if (run is null || IsWaiting || _isSettled)
        {
            return;
        }
        var read = await gateway.RunAsync(new GetInstallerLogs(run.Name, 1), background, ct: ct);
        Problem = read.Error;
        (Namespace, Pod) = read.IsSuccess ? (read.Value.Namespace, read.Value.Pod) : (Namespace, Pod);
        _isSettled = run.Result != RunResult.Running && (read.IsSuccess || read.Error is { Code: "pod-gone" });
    }
}
