using System.Globalization;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>Deployments, replica sets, daemon sets and stateful sets: makes their pods and reports how many are ready.</summary>
internal static class WorkloadController
{
    public static void Run(Tick tick)
    {
        foreach (var deployment in tick.List(ResourceType.Deployment).ToList())
        {
            RunDeployment(tick, deployment);
        }

        foreach (var set in tick.List(ResourceType.ReplicaSet).ToList())
        {
            var pods = Live(tick, set.Json);
            Scale(tick, set, pods, set.Json.Number("spec", "replicas"), i => $"{set.Name}-{Tick.Hash($"{set.Json.Text("metadata", "uid")}/{i}", 5)}");
            Report(tick, ResourceType.ReplicaSet, set, pods, ("replicas", pods.Count), ("readyReplicas", Ready(pods)), ("availableReplicas", Ready(pods)));
        }

        foreach (var set in tick.List(ResourceType.StatefulSet).ToList())
        {
            var pods = Live(tick, set.Json);
            // One after the other, as the default policy has it.
            Scale(tick, set, pods, Math.Min(set.Json.Number("spec", "replicas"), Ready(pods) + 1), i => string.Create(CultureInfo.InvariantCulture, $"{set.Name}-{i}"));
            Report(tick, ResourceType.StatefulSet, set, pods, ("replicas", pods.Count), ("readyReplicas", Ready(pods)), ("availableReplicas", Ready(pods)), ("currentReplicas", pods.Count), ("updatedReplicas", pods.Count));
        }

        foreach (var set in tick.List(ResourceType.DaemonSet).ToList())
        {
            RunDaemonSet(tick, set);
        }
    }

    private static void RunDeployment(Tick tick, StoredObject deployment)
    {
        var hash = Tick.Hash(deployment.Json.At("spec", "template")!.ToJsonString(), 10);
        var sets = tick.OwnedBy(deployment.Json, ResourceType.ReplicaSet);
        if (sets.FirstOrDefault(s => s.Name.EndsWith(hash, StringComparison.Ordinal)) is not { } current)
        {
            tick.Ensure(ResourceType.ReplicaSet, ReplicaSet(tick, deployment, hash));
            return;
        }

        foreach (var set in sets)
        {
            var wanted = set == current ? deployment.Json.Number("spec", "replicas") : 0;
            tick.Update(ResourceType.ReplicaSet, set, s => SetNumber(s.Child("spec"), "replicas", wanted));
        }

        var pods = Live(tick, current.Json);
        var ready = Ready(pods);
        Report(tick, ResourceType.Deployment, deployment, pods, ("replicas", pods.Count), ("readyReplicas", ready), ("availableReplicas", ready), ("updatedReplicas", pods.Count), ("unavailableReplicas", Math.Max(0, deployment.Json.Number("spec", "replicas") - ready)));
        tick.Update(ResourceType.Deployment, tick.Store.Find(ResourceType.Deployment, deployment.Namespace, deployment.Name)!, d => Tick.SetCondition(d, ready >= d.Number("spec", "replicas")
            ? tick.Condition("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
            : tick.Condition("Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.")));
    }

    private static void RunDaemonSet(Tick tick, StoredObject set)
    {
        var pods = Live(tick, set.Json);
        var nodes = tick.List(ResourceType.Node).Where(n => Scheduler.Obstacle(TemplateOf(set.Json), n.Json) is null).ToList();
        foreach (var node in nodes.Where(n => pods.TrueForAll(p => p.Json.Text("spec", "nodeName") != n.Name)))
        {
            var pod = PodFrom(tick, set.Json, $"{set.Name}-{Tick.Hash(set.Json.Text("metadata", "uid") + node.Name, 5)}");
            pod.Child("spec")["nodeName"] = node.Name;
            Tick.SetCondition(pod, tick.Condition("PodScheduled", "True"));
            tick.Ensure(ResourceType.Pod, pod);
        }

        Report(tick, ResourceType.DaemonSet, set, pods, ("desiredNumberScheduled", nodes.Count), ("currentNumberScheduled", pods.Count), ("numberReady", Ready(pods)), ("numberAvailable", Ready(pods)), ("updatedNumberScheduled", pods.Count), ("numberMisscheduled", 0), ("numberUnavailable", Math.Max(0, nodes.Count - Ready(pods))));
    }

    private static void Scale(Tick tick, StoredObject set, List<StoredObject> pods, long wanted, Func<int, string> name)
    {
        for (var i = 0; pods.Count < wanted && i < wanted + pods.Count; i++)
        {
            if (tick.Store.Find(ResourceType.Pod, set.Namespace, name(i)) is null)
            {
                pods.Add(tick.Store.Create(ResourceType.Pod, PodFrom(tick, set.Json, name(i))));
                tick.Event(set.Json, "Normal", "SuccessfulCreate", $"Created pod: {name(i)}", set.Json.Text("kind").ToLowerInvariant() + "-controller");
            }
        }

        foreach (var surplus in set.Json.Text("kind") == "ReplicaSet" && pods.Count > wanted ? pods[(int)wanted..] : [])
        {
            tick.Update(ResourceType.Pod, surplus, p => p.Child("metadata")["deletionTimestamp"] ??= tick.Now.Stamp());
        }
    }

    private static List<StoredObject> Live(Tick tick, JsonObject owner) =>
        [.. tick.OwnedBy(owner, ResourceType.Pod).Where(p => p.Json.Text("metadata", "deletionTimestamp").Length == 0 && p.Json.Text("status", "phase") is "Pending" or "Running")];

    private static int Ready(List<StoredObject> pods) => pods.Count(p => p.Json.Condition("Ready")?.Text("status") == "True");

    private static void Report(Tick tick, ResourceType type, StoredObject set, List<StoredObject> pods, params ReadOnlySpan<(string Name, long Value)> numbers)
    {
        var wanted = numbers.ToArray();
        tick.Update(type, tick.Store.Find(type, set.Namespace, set.Name) ?? set, json =>
        {
            var status = json.Child("status");
            SetNumber(status, "observedGeneration", 1);
            foreach (var (name, value) in wanted)
            {
                SetNumber(status, name, value);
            }
        });
    }

    private static void SetNumber(JsonObject json, string name, long value)
    {
        if (json.Number(name) != value || json[name] is null)
        {
            json[name] = value;
        }
    }

    private static JsonObject TemplateOf(JsonObject owner) => (JsonObject)owner.At("spec", "template")!;

    /// <summary>A pod of an owner's template.</summary>
    public static JsonObject PodFrom(Tick tick, JsonObject owner, string name)
    {
        var template = TemplateOf(owner).Copy();
        var metadata = template.Child("metadata");
        metadata["name"] = name;
        metadata["namespace"] = owner.Text("metadata", "namespace");
        metadata["creationTimestamp"] = tick.Now.Stamp();
        metadata["ownerReferences"] = new JsonArray(Tick.OwnerReference(owner));
        template.Child("spec")["restartPolicy"] ??= "Always";
        template["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = "BestEffort" };
        return template;
    }

    private static JsonObject ReplicaSet(Tick tick, StoredObject deployment, string hash)
    {
        var spec = deployment.Json.At("spec") as JsonObject ?? [];
        var template = TemplateOf(deployment.Json).Copy();
        template.Child("metadata", "labels")["pod-template-hash"] = hash;
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name}-{hash}",
                ["namespace"] = deployment.Namespace,
                ["creationTimestamp"] = tick.Now.Stamp(),
                ["labels"] = template.At("metadata", "labels")!.DeepClone(),
                ["ownerReferences"] = new JsonArray(Tick.OwnerReference(deployment.Json)),
            },
            ["spec"] = new JsonObject { ["replicas"] = spec.Number("replicas"), ["selector"] = spec["selector"]?.DeepClone(), ["template"] = template },
            ["status"] = new JsonObject { ["replicas"] = 0 },
        };
    }
}
