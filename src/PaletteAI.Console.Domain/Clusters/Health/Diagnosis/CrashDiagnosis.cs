using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>Containers that end when they should not.</summary>
internal static class CrashDiagnosis
{
    /// <summary>One restart happens (a host reboots); two within minutes are a habit.</summary>
    private const int Habit = 2;

    /// <summary>A container that ended or waits to be started again; null when neither.</summary>
    public static Symptom? OfEnded(PodFacts pod, ContainerFacts container, ClusterIndex index) => container.State switch
    {
        { Phase: ContainerPhase.Waiting, Reason: "CrashLoopBackOff" } => OfEnd(pod, container, container.LastState, index),
        { Phase: ContainerPhase.Waiting, Reason: "RunContainerError" or "CreateContainerError" or "PreStartHookError" or "PostStartHookError" } state => StartFailed(pod, container, state, index),
        { Phase: ContainerPhase.Terminated } state when container.Role == ContainerRole.App || state.ExitCode != 0 => OfEnd(pod, container, state, index),
        _ => null,
    };

    /// <summary>A container that runs now but keeps crashing; null when it is calm.</summary>
    public static Symptom? OfRunning(PodFacts pod, ContainerFacts container, ClusterIndex index) =>
        container is { State: { Phase: ContainerPhase.Running, StartedAt: { } started }, LastState.FinishedAt: { } ended }
        && container.Restarts >= Habit
        && index.Now - ended < index.Limits.CalmAfterCrash && index.Now - started < index.Limits.CalmAfterCrash
            ? OfEnd(pod, container, container.LastState, index) : null;

    private static Symptom OfEnd(PodFacts pod, ContainerFacts container, ContainerState? end, ClusterIndex index)
    {
        var isInit = container.Role != ContainerRole.App;
        var (code, what) = end switch
        {
            null => (CauseCodes.ContainerCrashing, "does not keep running"),
            { Reason: "OOMKilled" } => (CauseCodes.OutOfMemory, "needs more memory than it may have and is killed"),
            { Reason: "StartError" or "ContainerCannotRun" } => (CauseCodes.ContainerStartFailed, $"cannot be started: {Texts.Short(end.Message)}"),
            _ when FailedProbe(pod, container, index) is { } probe => (CauseCodes.LivenessFailing, $"does not answer its {probe} probe and is started again and again"),
            { Reason: "Error" or "Completed" or "" } => (CauseCodes.ContainerCrashing, ExitWords(end)),
            _ => (CauseCodes.ContainerCrashing, $"{ExitWords(end)} ({end.Reason})"),
        };
        code = isInit && code == CauseCodes.ContainerCrashing ? CauseCodes.InitFailing : code;
        var said = end is { Message.Length: > 0, Reason: not ("StartError" or "ContainerCannotRun") } ? $": {Texts.Short(end.Message)}" : ".";
        return Make(code, pod, index, end, $"{(isInit ? "Init container" : "Container")} {container.Name} {what}{said}");
    }

    private static Symptom StartFailed(PodFacts pod, ContainerFacts container, ContainerState state, ClusterIndex index) =>
        Make(CauseCodes.ContainerStartFailed, pod, index, container.LastState, $"Container {container.Name} cannot be started: {(state.Message.Length > 0 ? Texts.Short(state.Message) : state.Reason)}");

    private static Symptom Make(string code, PodFacts pod, ClusterIndex index, ContainerState? end, string message) =>
        new(code, pod.Namespace, ClusterIndex.WorkloadName(pod), CauseWeight.Degraded, SinceOf(pod, index, end), PodDiagnosis.VictimOf(pod), message);

    // Kubelet counts the back-offs in one event, whose first time is the best there is; readiness comes and goes with each start.
    private static DateTimeOffset? SinceOf(PodFacts pod, ClusterIndex index, ContainerState? end)
    {
        var backOff = index.EventsOf(pod).Where(e => e.Reason is "BackOff" or "Unhealthy").Min(e => e.FirstAt);
        var notReady = pod.Condition("Ready") is { IsFalse: true } ready ? ready.Since : null;
        return ((DateTimeOffset?[])[backOff, notReady, end?.FinishedAt, end?.StartedAt]).Min() ?? pod.StartedAt ?? pod.Meta.CreatedAt;
    }

    // "Container x failed liveness probe, will be restarted", as an event of the last minutes.
    private static string? FailedProbe(PodFacts pod, ContainerFacts container, ClusterIndex index)
    {
        foreach (var said in index.EventsOf(pod))
        {
            if (said.Reason == "Killing" && said.Message.Contains($"ontainer {container.Name} failed ", StringComparison.Ordinal)
                && index.Now - said.LastAt < index.Limits.CalmAfterCrash + index.Limits.StartWithin)
            {
                return Texts.Between(said.Message, " failed ", " probe");
            }
        }
        return null;
    }

    private static string ExitWords(ContainerState end) => end switch
    {
        { ExitCode: 0 } => "ends without an error, though it is to keep running",
        { ExitCode: 126 or 127 } => $"ends with exit code {end.ExitCode}: its command cannot be run",
        { ExitCode: 137 } => "is killed (exit code 137)",
        { ExitCode: 139 } => "crashes with a memory fault (exit code 139)",
        { ExitCode: 143 } => "is told to end (exit code 143)",
        { Signal: not 0 } => $"ends by signal {end.Signal}",
        _ => $"ends with exit code {end.ExitCode}",
    };
}
