using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>Brings what the packs bring once their stage has begun: static pods of control-plane nodes, workloads, services, claims, the installer.</summary>
internal static class ContentController
{
    private static readonly string[] _first = ["default", "kube-node-lease", "kube-public", "kube-system"];
    private static readonly string[] _static = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-vip"];

    public static void Run(Tick tick)
    {
        foreach (var name in _first)
        {
            EnsureNamespace(tick, name);
        }

        foreach (var node in tick.List(ResourceType.Node).Where(n => n.Json.At("metadata", "labels", "node-role.kubernetes.io/control-plane") is not null).ToList())
        {
            foreach (var component in _static)
            {
                tick.Ensure(ResourceType.Pod, StaticPod(tick, component, node));
            }
        }

        EnsureBasics(tick);
        foreach (var workload in Packs.All.Where(w => Has(tick, w.Stage)))
        {
            Bring(tick, workload);
        }

        if (tick.Snapshot.Begun.TryGetValue(Installer.Stage, out var begun) && begun <= tick.Now)
        {
            Installer.Bring(tick, begun);
        }
    }

    public static void EnsureNamespace(Tick tick, string name) => tick.Ensure(ResourceType.Namespace, new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["kubernetes.io/metadata.name"] = name } },
        ["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") },
        ["status"] = new JsonObject { ["phase"] = "Active" },
    });

    private static bool Has(Tick tick, string stage) =>
        stage == Packs.Installed ? Installer.HasSucceeded(tick) : tick.Snapshot.Begun.TryGetValue(stage, out var at) && at <= tick.Now;

    private static void Bring(Tick tick, Workload workload)
    {
        EnsureNamespace(tick, workload.Namespace);
        var json = workload.Json(tick.Snapshot);
        if (tick.Snapshot.Begun.TryGetValue(workload.Stage, out var begun))
        {
            json.Child("metadata")["creationTimestamp"] = begun.Stamp();
        }

        tick.Ensure(workload.Type, json);
        if (workload.Port > 0)
        {
            tick.Ensure(ResourceType.Service, workload.Service());
        }

        foreach (var claim in workload.Claims(tick.Snapshot))
        {
            tick.Ensure(ResourceType.PersistentVolumeClaim, claim);
        }
    }

    private static void EnsureBasics(Tick tick)
    {
        tick.Ensure(ResourceType.Service, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "kubernetes", ["namespace"] = "default", ["labels"] = new JsonObject { ["component"] = "apiserver", ["provider"] = "kubernetes" } },
            ["spec"] = new JsonObject
            {
                ["type"] = "ClusterIP",
                ["clusterIP"] = "100.64.64.1",
                ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = 443, ["protocol"] = "TCP", ["targetPort"] = 6443 }),
            },
            ["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() },
        });
        foreach (var name in new[] { "coredns", "kube-proxy", "kubeadm-config", "kubelet-config" })
        {
            tick.Ensure(ResourceType.ConfigMap, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "kube-system" }, ["data"] = new JsonObject { ["config"] = "simulated" } });
        }

        // kube-vip holds the VIP on one node at a time.
        if (tick.Snapshot.Nodes.FirstOrDefault(n => n.IsControlPlane && !n.IsAway && n.ReadyAt is not null) is { } holder)
        {
            var lease = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "plndr-cp-lock", ["namespace"] = "kube-system" }, ["spec"] = new JsonObject { ["holderIdentity"] = holder.Name, ["leaseDurationSeconds"] = 15 } };
            tick.Ensure(ResourceType.Lease, lease);
            tick.Update(ResourceType.Lease, tick.Store.Find(ResourceType.Lease, "kube-system", "plndr-cp-lock")!, l => l.Child("spec")["holderIdentity"] = holder.Name);
        }
    }

    private static JsonObject StaticPod(Tick tick, string component, StoredObject node)
    {
        var image = component switch { "etcd" => "etcd:3.5.16-0", "kube-vip" => "kube-vip:v0.8.9", _ => $"{component}:{tick.Snapshot.KubernetesVersion}" };
        var pod = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{component}-{node.Name}",
                ["namespace"] = "kube-system",
                ["labels"] = new JsonObject { ["component"] = component, ["tier"] = "control-plane" },
                ["annotations"] = new JsonObject { ["kubernetes.io/config.source"] = "file" },
                ["ownerReferences"] = new JsonArray(Tick.OwnerReference(node.Json)),
            },
            ["spec"] = new JsonObject
            {
                ["nodeName"] = node.Name,
                ["hostNetwork"] = true,
                ["containers"] = new JsonArray(new JsonObject { ["name"] = component, ["image"] = $"{Packs.Registry(tick.Snapshot)}/{image}" }),
                ["tolerations"] = new JsonArray(new JsonObject { ["operator"] = "Exists", ["effect"] = "NoExecute" }),
                ["restartPolicy"] = "Always",
            },
            ["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = "Burstable" },
        };
        Tick.SetCondition(pod, tick.Condition("PodScheduled", "True"));
        return pod;
    }
}
