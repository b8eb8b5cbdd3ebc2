using System.Globalization;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>Binds pods to nodes by node selector, taints and tolerations; says why when none fits, in the scheduler's words.</summary>
internal static class Scheduler
{
    public static void Run(Tick tick)
    {
        var waiting = tick.List(ResourceType.Pod).Where(p => p.Json.Text("spec", "nodeName").Length == 0 && p.Json.Text("status", "phase") == "Pending" && p.Json.Text("metadata", "deletionTimestamp").Length == 0).ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        var nodes = tick.List(ResourceType.Node).ToList();
        var load = tick.List(ResourceType.Pod).GroupBy(p => p.Json.Text("spec", "nodeName")).ToDictionary(g => g.Key, g => g.Count());
        foreach (var pod in waiting)
        {
            var verdicts = nodes.Select(n => (Node: n, Why: Obstacle(pod.Json, n.Json))).ToList();
            var fits = verdicts.Where(v => v.Why is null).OrderBy(v => load.GetValueOrDefault(v.Node.Name)).ThenBy(v => v.Node.Name, StringComparer.Ordinal).Select(v => v.Node).FirstOrDefault();
            if (fits is null)
            {
                Refuse(tick, pod, verdicts.Select(v => v.Why!).ToList());
            }
            else
            {
                Bind(tick, pod, fits.Name);
                load[fits.Name] = load.GetValueOrDefault(fits.Name) + 1;
            }
        }
    }

    /// <summary>Why a pod cannot run on a node; null when it can.</summary>
    public static string? Obstacle(JsonObject pod, JsonObject node)
    {
        if (pod.Pairs("spec", "nodeSelector").Any(s => node.Text("metadata", "labels", s.Key) != s.Value || node.At("metadata", "labels", s.Key) is null))
        {
            return "node(s) didn't match Pod's node affinity/selector";
        }

        var tolerations = pod.Rows("spec", "tolerations").ToList();
        var taint = node.Rows("spec", "taints").FirstOrDefault(t => t.Text("effect") is "NoSchedule" or "NoExecute" && !tolerations.Exists(o => Tolerates(o, t)));
        return taint is not null ? $"node(s) had untolerated taint {{{taint.Text("key")}: {taint.Text("value")}}}"
            : node.Flag("spec", "unschedulable") ? "node(s) were unschedulable" : null;
    }

    private static bool Tolerates(JsonObject toleration, JsonObject taint) =>
        (toleration.Text("effect") is "" || toleration.Text("effect") == taint.Text("effect"))
        && (toleration.Text("key") is "" ? toleration.Text("operator") == "Exists" : toleration.Text("key") == taint.Text("key")
            && (toleration.Text("operator") == "Exists" || toleration.Text("value") == taint.Text("value")));

    private static void Bind(Tick tick, StoredObject pod, string node)
    {
        tick.Update(ResourceType.Pod, pod, p =>
        {
            p.Child("spec")["nodeName"] = node;
            Tick.SetCondition(p, tick.Condition("PodScheduled", "True"));
        });
        tick.Event(pod.Json, "Normal", "Scheduled", $"Successfully assigned {pod.Namespace}/{pod.Name} to {node}", "default-scheduler");
    }

    private static void Refuse(Tick tick, StoredObject pod, List<string> why)
    {
        var reasons = why.GroupBy(w => w).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {g.Key}")).Order(StringComparer.Ordinal);
        var message = why.Count == 0
            ? "no nodes available to schedule pods"
            : string.Create(CultureInfo.InvariantCulture, $"0/{why.Count} nodes are available: {string.Join(", ", reasons)}. preemption: 0/{why.Count} nodes are available: {why.Count} Preemption is not helpful for scheduling.");
        if (pod.Json.Condition("PodScheduled")?.Text("message") == message)
        {
            return;
        }

        tick.Update(ResourceType.Pod, pod, p => Tick.SetCondition(p, tick.Condition("PodScheduled", "False", "Unschedulable", message)));
        tick.Event(pod.Json, "Warning", "FailedScheduling", message, "default-scheduler");
    }
}
