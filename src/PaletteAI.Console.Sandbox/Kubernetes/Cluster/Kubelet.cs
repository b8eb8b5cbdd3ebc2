using System.Globalization;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>Runs the pods of nodes that are there: pulls images, starts containers, ends those of Jobs, removes deleted pods.</summary>
internal static class Kubelet
{
    /// <summary>Annotation with the seconds a Job's container runs on a real appliance.</summary>
    public const string RunSeconds = "sandbox.palette.ai/run-seconds";

    /// <summary>Annotation with the hash of the values file the installer found on its node when it started.</summary>
    public const string ValuesSha256 = "sandbox.palette.ai/values-sha256";

    private static readonly TimeSpan _crashEvery = TimeSpan.FromSeconds(30);

    public static void Run(Tick tick)
    {
        var away = tick.List(ResourceType.Node).Where(n => n.Json.Condition("Ready")?.Text("status") is not ("True" or "False")).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var pod in tick.List(ResourceType.Pod).Where(p => p.Json.Text("spec", "nodeName").Length > 0).ToList())
        {
            if (away.Contains(pod.Json.Text("spec", "nodeName")))
            {
                tick.Update(ResourceType.Pod, pod, p => Lose(tick, p));
            }
            else if (pod.Json.Moment("metadata", "deletionTimestamp") is { } deleted)
            {
                End(tick, pod, deleted);
            }
            else
            {
                Advance(tick, pod);
            }
        }
    }

    private static void End(Tick tick, StoredObject pod, DateTimeOffset deleted)
    {
        if (tick.Now - deleted >= tick.Scaled(5))
        {
            tick.Store.Delete(ResourceType.Pod, pod.Namespace, pod.Name);
        }
    }

    // What the node controller says of pods on a node that reports no more.
    private static void Lose(Tick tick, JsonObject pod)
    {
        if (pod.Condition("Ready")?.Text("status") == "True")
        {
            Tick.SetCondition(pod, tick.Condition("Ready", "False"));
        }
    }

    private static void Advance(Tick tick, StoredObject pod)
    {
        switch (pod.Json.Text("status", "phase"))
        {
            case "Pending":
                StartOrWait(tick, pod);
                break;
            case "Running" when Crashes(tick, pod):
                Crash(tick, pod);
                break;
            case "Running" when pod.Json.Text("spec", "restartPolicy") is "Never" or "OnFailure":
                Finish(tick, pod);
                break;
            case "Running":
                tick.Update(ResourceType.Pod, pod, p => Recover(tick, p));
                break;
        }
    }

    private static void StartOrWait(Tick tick, StoredObject pod)
    {
        var scheduled = pod.Json.Condition("PodScheduled")?.Moment("lastTransitionTime") ?? tick.Now;
        var unpullable = tick.Faults.UnpullableImages is { Length: > 0 } prefix
            ? pod.Json.Rows("spec", "containers").Select(c => c.Text("image")).FirstOrDefault(i => i.StartsWith(prefix, StringComparison.Ordinal)) : null;
        if (unpullable is not null)
        {
            FailPull(tick, pod, unpullable);
        }
        else if (tick.Now - scheduled >= tick.Scaled(20 + (pod.Name.Sum(c => c) % 30)))
        {
            tick.Update(ResourceType.Pod, pod, p => Start(tick, p));
            foreach (var container in pod.Json.Rows("spec", "containers"))
            {
                tick.Event(pod.Json, "Normal", "Pulled", $"Container image \"{container.Text("image")}\" already present on machine", "kubelet", pod.Json.Text("spec", "nodeName"));
                tick.Event(pod.Json, "Normal", "Started", $"Started container {container.Text("name")}", "kubelet", pod.Json.Text("spec", "nodeName"));
            }
        }
        else if (!pod.Json.Rows("status", "containerStatuses").Any())
        {
            tick.Update(ResourceType.Pod, pod, p => Wait(tick, p, "ContainerCreating", ""));
        }
    }

    private static void FailPull(Tick tick, StoredObject pod, string image)
    {
        var reason = pod.Json.Rows("status", "containerStatuses").Any(s => s.Text("state", "waiting", "reason") is "ErrImagePull" or "ImagePullBackOff") ? "ImagePullBackOff" : "ErrImagePull";
        var registry = image.Split('/')[0];
        var message = reason == "ImagePullBackOff"
            ? $"Back-off pulling image \"{image}\""
            : $"failed to pull and unpack image \"{image}\": failed to resolve reference \"{image}\": failed to do request: Head \"https://{registry}/v2/\": dial tcp {registry}: connect: connection refused";
        var before = pod.Json;
        tick.Update(ResourceType.Pod, pod, p => Wait(tick, p, reason, message));
        if (!ReferenceEquals(before, tick.Store.Find(ResourceType.Pod, pod.Namespace, pod.Name)?.Json))
        {
            tick.Event(before, "Warning", "Failed", reason == "ErrImagePull" ? $"Failed to pull image \"{image}\": {message}" : "Error: ImagePullBackOff", "kubelet", before.Text("spec", "nodeName"));
        }
    }

    private static void Wait(Tick tick, JsonObject pod, string reason, string message)
    {
        var waiting = new JsonObject { ["reason"] = reason };
        if (message.Length > 0)
        {
            waiting["message"] = message;
        }

        var status = pod.Child("status");
        status["startTime"] ??= tick.Now.Stamp();
        Tick.SetCondition(pod, tick.Condition("Initialized", "True"));
        Tick.SetCondition(pod, Unready(tick, pod, "Ready"));
        Tick.SetCondition(pod, Unready(tick, pod, "ContainersReady"));
        status["containerStatuses"] = new JsonArray([.. pod.Rows("spec", "containers").Select(c => Status(c, ready: false, 0, new JsonObject { ["waiting"] = waiting.DeepClone() }))]);
    }

    private static void Start(Tick tick, JsonObject pod)
    {
        var status = pod.Child("status");
        status["phase"] = "Running";
        status["startTime"] ??= tick.Now.Stamp();
        status["hostIP"] = HostIp(tick, pod);
        status["podIP"] = pod.Flag("spec", "hostNetwork") ? HostIp(tick, pod) : PodIp(tick, pod);
        status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = status["podIP"]!.DeepClone() });
        Tick.SetCondition(pod, tick.Condition("Initialized", "True"));
        Tick.SetCondition(pod, tick.Condition("Ready", "True"));
        Tick.SetCondition(pod, tick.Condition("ContainersReady", "True"));
        status["containerStatuses"] = new JsonArray([.. pod.Rows("spec", "containers").Select(c => Status(c, ready: true, 0, Running(tick.Now)))]);
        if (pod.Rows("spec", "volumes").Any(v => v.Text("hostPath", "path") == Installer.ValuesFolder)
            && tick.Snapshot.Nodes.FirstOrDefault(n => n.Name == pod.Text("spec", "nodeName")) is { } node)
        {
            pod.Child("metadata", "annotations")[ValuesSha256] = tick.Snapshot.ValuesSha256(node.Uid);
        }
    }

    // After a reboot of its node or the end of a fault.
    private static void Recover(Tick tick, JsonObject pod)
    {
        if (pod.Condition("Ready")?.Text("status") == "True" || pod.Rows("status", "containerStatuses").Any(s => s.At("state", "terminated") is not null))
        {
            return;
        }

        foreach (var status in pod.Rows("status", "containerStatuses"))
        {
            status["ready"] = true;
            status["state"] = status.At("state", "running") is null ? Running(tick.Now) : status["state"]!.DeepClone();
        }

        Tick.SetCondition(pod, tick.Condition("Ready", "True"));
        Tick.SetCondition(pod, tick.Condition("ContainersReady", "True"));
    }

    private static bool Crashes(Tick tick, StoredObject pod) => tick.Faults.CrashingPods is { Length: > 0 } prefix && pod.Name.StartsWith(prefix, StringComparison.Ordinal);

    private static void Crash(Tick tick, StoredObject pod)
    {
        var last = pod.Json.Rows("status", "containerStatuses").Select(s => s.Moment("lastState", "terminated", "finishedAt")).Max();
        if (last is { } at && tick.Now - at < _crashEvery)
        {
            return;
        }

        tick.Update(ResourceType.Pod, pod, p =>
        {
            Tick.SetCondition(p, Unready(tick, p, "Ready"));
            Tick.SetCondition(p, Unready(tick, p, "ContainersReady"));
            foreach (var status in p.Rows("status", "containerStatuses"))
            {
                status["ready"] = false;
                status["restartCount"] = status.Number("restartCount") + 1;
                status["state"] = new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "CrashLoopBackOff", ["message"] = $"back-off 5m0s restarting failed container={status.Text("name")} pod={pod.Name}_{pod.Namespace}({p.Text("metadata", "uid")})" } };
                status["lastState"] = new JsonObject { ["terminated"] = Terminated(1, "Error", tick.Now - TimeSpan.FromSeconds(2), tick.Now) };
            }
        });
        tick.Event(pod.Json, "Warning", "BackOff", $"Back-off restarting failed container in pod {pod.Name}", "kubelet", pod.Json.Text("spec", "nodeName"));
    }

    private static void Finish(Tick tick, StoredObject pod)
    {
        var started = pod.Json.Rows("status", "containerStatuses").Select(s => s.Moment("state", "running", "startedAt")).Max() ?? tick.Now;
        var seconds = double.TryParse(pod.Json.Text("metadata", "annotations", RunSeconds), NumberStyles.Float, CultureInfo.InvariantCulture, out var s) ? s : 60;
        if (tick.Now - started < tick.Scaled(seconds))
        {
            return;
        }

        var fails = tick.Faults.InstallerFails && pod.Json.Text("metadata", "annotations", RunSeconds).Length > 0;
        tick.Update(ResourceType.Pod, pod, p =>
        {
            var status = p.Child("status");
            status["phase"] = fails ? "Failed" : "Succeeded";
            Tick.SetCondition(p, tick.Condition("Ready", "False", fails ? "ContainersNotReady" : "PodCompleted", fails ? "containers with unready status" : ""));
            status["containerStatuses"] = new JsonArray([.. p.Rows("spec", "containers").Select(c => Status(c, ready: false, 0, new JsonObject { ["terminated"] = Terminated(fails ? 1 : 0, fails ? "Error" : "Completed", started, tick.Now) }))]);
        });
    }

    private static JsonObject Unready(Tick tick, JsonObject pod, string type) =>
        tick.Condition(type, "False", "ContainersNotReady", $"containers with unready status: [{string.Join(' ', pod.Rows("spec", "containers").Select(c => c.Text("name")))}]");

    private static JsonObject Running(DateTimeOffset at) => new() { ["running"] = new JsonObject { ["startedAt"] = at.Stamp() } };

    private static JsonObject Terminated(int code, string reason, DateTimeOffset started, DateTimeOffset finished) => new()
    {
        ["exitCode"] = code,
        ["reason"] = reason,
        ["startedAt"] = started.Stamp(),
        ["finishedAt"] = finished.Stamp(),
    };

    private static JsonObject Status(JsonObject container, bool ready, int restarts, JsonObject state) => new()
    {
        ["name"] = container.Text("name"),
        ["image"] = container.Text("image"),
        ["imageID"] = "",
        ["ready"] = ready,
        ["started"] = ready,
        ["restartCount"] = restarts,
        ["state"] = state,
        ["lastState"] = new JsonObject(),
    };

    private static string HostIp(Tick tick, JsonObject pod) =>
        tick.Store.Find(ResourceType.Node, "", pod.Text("spec", "nodeName"))?.Json.Rows("status", "addresses").FirstOrDefault(a => a.Text("type") == "InternalIP").Text("address") ?? "";

    private static string PodIp(Tick tick, JsonObject pod)
    {
        var cidr = tick.Store.Find(ResourceType.Node, "", pod.Text("spec", "nodeName"))?.Json.Text("spec", "podCIDR") ?? "100.64.0.0/24";
        var host = 2 + (pod.Text("metadata", "name").Aggregate(7, (h, c) => ((h * 31) + c) & 0xffff) % 250);
        return string.Create(CultureInfo.InvariantCulture, $"{cidr[..cidr.LastIndexOf('.')]}.{host}");
    }
}
