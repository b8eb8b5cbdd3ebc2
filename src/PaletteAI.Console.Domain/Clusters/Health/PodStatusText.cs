using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Domain.Clusters.Health;

/// <summary>What <c>kubectl get pods</c> prints of a pod.</summary>
/// <param name="Status">The column STATUS, e.g. <c>Running</c>, <c>Init:0/2</c>, <c>CrashLoopBackOff</c>.</param>
/// <param name="LastRestartAt">When it last restarted; null when it never did.</param>
public readonly record struct PodStatusText(string Status, int Ready, int Containers, int Restarts, DateTimeOffset? LastRestartAt)
{
    /// <summary>The column READY, e.g. <c>1/2</c>.</summary>
    public string ReadyText => $"{Ready}/{Containers}";

    /// <summary>
    /// Computes it as the printer of Kubernetes does (<c>pkg/printers/internalversion/printers.go</c>, <c>printPod</c>), in its order and with
    /// its peculiarities: the first container with something to say wins, because they are looked at from last to first.
    /// </summary>
    public static PodStatusText Of(PodFacts pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var init = InitProgress.Of(pod.InitContainers);
        var status = init.Status ?? WholePod(pod);
        var (ready, restarts, lastRestart) = (init.ReadySidecars, init.Restarts, init.LastRestart);
        if (init.Status is null || pod.Condition("Initialized") is { IsTrue: true })
        {
            (restarts, lastRestart) = (init.SidecarRestarts, init.LastSidecarRestart);
            var running = RunningContainers(pod.Containers, ref status);
            ready += running;
            restarts += pod.Containers.Sum(c => c.Restarts);
            lastRestart = Later(lastRestart, LastRestart(pod.Containers));
            if (status == "Completed" && running > 0)
            {
                status = pod.Condition("Ready") is { IsTrue: true } ? "Running" : "NotReady";
            }
        }
        var total = pod.Containers.Length + pod.InitContainers.Count(c => c.Role == ContainerRole.Sidecar);
        return new PodStatusText(Deleted(pod) ?? status, ready, total, restarts, restarts == 0 ? null : lastRestart);
    }

    private static string WholePod(PodFacts pod) =>
        pod.Condition("PodScheduled") is { Reason: "SchedulingGated" } ? "SchedulingGated" : pod.Reason.Length > 0 ? pod.Reason : pod.Phase;

    private static string? Deleted(PodFacts pod) =>
        pod.Meta.DeletedAt is null ? null
        : pod.Reason == "NodeLost" ? "Unknown"
        : pod.Phase is "Succeeded" or "Failed" ? null : "Terminating";

    // From last to first, so that the first one decides.
    private static int RunningContainers(ImmutableArray<ContainerFacts> containers, ref string status)
    {
        var running = 0;
        for (var i = containers.Length - 1; i >= 0; i--)
        {
            if (EndOrWait(containers[i].State) is { } text)
            {
                status = text;
            }
            else if (containers[i] is { Ready: true, State.Phase: ContainerPhase.Running })
            {
                running++;
            }
        }
        return running;
    }

    private static string? EndOrWait(ContainerState state) => state switch
    {
        { Phase: ContainerPhase.Waiting, Reason.Length: > 0 } => state.Reason,
        { Phase: ContainerPhase.Terminated } => Ended(state),
        _ => null,
    };

    private static string Ended(ContainerState state) =>
        state.Reason.Length > 0 ? state.Reason : state.Signal != 0 ? $"Signal:{state.Signal}" : $"ExitCode:{state.ExitCode}";

    private static DateTimeOffset? LastRestart(IEnumerable<ContainerFacts> containers) => containers.Max(c => c.LastState?.FinishedAt);

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;

    /// <summary>How far the init containers are.</summary>
    /// <param name="Status">The pod's status text while it is initialising; null when it is through.</param>
    private readonly record struct InitProgress(
        string? Status, int ReadySidecars, int Restarts, DateTimeOffset? LastRestart, int SidecarRestarts, DateTimeOffset? LastSidecarRestart)
    {
        public static InitProgress Of(ImmutableArray<ContainerFacts> containers)
        {
            var progress = default(InitProgress);
            for (var i = 0; i < containers.Length && containers[i].State.Phase != ContainerPhase.NotReported; i++)
            {
                var container = containers[i];
                progress = progress.Count(container);
                if (container.State is { Phase: ContainerPhase.Terminated, ExitCode: 0 })
                {
                    continue;
                }
                if (container is { Role: ContainerRole.Sidecar, Started: true })
                {
                    progress = progress with { ReadySidecars = progress.ReadySidecars + (container.Ready ? 1 : 0) };
                    continue;
                }
                return progress with { Status = Text(container.State, i, containers.Length) };
            }
            return progress;
        }

        private static string Text(ContainerState state, int index, int total) => state switch
        {
            { Phase: ContainerPhase.Terminated } => $"Init:{Ended(state)}",
            { Phase: ContainerPhase.Waiting, Reason: not ("" or "PodInitializing") } => $"Init:{state.Reason}",
            _ => $"Init:{index}/{total}",
        };

        private InitProgress Count(ContainerFacts container)
        {
            var counted = this with { Restarts = Restarts + container.Restarts, LastRestart = Later(LastRestart, container.LastState?.FinishedAt) };
            return container.Role != ContainerRole.Sidecar ? counted : counted with
            {
                SidecarRestarts = SidecarRestarts + container.Restarts,
                LastSidecarRestart = Later(LastSidecarRestart, container.LastState?.FinishedAt),
            };
        }
    }
}
