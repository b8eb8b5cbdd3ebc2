using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>What the packs of the PaletteAI profile bring, by the stage that brings it.</summary>
internal static class Packs
{
    /// <summary>Node port of the appliance's registry.</summary>
    public const int RegistryPort = 30003;

    /// <summary>Not a stage of the deployment: what a successful run of the installer brings.</summary>
    public const string Installed = "PaletteAIInstalled";

    private static readonly ResourceType _deployment = ResourceType.Deployment;
    private static readonly ResourceType _daemonSet = ResourceType.DaemonSet;
    private static readonly ResourceType _statefulSet = ResourceType.StatefulSet;

    public static IReadOnlyList<Workload> All { get; } =
    [
        new("ControlPlaneReady", "kube-system", _daemonSet, "kube-proxy", "kube-proxy:v1.32.3", HostNetwork: true),
        new("ControlPlaneReady", "kube-system", _deployment, "coredns", "coredns:v1.11.3", 2, 53),
        new("NetworkReady", "kube-system", _daemonSet, "calico-node", "calico/node:v3.29.2", HostNetwork: true),
        new("NetworkReady", "kube-system", _deployment, "calico-kube-controllers", "calico/kube-controllers:v3.29.2"),
        new("StorageReady", "piraeus-datastore", _deployment, "piraeus-operator-controller-manager", "piraeus-operator:v2.8.1"),
        new("StorageReady", "piraeus-datastore", _deployment, "linstor-controller", "piraeus-server:v1.31.0", 1, 3370),
        new("StorageReady", "piraeus-datastore", _daemonSet, "linstor-satellite", "piraeus-server:v1.31.0"),
        new("StorageReady", "piraeus-datastore", _daemonSet, "linstor-csi-node", "piraeus-csi:v1.7.1"),
        new("StorageReady", "piraeus-datastore", _deployment, "linstor-csi-controller", "piraeus-csi:v1.7.1"),
        new("RegistryReady", "zot-system", _statefulSet, "zot", "zot-linux-amd64:v2.1.2", 1, RegistryPort, "100Gi"),
        new("IngressReady", "ingress-nginx", _daemonSet, "ingress-nginx-controller", "ingress-nginx/controller:v1.12.1", Port: 443, HostNetwork: true),
        new("PaletteReady", "cert-manager", _deployment, "cert-manager", "cert-manager-controller:v1.17.1"),
        new("PaletteReady", "cert-manager", _deployment, "cert-manager-cainjector", "cert-manager-cainjector:v1.17.1"),
        new("PaletteReady", "cert-manager", _deployment, "cert-manager-webhook", "cert-manager-webhook:v1.17.1", 1, 10250),
        new("PaletteReady", "flux-system", _deployment, "source-controller", "fluxcd/source-controller:v1.5.0", 1, 80),
        new("PaletteReady", "flux-system", _deployment, "helm-controller", "fluxcd/helm-controller:v1.2.0"),
        new("PaletteReady", "flux-system", _deployment, "kustomize-controller", "fluxcd/kustomize-controller:v1.5.1"),
        new("PaletteReady", "flux-system", _deployment, "notification-controller", "fluxcd/notification-controller:v1.5.0", 1, 80),
        new("PaletteReady", "cp-system", _deployment, "spectro-cp-ui", "spectro-cp-ui:4.9.14", 1, 8080),
        new("PaletteReady", "hubble-system", _statefulSet, "mongo", "mongo:7.0.16", 0, 27017, "20Gi"),
        .. new[] { "auth", "cloud", "configserver", "event", "foreq", "hashboard", "hutil", "mgmt", "packsync", "spectrocluster", "system", "timeseries", "user" }
            .Select(n => new Workload("PaletteReady", "hubble-system", _deployment, n, $"hubble-{n}:4.9.14", n is "auth" or "cloud" or "system" ? 2 : 1, 8080)),
        new("PaletteReady", "jet-system", _deployment, "jet", "jet:4.9.14"),
        new("PaletteReady", "ui-system", _deployment, "spectro-ui", "spectro-ui:4.9.14", 1, 8080),
        new(Installed, "mural-system", _deployment, "canvas", "mural/canvas:1.1.0", 1, 3000),
        new(Installed, "mural-system", _deployment, "dex", "dexidp/dex:v2.42.0", 1, 5556),
        new(Installed, "mural-system", _deployment, "hue", "mural/hue:1.1.0"),
        new(Installed, "mural-system", _deployment, "brush", "mural/brush:1.1.0"),
        new(Installed, "mural-system", _deployment, "fleetconfig-controller", "mural/fleetconfig-controller:0.0.13"),
        new(Installed, "mural-system", _statefulSet, "alertmanager", "prometheus/alertmanager:v0.28.1", 1, 9093, "50Mi"),
        new(Installed, "mural-system", _statefulSet, "prometheus", "prometheus/prometheus:v3.2.1", 1, 9090, "20Gi"),
    ];

    /// <summary>Where the cluster's images come from.</summary>
    public static string Registry(ClusterSnapshot snapshot) => $"{snapshot.Endpoint}:{RegistryPort}/spectro-content";
}
