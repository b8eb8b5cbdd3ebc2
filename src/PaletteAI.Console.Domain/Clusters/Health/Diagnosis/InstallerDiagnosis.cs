using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>What the installer contributes to the verdict.</summary>
internal static class InstallerDiagnosis
{
    public static IEnumerable<Symptom> Diagnose(InstallerStatus status, ClusterIndex index)
    {
        if (status.CronJob is not { } cronJob)
        {
            return [];
        }
        return LabelSymptoms(status, cronJob).Concat(RunSymptoms(status, cronJob, index)).Concat(ScheduleSymptoms(status, cronJob));
    }

    /// <summary>
    /// A pod of the installer that waits for the label is no failing pod: it is what the operator is to end. Its symptom becomes part of
    /// the cause that <see cref="LabelSymptoms"/> names.
    /// </summary>
    public static Symptom? OfPod(PodFacts pod, Symptom symptom, InstallerStatus status, IReadOnlyCollection<JobFacts> jobs) =>
        status.CronJob is { } cronJob && symptom.Subject == InstallerLabel.Key && InstallerJobs.IsPodOf(jobs, pod)
            ? LabelAbsent(status, cronJob) with { Victim = symptom.Victim, Since = symptom.Since }
            : null;

    private static IEnumerable<Symptom> LabelSymptoms(InstallerStatus status, CronJobFacts cronJob)
    {
        var place = status.Place;
        if (!place.Selects)
        {
            return place.Nodes.Select(n => Make(
                CauseCodes.InstallerLabelUnused, InstallerLabel.Key, CauseWeight.Note, n, $"The label {InstallerLabel.Text} decides nothing: the installer does not select on it."));
        }
        return place.Nodes.Length switch
        {
            0 => [LabelAbsent(status, cronJob)],
            1 => [],
            _ => place.Nodes.Select(n => Make(
                CauseCodes.InstallerLabelSeveral, InstallerLabel.Key, CauseWeight.Degraded, n,
                $"{place.Nodes.Length} nodes carry {InstallerLabel.Text}: each run takes the values file of whichever it lands on.")),
        };
    }

    private static Symptom LabelAbsent(InstallerStatus status, CronJobFacts cronJob) => status.EverSucceeded
        ? Make(CauseCodes.InstallerLabelMissing, InstallerLabel.Key, CauseWeight.Degraded, VictimOf(cronJob), $"No node carries {InstallerLabel.Text} any more: the installer cannot run.")
        : Make(CauseCodes.InstallerWaitsForLabel, InstallerLabel.Key, CauseWeight.Waiting, VictimOf(cronJob), "Cluster ready; the installer waits for you to label a node.");

    private static IEnumerable<Symptom> RunSymptoms(InstallerStatus status, CronJobFacts cronJob, ClusterIndex index)
    {
        foreach (var run in status.FailedSinceSuccess)
        {
            yield return Make(CauseCodes.InstallerFailed, cronJob.Name, CauseWeight.Degraded, $"{cronJob.Namespace}/{run.Name}", $"The installer fails: {FailureOf(run, cronJob, index)}", run.FinishedAt);
        }
        var isHeldUp = status.Place is { Selects: true, Nodes.IsEmpty: true };
        if (!status.EverSucceeded && !isHeldUp && status.FailedSinceSuccess.IsEmpty && !cronJob.Suspended)
        {
            yield return status.Running.FirstOrDefault() is { } running
                ? Make(CauseCodes.InstallerFirstRun, cronJob.Name, CauseWeight.Waiting, $"{cronJob.Namespace}/{running.Name}", "The installer's first run goes on.", running.StartedAt)
                : Make(CauseCodes.InstallerFirstRun, cronJob.Name, CauseWeight.Waiting, VictimOf(cronJob), "The installer has not run yet.", cronJob.Meta.CreatedAt);
        }
    }

    private static string FailureOf(InstallerRun run, CronJobFacts cronJob, ClusterIndex index)
    {
        var ended = index.PodsIn(cronJob.Namespace)
            .Where(p => p.Owner is { Kind: "Job" } owner && owner.Name == run.Name)
            .SelectMany(p => p.InitContainers.Concat(p.Containers))
            .FirstOrDefault(c => c.State is { Phase: ContainerPhase.Terminated, ExitCode: not 0 });
        var said = ended is null ? "" : $"container {ended.Name} ended with exit code {ended.State.ExitCode}{(ended.State.Message.Length > 0 ? $": {Texts.Short(ended.State.Message)}" : "")}";
        return said.Length > 0 ? $"{said}." : run.Reason.Length > 0 ? Texts.Short(run.Reason) : "its Job failed.";
    }

    private static IEnumerable<Symptom> ScheduleSymptoms(InstallerStatus status, CronJobFacts cronJob)
    {
        if (cronJob.Suspended)
        {
            yield return Make(
                CauseCodes.InstallerSuspended, cronJob.Name, status.EverSucceeded ? CauseWeight.Note : CauseWeight.Waiting, VictimOf(cronJob), "The installer is suspended: it does not run by itself.");
        }
        if (status.ScheduleProblem is { } problem)
        {
            yield return Make(CauseCodes.InstallerScheduleUnreadable, cronJob.Name, problem.Code == "time-zone-unknown" ? CauseWeight.Note : CauseWeight.Degraded, VictimOf(cronJob), problem.Message);
        }
        if (status.MissedRun is { } missed)
        {
            yield return Make(CauseCodes.InstallerOverdue, cronJob.Name, CauseWeight.Degraded, VictimOf(cronJob), "A scheduled run of the installer did not start.", missed);
        }
        foreach (var other in status.Others)
        {
            yield return Make(CauseCodes.InstallerSeveral, cronJob.Name, CauseWeight.Note, other, "More than one CronJob looks like the installer.");
        }
    }

    private static string VictimOf(CronJobFacts cronJob) => $"{cronJob.Namespace}/{cronJob.Name}";

    private static Symptom Make(string code, string subject, CauseWeight weight, string victim, string message, DateTimeOffset? since = null) =>
        new(code, "", subject, weight, since, victim, message);
}
