using System.Globalization;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>Nodes with their conditions, taints and leases. Labels and annotations belong to whoever sets them.</summary>
internal static class NodeController
{
    private static readonly TimeSpan _leaseEvery = TimeSpan.FromSeconds(10);
    private static readonly string[] _pressures = ["MemoryPressure", "DiskPressure", "PIDPressure"];

    public static void Run(Tick tick)
    {
        foreach (var node in tick.Snapshot.Nodes.Where(n => n.JoinedAt <= tick.Now))
        {
            var index = IndexOf(node);
            tick.Ensure(ResourceType.Node, New(node, index, tick));
            tick.Ensure(ResourceType.Lease, Lease(node, tick.Now));
            var stored = tick.Store.Find(ResourceType.Node, "", node.Name)!;
            var state = StateOf(node, tick);
            tick.Update(ResourceType.Node, stored, json => Report(json, state, tick));
            if (state == NodeState.Ready)
            {
                RenewLease(node, tick);
            }

            Announce(stored.Json, state, tick);
        }

        foreach (var gone in tick.List(ResourceType.Node).Where(n => n.Json.Text("metadata", "annotations", Made).Length > 0 && tick.Snapshot.Nodes.All(s => s.Name != n.Name)).ToList())
        {
            tick.Store.Delete(ResourceType.Node, "", gone.Name);
        }
    }

    private const string Made = "sandbox.palette.ai/host";

    private enum NodeState
    {
        Ready,
        NotReady,
        Unknown,
    }

    /// <summary>Number of a node's host: the last part of its address above ten.</summary>
    private static int IndexOf(ClusterNodeSnapshot node) => int.Parse(node.Address.Split('.')[^1], CultureInfo.InvariantCulture) - 10;

    private static NodeState StateOf(ClusterNodeSnapshot node, Tick tick)
    {
        var flaps = tick.Faults.FlappingNode == node.Name && tick.Now.ToUnixTimeSeconds() / 10 % 2 == 1;
        return node.IsAway || tick.Faults.SilentNode == node.Name ? NodeState.Unknown
            : node.ReadyAt is null || node.ReadyAt > tick.Now || flaps ? NodeState.NotReady
            : NodeState.Ready;
    }

    private static void Report(JsonObject json, NodeState state, Tick tick)
    {
        Tick.SetCondition(json, state switch
        {
            NodeState.Ready => tick.Condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
            NodeState.NotReady => tick.Condition("Ready", "False", "KubeletNotReady", "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized"),
            _ => tick.Condition("Ready", "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status."),
        });
        foreach (var pressure in _pressures)
        {
            var kind = pressure.Replace("Pressure", "", StringComparison.Ordinal);
            Tick.SetCondition(json, state == NodeState.Unknown
                ? tick.Condition(pressure, "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.")
                : tick.Condition(pressure, "False", kind == "Disk" ? "KubeletHasNoDiskPressure" : $"KubeletHasSufficient{kind}", kind == "Disk" ? "kubelet has no disk pressure" : $"kubelet has sufficient {(kind == "PID" ? kind : kind.ToLowerInvariant())} available"));
        }

        var taints = json.Rows("spec", "taints").Where(t => t.Text("key") is not ("node.kubernetes.io/not-ready" or "node.kubernetes.io/unreachable")).Select(t => t.Copy()).ToList();
        var key = state switch { NodeState.NotReady => "node.kubernetes.io/not-ready", NodeState.Unknown => "node.kubernetes.io/unreachable", _ => "" };
        if (key.Length > 0)
        {
            taints.Add(new JsonObject { ["key"] = key, ["effect"] = "NoSchedule" });
        }

        if (taints.Count > 0)
        {
            json.Child("spec")["taints"] = new JsonArray([.. taints]);
        }
        else
        {
            json.Child("spec").Remove("taints");
        }
    }

    private static void Announce(JsonObject before, NodeState state, Tick tick)
    {
        var was = before.Condition("Ready")?.Text("status");
        var now = state switch { NodeState.Ready => "True", NodeState.NotReady => "False", _ => "Unknown" };
        if (was != now)
        {
            tick.Event(before, "Normal", state == NodeState.Ready ? "NodeReady" : "NodeNotReady", $"Node {before.Text("metadata", "name")} status is now: {(state == NodeState.Ready ? "NodeReady" : "NodeNotReady")}", state == NodeState.Ready ? "kubelet" : "node-controller");
        }
    }

    private static void RenewLease(ClusterNodeSnapshot node, Tick tick)
    {
        var lease = tick.Store.Find(ResourceType.Lease, "kube-node-lease", node.Name)!;
        if (lease.Json.Moment("spec", "renewTime") is not { } renewed || tick.Now - renewed >= _leaseEvery)
        {
            tick.Update(ResourceType.Lease, lease, l => l.Child("spec")["renewTime"] = MicroStamp(tick.Now));
        }
    }

    private static JsonObject Lease(ClusterNodeSnapshot node, DateTimeOffset now) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = node.Name, ["namespace"] = "kube-node-lease", ["creationTimestamp"] = node.JoinedAt.Stamp() },
        ["spec"] = new JsonObject { ["holderIdentity"] = node.Name, ["leaseDurationSeconds"] = 40, ["renewTime"] = MicroStamp(now) },
    };

    private static string MicroStamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static JsonObject New(ClusterNodeSnapshot node, int index, Tick tick)
    {
        var labels = new JsonObject
        {
            ["beta.kubernetes.io/arch"] = "amd64",
            ["beta.kubernetes.io/os"] = "linux",
            ["kubernetes.io/arch"] = "amd64",
            ["kubernetes.io/hostname"] = node.Name,
            ["kubernetes.io/os"] = "linux",
        };
        if (node.IsControlPlane)
        {
            labels["node-role.kubernetes.io/control-plane"] = "";
        }

        foreach (var (key, value) in node.Labels)
        {
            labels[key] = value;
        }

        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = node.Name,
                ["creationTimestamp"] = node.JoinedAt.Stamp(),
                ["labels"] = labels,
                ["annotations"] = new JsonObject { [Made] = node.Uid, ["volumes.kubernetes.io/controller-managed-attach-detach"] = "true" },
            },
            ["spec"] = new JsonObject
            {
                ["podCIDR"] = $"100.64.{index}.0/24",
                ["taints"] = node.Taints.Count == 0 ? null : new JsonArray([.. node.Taints.Select(t => new JsonObject { ["key"] = t.Key, ["value"] = t.Value, ["effect"] = t.Effect })]),
            },
            ["status"] = new JsonObject
            {
                ["addresses"] = new JsonArray(new JsonObject { ["type"] = "InternalIP", ["address"] = node.Address }, new JsonObject { ["type"] = "Hostname", ["address"] = node.Name }),
                ["capacity"] = Resources("16"),
                ["allocatable"] = Resources("15800m"),
                ["nodeInfo"] = new JsonObject
                {
                    ["machineID"] = Tick.Hash(node.Uid, 32),
                    ["kernelVersion"] = node.Kernel,
                    ["osImage"] = "Ubuntu 22.04.5 LTS",
                    ["containerRuntimeVersion"] = "containerd://1.7.27",
                    ["kubeletVersion"] = tick.Snapshot.KubernetesVersion,
                    ["kubeProxyVersion"] = tick.Snapshot.KubernetesVersion,
                    ["operatingSystem"] = "linux",
                    ["architecture"] = "amd64",
                },
                ["conditions"] = new JsonArray(),
            },
        };
    }

    private static JsonObject Resources(string cpu) => new() { ["cpu"] = cpu, ["memory"] = "65843200Ki", ["pods"] = "110", ["ephemeral-storage"] = "478Gi" };
}
