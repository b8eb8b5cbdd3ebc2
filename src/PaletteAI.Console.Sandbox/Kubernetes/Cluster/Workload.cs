using System.Globalization;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>A workload that a pack brings.</summary>
/// <param name="Stage">Condition type of the stage that brings it.</param>
/// <param name="Type">Deployment, DaemonSet or StatefulSet.</param>
/// <param name="Image">Name of its image in the appliance's registry.</param>
/// <param name="Replicas">Ignored for daemon sets; 0 = as many as control-plane nodes, at most three.</param>
/// <param name="Port">Port of its service; 0 = none.</param>
/// <param name="Storage">Size of a volume claim per pod; empty = none.</param>
internal sealed record Workload(string Stage, string Namespace, ResourceType Type, string Name, string Image, int Replicas = 1, int Port = 0, string Storage = "", bool HostNetwork = false)
{
    public JsonObject Json(ClusterSnapshot snapshot)
    {
        var labels = new JsonObject { ["app.kubernetes.io/name"] = Name };
        var spec = new JsonObject
        {
            ["selector"] = new JsonObject { ["matchLabels"] = labels.DeepClone() },
            ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels.DeepClone() }, ["spec"] = PodSpec(snapshot) },
        };
        if (Type != ResourceType.DaemonSet)
        {
            spec["replicas"] = Count(snapshot);
        }

        return new JsonObject { ["metadata"] = new JsonObject { ["name"] = Name, ["namespace"] = Namespace, ["labels"] = labels }, ["spec"] = spec, ["status"] = new JsonObject() };
    }

    public int Count(ClusterSnapshot snapshot) => Replicas > 0 ? Replicas : Math.Clamp(snapshot.Nodes.Count(n => n.IsControlPlane), 1, 3);

    public JsonObject Service() => new()
    {
        ["metadata"] = new JsonObject { ["name"] = Name, ["namespace"] = Namespace, ["labels"] = new JsonObject { ["app.kubernetes.io/name"] = Name } },
        ["spec"] = new JsonObject
        {
            ["type"] = Port == Packs.RegistryPort ? "NodePort" : "ClusterIP",
            ["clusterIP"] = string.Create(CultureInfo.InvariantCulture, $"100.64.{64 + (Name.Sum(c => c) % 64)}.{1 + (Namespace.Sum(c => c) % 250)}"),
            ["ports"] = new JsonArray(Port == Packs.RegistryPort
                ? new JsonObject { ["name"] = "https", ["port"] = 5000, ["nodePort"] = Port, ["protocol"] = "TCP" }
                : new JsonObject { ["name"] = "http", ["port"] = Port, ["protocol"] = "TCP" }),
            ["selector"] = new JsonObject { ["app.kubernetes.io/name"] = Name },
        },
        ["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() },
    };

    /// <summary>Claims of a stateful set's pods.</summary>
    public IEnumerable<JsonObject> Claims(ClusterSnapshot snapshot) => Storage.Length == 0 ? [] : Enumerable.Range(0, Count(snapshot)).Select(i => new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = string.Create(CultureInfo.InvariantCulture, $"data-{Name}-{i}"), ["namespace"] = Namespace },
        ["spec"] = new JsonObject
        {
            ["accessModes"] = new JsonArray("ReadWriteOnce"),
            ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = Storage } },
            ["storageClassName"] = "linstor-lvm-storage",
            ["volumeMode"] = "Filesystem",
            ["volumeName"] = $"pvc-{Tick.Hash($"{Namespace}/{Name}/{i}", 12)}",
        },
        ["status"] = new JsonObject { ["phase"] = "Bound", ["accessModes"] = new JsonArray("ReadWriteOnce"), ["capacity"] = new JsonObject { ["storage"] = Storage } },
    });

    private JsonObject PodSpec(ClusterSnapshot snapshot)
    {
        var container = new JsonObject { ["name"] = Name, ["image"] = $"{Packs.Registry(snapshot)}/{Image}", ["imagePullPolicy"] = "IfNotPresent" };
        if (Port > 0 && Port != Packs.RegistryPort)
        {
            container["ports"] = new JsonArray(new JsonObject { ["containerPort"] = Port, ["protocol"] = "TCP" });
        }

        var spec = new JsonObject { ["containers"] = new JsonArray(container), ["serviceAccountName"] = "default" };
        if (Type == ResourceType.DaemonSet || Namespace == "kube-system")
        {
            spec["tolerations"] = new JsonArray(new JsonObject { ["operator"] = "Exists" });
        }

        if (HostNetwork)
        {
            spec["hostNetwork"] = true;
        }

        return spec;
    }
}
