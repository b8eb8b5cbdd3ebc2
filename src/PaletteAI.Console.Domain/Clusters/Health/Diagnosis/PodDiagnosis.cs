using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>How a pod is.</summary>
internal enum PodCondition
{
    /// <summary>Runs and is ready.</summary>
    Well,

    /// <summary>On its way, and not for too long.</summary>
    Starting,

    /// <summary>Ended as it should, or is going.</summary>
    Done,

    /// <summary>Suffers from something.</summary>
    Ill,
}

/// <summary>A pod's condition, and what it suffers from when it is ill.</summary>
internal readonly record struct PodFinding(PodCondition Condition, Symptom? Symptom)
{
    public static PodFinding Of(Symptom symptom) => new(PodCondition.Ill, symptom);
}

/// <summary>Finds the one reason that is nearest to the root for each pod that is not well.</summary>
internal static class PodDiagnosis
{
    public static string VictimOf(PodFacts pod) => $"{pod.Namespace}/{pod.Name}";

    public static PodFinding Diagnose(PodFacts pod, ClusterIndex index)
    {
        var finding = pod switch
        {
            { Meta.DeletedAt: { } deleted } => Leaving(pod, deleted, index),
            { Phase: "Succeeded" } => new PodFinding(PodCondition.Done, null),
            { Phase: "Failed" } => Failed(pod, index),
            { Node.Length: 0 } => Unscheduled(pod, index),
            _ => OnNode(pod, index),
        };
        return finding.Symptom is { } symptom ? PodFinding.Of(symptom with { Weight = WeightOf(pod, symptom, index) }) : finding;
    }

    private static PodFinding Leaving(PodFacts pod, DateTimeOffset deleted, ClusterIndex index)
    {
        // The API puts the granted seconds on top already: it is the moment the pod should be gone.
        if (index.Now - deleted <= index.Limits.LeaveWithin)
        {
            return new PodFinding(PodCondition.Done, null);
        }
        if (pod.Node.Length > 0 && NodeProblem(pod, index) is { } node)
        {
            return PodFinding.Of(node);
        }
        var holder = !pod.Finalizers.IsEmpty ? $"the finalizer {string.Join(", ", pod.Finalizers)} holds it"
            : pod.Node.Length > 0 ? $"the kubelet of {pod.Node} has not ended it" : "nothing has removed it";
        return PodFinding.Of(Make(
            CauseCodes.StuckTerminating, pod, pod.Finalizers.IsEmpty ? ClusterIndex.WorkloadName(pod) : pod.Finalizers[0], deleted,
            $"Deleted, but not gone: {holder}."));
    }

    private static PodFinding Failed(PodFacts pod, ClusterIndex index)
    {
        // Failed pods of Jobs are judged with their Job; those a workload has replaced are only left over.
        if (pod.Owner is { Kind: "Job" } || IsReplaced(pod, index))
        {
            return new PodFinding(PodCondition.Done, null);
        }
        var ended = pod.Containers.Max(c => c.State.FinishedAt) ?? pod.Condition("Ready")?.Since ?? pod.Meta.CreatedAt;
        if (pod.Reason is "Evicted" or "Preempting" or "NodeShutdown" or "Terminated" or "NodeLost" or "NodeAffinity" or "OutOfcpu" or "OutOfmemory" or "OutOfpods" or "UnexpectedAdmissionError")
        {
            return PodFinding.Of(new Symptom(
                CauseCodes.PodEvicted, "", pod.Node, CauseWeight.Degraded, ended, VictimOf(pod), $"{pod.Node} ended pods ({pod.Reason}): {Texts.Short(pod.Message)}"));
        }
        var end = pod.Containers.Select(c => CrashDiagnosis.OfEnded(pod, c, index)).FirstOrDefault(s => s is not null);
        return PodFinding.Of(Make(CauseCodes.PodFailed, pod, ClusterIndex.WorkloadName(pod), ended, end?.Message ?? $"Failed: {Texts.Short(pod.Message.Length > 0 ? pod.Message : pod.Reason)}"));
    }

    private static bool IsReplaced(PodFacts pod, ClusterIndex index) =>
        pod.Owner is { } owner && index.PodsIn(pod.Namespace).Any(p => p.Name != pod.Name && p.Owner == owner && p.Phase is "Running" or "Pending");

    private static PodFinding Unscheduled(PodFacts pod, ClusterIndex index)
    {
        if (pod.Condition("PodScheduled") is { IsFalse: true, Reason: "Unschedulable" } scheduled)
        {
            return PodFinding.Of(SchedulingDiagnosis.Diagnose(pod, index, scheduled));
        }
        var created = pod.Meta.CreatedAt ?? index.Now;
        return index.Now - created <= index.Limits.StartWithin
            ? new PodFinding(PodCondition.Starting, null)
            : PodFinding.Of(Make(CauseCodes.PodNotScheduled, pod, "scheduler", created, "The scheduler has not looked at the pod.", isOfCluster: true));
    }

    private static PodFinding OnNode(PodFacts pod, ClusterIndex index)
    {
        foreach (var container in pod.InitContainers.Concat(pod.Containers))
        {
            if (Specific(pod, container, index) is { } specific)
            {
                return PodFinding.Of(specific);
            }
        }
        if (NodeProblem(pod, index) is { } node)
        {
            return PodFinding.Of(node);
        }
        foreach (var container in pod.InitContainers.Concat(pod.Containers))
        {
            if ((CrashDiagnosis.OfEnded(pod, container, index) ?? CrashDiagnosis.OfRunning(pod, container, index)) is { } crash)
            {
                return PodFinding.Of(crash);
            }
        }
        return pod.Condition("Ready") is { IsTrue: true } ? new PodFinding(PodCondition.Well, null) : NotReady(pod, index);
    }

    // What a container says of itself and what a dead node cannot be the reason of.
    private static Symptom? Specific(PodFacts pod, ContainerFacts container, ClusterIndex index)
    {
        if (container.State is not { Phase: ContainerPhase.Waiting, Reason.Length: > 0 } state)
        {
            return null;
        }
        if (ImageDiagnosis.Diagnose(pod, container, index) is { } image)
        {
            return image;
        }
        return state.Reason != "CreateContainerConfigError" ? null
            : (MissingObjects.Find(pod, state.Message) ?? Make(CauseCodes.ContainerConfigError, pod, ClusterIndex.WorkloadName(pod), null, $"Container {container.Name} cannot be made: {Texts.Short(state.Message)}"))
                with { Since = pod.Condition("Ready")?.Since ?? pod.StartedAt };
    }

    private static Symptom? NodeProblem(PodFacts pod, ClusterIndex index) =>
        pod.Condition("Ready") is not { IsTrue: true } && index.Node(pod.Node) is { IsReady: false } node
            ? NodeDiagnosis.NotReady(node) with { Victim = VictimOf(pod) }
        : index.Node(pod.Node) is null && index.IsFresh(FactKind.Node)
            ? new Symptom(CauseCodes.NodeNotReady, "", pod.Node, CauseWeight.Degraded, pod.Condition("Ready")?.Since, VictimOf(pod), $"The node {pod.Node} is not part of the cluster any more.")
            : null;

    private static PodFinding NotReady(PodFacts pod, ClusterIndex index)
    {
        if (!pod.Containers.Any(c => c.State.Phase == ContainerPhase.Running))
        {
            return NotStarted(pod, index);
        }
        var since = pod.Condition("Ready")?.Since ?? pod.StartedAt ?? pod.Meta.CreatedAt ?? index.Now;
        var started = pod.Containers.Max(c => c.State.StartedAt) ?? since;
        var probe = index.EventsOf(pod).Where(e => e.Reason is "Unhealthy" or "ProbeError").MaxBy(e => e.LastAt);
        if (index.Now - (started > since ? started : since) <= index.Limits.ReadyWithin)
        {
            return new PodFinding(PodCondition.Starting, null);
        }
        var names = Texts.List([.. pod.Containers.Where(c => !c.Ready).Select(c => c.Name).DefaultIfEmpty("The pod")]);
        return PodFinding.Of(probe is not null
            ? Make(CauseCodes.ReadinessFailing, pod, ClusterIndex.WorkloadName(pod), since, $"Container {names} runs but is not ready: {Texts.Short(probe.Message)}")
            : Make(CauseCodes.NotReady, pod, ClusterIndex.WorkloadName(pod), since, $"Container {names} runs but is not ready."));
    }

    private static PodFinding NotStarted(PodFacts pod, ClusterIndex index)
    {
        // An init container that ran proves volumes and network.
        var hasRun = pod.InitContainers.Any(c => c.State.Phase is ContainerPhase.Running or ContainerPhase.Terminated);
        if (!hasRun && VolumeDiagnosis.OfStarting(pod, index) is { } volume)
        {
            return PodFinding.Of(volume with { Since = volume.Since ?? pod.StartedAt ?? pod.Meta.CreatedAt });
        }
        var since = pod.StartedAt ?? pod.Condition("PodScheduled")?.Since ?? pod.Meta.CreatedAt ?? index.Now;
        var sandbox = index.EventsOf(pod).Where(e => e.Reason is "FailedCreatePodSandBox" or "NetworkNotReady").MaxBy(e => e.LastAt);
        if (!hasRun && sandbox is not null)
        {
            return PodFinding.Of(new Symptom(CauseCodes.SandboxFailed, "", pod.Node, CauseWeight.Degraded, sandbox.FirstAt ?? since, VictimOf(pod), $"{pod.Node} cannot set up the network of pods: {Texts.Short(sandbox.Message)}"));
        }
        if (index.Now - since <= index.Limits.StartWithin)
        {
            return new PodFinding(PodCondition.Starting, null);
        }
        var init = pod.InitContainers.FirstOrDefault(c => c is { Role: ContainerRole.Init, State.Phase: ContainerPhase.Running });
        return PodFinding.Of(init is not null
            ? Make(CauseCodes.InitNotFinished, pod, ClusterIndex.WorkloadName(pod), init.State.StartedAt ?? since, $"Init container {init.Name} has run for {SpanText.Of(index.Now - (init.State.StartedAt ?? since))} and does not end.")
            : Make(CauseCodes.StuckStarting, pod, pod.Node, since, $"Pods do not start on {pod.Node}, and nothing says why.", isOfCluster: true));
    }

    private static Symptom Make(string code, PodFacts pod, string subject, DateTimeOffset? since, string message, bool isOfCluster = false) =>
        new(code, isOfCluster ? "" : pod.Namespace, subject, CauseWeight.Degraded, since, VictimOf(pod), message);

    // While other pods of the workload are ready people are served.
    private static CauseWeight WeightOf(PodFacts pod, Symptom symptom, ClusterIndex index)
    {
        if (symptom.Code is CauseCodes.StuckTerminating or CauseCodes.PodEvicted || pod.Owner is { Kind: "Job" or "Node" } || pod.Condition("Ready") is { IsTrue: true })
        {
            return CauseWeight.Degraded;
        }
        var isServed = index.Workload(pod.Namespace, ClusterIndex.WorkloadName(pod)) is { } workload
            ? workload.Ready > 0
            : pod.Owner is { } owner && index.PodsIn(pod.Namespace).Any(p => p.Owner == owner && p.Condition("Ready") is { IsTrue: true });
        return isServed ? CauseWeight.Degraded : CauseWeight.Failing;
    }
}
