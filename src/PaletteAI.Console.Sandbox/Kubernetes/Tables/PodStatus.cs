using System.Globalization;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Tables;

/// <summary>The three cells of a pod that are worked out from its containers, by the rules of the API server's printer.</summary>
internal static class PodStatus
{
    public static string Ready(JsonObject pod)
    {
        var ready = Statuses(pod).Count(s => s.Flag("ready") && s.At("state", "running") is not null);
        return string.Create(CultureInfo.InvariantCulture, $"{ready}/{pod.Rows("spec", "containers").Count()}");
    }

    public static string Restarts(JsonObject pod, DateTimeOffset now)
    {
        var restarts = Statuses(pod).Sum(s => s.Number("restartCount"));
        var last = Statuses(pod).Select(s => s.Moment("lastState", "terminated", "finishedAt")).Max();
        return restarts > 0 && last is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"{restarts} ({Ages.Text(now - at)} ago)")
            : restarts.ToString(CultureInfo.InvariantCulture);
    }

    public static string Text(JsonObject pod)
    {
        var phase = pod.Text("status", "phase");
        if (pod.Text("metadata", "deletionTimestamp").Length > 0 && phase is not ("Succeeded" or "Failed"))
        {
            return pod.Text("status", "reason") == "NodeLost" ? "Unknown" : "Terminating";
        }

        var reason = pod.Text("status", "reason") is { Length: > 0 } given ? given : phase;
        return Initializing(pod) is { } init && pod.Condition("Initialized")?.Text("status") != "True" ? init : FromContainers(pod, reason);
    }

    private static string? Initializing(JsonObject pod)
    {
        var statuses = pod.Rows("status", "initContainerStatuses").ToList();
        for (var i = 0; i < statuses.Count; i++)
        {
            var terminated = statuses[i].At("state", "terminated");
            var waiting = statuses[i].Text("state", "waiting", "reason");
            if (terminated is not null && terminated.Number("exitCode") == 0)
            {
                continue;
            }

            return (terminated, waiting) switch
            {
                ({ } t, _) => "Init:" + (t.Text("reason") is { Length: > 0 } why ? why : Exit(t)),
                (_, { Length: > 0 } why) when why != "PodInitializing" => "Init:" + why,
                _ => string.Create(CultureInfo.InvariantCulture, $"Init:{i}/{pod.Rows("spec", "initContainers").Count()}"),
            };
        }

        return null;
    }

    private static string FromContainers(JsonObject pod, string reason)
    {
        var running = false;
        foreach (var status in Statuses(pod).Reverse())
        {
            var terminated = status.At("state", "terminated");
            running |= status.Flag("ready") && status.At("state", "running") is not null;
            reason = status.Text("state", "waiting", "reason") is { Length: > 0 } waits ? waits
                : terminated is null ? reason
                : terminated.Text("reason") is { Length: > 0 } ended ? ended : Exit(terminated);
        }

        return reason == "Completed" && running ? pod.Condition("Ready")?.Text("status") == "True" ? "Running" : "NotReady" : reason;
    }

    private static string Exit(JsonNode terminated) => terminated.Number("signal") is > 0 and var signal
        ? string.Create(CultureInfo.InvariantCulture, $"Signal:{signal}")
        : string.Create(CultureInfo.InvariantCulture, $"ExitCode:{terminated.Number("exitCode")}");

    private static IEnumerable<JsonObject> Statuses(JsonObject pod) => pod.Rows("status", "containerStatuses");
}
