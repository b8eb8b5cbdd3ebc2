using PaletteAI.Console.Application.Operations.Installer;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Features.Installer;

/// <summary>The end of the log of one run, read again while the run goes on.</summary>
public sealed class InstallerRunLog(IOperationGateway gateway)
{
    /// <summary>Lines that are shown.</summary>
    public const int Lines = 200;

    private bool _isWhole;

    /// <summary>Whose log it is; null when there is no such run.</summary>
    public InstallerRun? Run { get; private set; }

    /// <summary>The log; null while there is none.</summary>
    public InstallerLog? Log { get; private set; }

    /// <summary>Why there is none; null when there is, or the run has not begun.</summary>
    public Error? Problem { get; private set; }

    /// <summary>The run's pod waits: there is nothing to read yet.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Reads it. What was read of a finished run does not change any more.</summary>
    /// <param name="named">Name of the run; empty = the newest.</param>
    public async Task ReadAsync(InstallerStatus status, string named, bool background, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(status);
        var run = status.Runs.FirstOrDefault(r => named.Length == 0 || r.Name == named);
        if (run is null || run.Name != Run?.Name)
        {
            (Log, Problem, _isWhole) = (null, null, false);
        }
        Run = run;
        IsWaiting = run is { Result: RunResult.Running } && status.PendingReason.Length > 0;
        if (run is null || IsWaiting || _isWhole)
        {
            return;
        }
        var read = await gateway.RunAsync(new GetInstallerLogs(run.Name, Lines), background, ct: ct);
        Problem = read.Error;
        Log = read.IsSuccess ? read.Value : Log;
        _isWhole = run.Result != RunResult.Running && (read.IsSuccess || read.Error is { Code: "pod-gone" });
    }
}
