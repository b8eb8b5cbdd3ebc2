using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Clusters.Labels;

namespace PaletteAI.Console.Features.Installer;

/// <summary>How the installer's states look.</summary>
internal static class InstallerLook
{
    public static KitStatus Of(InstallerViewModel model) => model.Status switch
    {
        null when model.IsBeforeCluster => KitStatus.Pending,
        null or { CronJob: null } => model.Problem is null && !model.IsUnread ? KitStatus.Pending : KitStatus.Unknown,
        { PendingReason.Length: > 0 } => KitStatus.Waiting,
        { Running.IsEmpty: false } => KitStatus.InProgress,
        { LastRun.Result: RunResult.Failed } => KitStatus.Failed,
        { CronJob.Suspended: true } => KitStatus.Warning,
        { LastRun: null } => KitStatus.Pending,
        _ => KitStatus.Healthy,
    };

    public static (KitStatus Status, string Word) Of(InstallerRun run, bool isWaiting) => run.Result switch
    {
        RunResult.Succeeded => (KitStatus.Passed, "Succeeded"),
        RunResult.Failed => (KitStatus.Failed, "Failed"),
        _ when isWaiting => (KitStatus.Waiting, "Pending"),
        _ => (KitStatus.InProgress, "Running"),
    };

    public static (KitStatus Status, string Word) Of(LabelState state) => state switch
    {
        LabelState.Right => (KitStatus.Passed, "One node"),
        LabelState.Waiting => (KitStatus.Waiting, "Waiting for you"),
        LabelState.Lost => (KitStatus.Failing, "No node"),
        LabelState.Several => (KitStatus.Failing, "Several nodes"),
        LabelState.Unused => (KitStatus.Info, "Not used"),
        _ => (KitStatus.NotApplicable, "Not needed"),
    };
}
