using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>Workloads that lack pods, namespaces that do not go, Jobs that failed.</summary>
internal static class WorkloadDiagnosis
{
    public static IEnumerable<Symptom> Diagnose(IReadOnlyList<(PodFacts Pod, PodFinding Finding)> findings, InstallerStatus installer, ClusterIndex index) =>
        Starting(findings, index).Concat(Incomplete(findings, index)).Concat(Namespaces(index)).Concat(Jobs(installer, index)).Concat(LeftOver(findings));

    // While another pod of the workload serves, a starting one is business as usual.
    private static IEnumerable<Symptom> Starting(IReadOnlyList<(PodFacts Pod, PodFinding Finding)> findings, ClusterIndex index)
    {
        foreach (var (pod, finding) in findings)
        {
            var name = ClusterIndex.WorkloadName(pod);
            if (finding.Condition == PodCondition.Starting && pod.Owner is not { Kind: "Job" } && index.Workload(pod.Namespace, name) is not { Ready: > 0 })
            {
                yield return new Symptom(
                    CauseCodes.WorkloadStarting, pod.Namespace, name, CauseWeight.Waiting, pod.Meta.CreatedAt, PodDiagnosis.VictimOf(pod), $"The pods of {name} are starting.");
            }
        }
    }

    private static IEnumerable<Symptom> Incomplete(IReadOnlyList<(PodFacts Pod, PodFinding Finding)> findings, ClusterIndex index)
    {
        var explained = findings.Where(f => f.Finding.Condition is PodCondition.Ill or PodCondition.Starting)
            .Select(f => (f.Pod.Namespace, ClusterIndex.WorkloadName(f.Pod))).ToHashSet();
        var cluster = index.Input.Cluster;
        foreach (var workload in cluster.Deployments.Cast<WorkloadFacts>().Concat(cluster.StatefulSets).Concat(cluster.DaemonSets))
        {
            if (workload.Ready >= workload.Desired || workload.Meta.DeletedAt is not null || explained.Contains((workload.Namespace, workload.Name)))
            {
                continue;
            }
            var (said, since) = WhyNoPods(workload, index);
            if (said.Length > 0 || index.Now - (since ?? index.Now) > index.Limits.StartWithin)
            {
                yield return new Symptom(
                    CauseCodes.WorkloadIncomplete, workload.Namespace, workload.Name, workload.Ready > 0 ? CauseWeight.Degraded : CauseWeight.Failing, since, $"{workload.Namespace}/{workload.Name}",
                    $"{workload.Ready} of {workload.Desired} pods of {workload.Name} are there{(said.Length > 0 ? $": {Texts.Short(said)}" : ".")}");
            }
        }
    }

    // A refused pod leaves no pod behind: quota, admission and the like speak through events of the ReplicaSet or the set itself.
    private static (string Said, DateTimeOffset? Since) WhyNoPods(WorkloadFacts workload, ClusterIndex index)
    {
        if (workload is DeploymentFacts deployment && deployment.Conditions.FirstOrDefault(c => c is { Type: "ReplicaFailure", IsTrue: true }) is { Type: not null } failure)
        {
            return (failure.Message, failure.Since);
        }
        var refused = index.Input.Cluster.Events
            .Where(e => e.Reason == "FailedCreate" && e.Namespace == workload.Namespace && (e.Involved.Name == workload.Name || e.Involved.Name.StartsWith($"{workload.Name}-", StringComparison.Ordinal)))
            .MaxBy(e => e.LastAt);
        var available = workload is DeploymentFacts d ? d.Conditions.FirstOrDefault(c => c is { Type: "Available", IsFalse: true }).Since : null;
        return refused is not null && index.Now - refused.LastAt <= index.Limits.CalmAfterCrash ? (refused.Message, refused.FirstAt) : ("", available ?? workload.Meta.CreatedAt);
    }

    private static IEnumerable<Symptom> Namespaces(ClusterIndex index)
    {
        foreach (var ns in index.Input.Cluster.Namespaces)
        {
            if (ns is { Phase: "Terminating", Meta.DeletedAt: { } deleted } && index.Now - deleted > index.Limits.StartWithin)
            {
                var why = ns.Conditions.Where(c => c.IsTrue && c.Message.Length > 0).Select(c => Texts.Short(c.Message)).ToArray();
                yield return new Symptom(
                    CauseCodes.NamespaceStuck, "", ns.Name, CauseWeight.Degraded, deleted, ns.Name, why.Length > 0 ? $"Deleted, but not gone: {string.Join(" ", why)}" : "Deleted, but not gone.");
            }
        }
    }

    private static IEnumerable<Symptom> Jobs(InstallerStatus installer, ClusterIndex index)
    {
        foreach (var job in index.Input.Cluster.Jobs)
        {
            if (job.IsFailed && (installer.CronJob is not { } cronJob || !InstallerJobs.IsRunOf(cronJob, job)))
            {
                var run = InstallerRun.Of(job);
                yield return new Symptom(
                    CauseCodes.JobFailed, job.Namespace, job.Name, CauseWeight.Note, run.FinishedAt, $"{job.Namespace}/{job.Name}", $"The Job {job.Name} failed: {Texts.Short(run.Reason)}");
            }
        }
    }

    private static IEnumerable<Symptom> LeftOver(IReadOnlyList<(PodFacts Pod, PodFinding Finding)> findings)
    {
        foreach (var (pod, finding) in findings)
        {
            if (finding.Condition == PodCondition.Done && pod is { Phase: "Failed", Meta.DeletedAt: null, Owner.Kind: not "Job" })
            {
                yield return new Symptom(
                    CauseCodes.PodLeftOver, pod.Namespace, ClusterIndex.WorkloadName(pod), CauseWeight.Note, null, PodDiagnosis.VictimOf(pod),
                    $"Failed pods are left over ({(pod.Reason.Length > 0 ? pod.Reason : "Failed")}); others have taken their place.");
            }
        }
    }
}
