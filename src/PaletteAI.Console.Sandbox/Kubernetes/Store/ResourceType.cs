namespace PaletteAI.Console.Sandbox.Kubernetes.Store;

/// <summary>A resource the simulated API serves.</summary>
/// <param name="Group">API group; empty for core.</param>
/// <param name="Version">Its version.</param>
/// <param name="Plural">Name in paths.</param>
/// <param name="Kind">Kind of its objects.</param>
/// <param name="IsNamespaced">Whether its objects live in namespaces.</param>
/// <param name="ShortNames">What kubectl accepts besides.</param>
/// <param name="InAll">Part of <c>kubectl get all</c>.</param>
internal sealed record ResourceType(string Group, string Version, string Plural, string Kind, bool IsNamespaced, string[] ShortNames, bool InAll = false)
{
    public static ResourceType Node { get; } = new("", "v1", "nodes", "Node", false, ["no"]);

    public static ResourceType Namespace { get; } = new("", "v1", "namespaces", "Namespace", false, ["ns"]);

    public static ResourceType Pod { get; } = new("", "v1", "pods", "Pod", true, ["po"], InAll: true);

    public static ResourceType Event { get; } = new("", "v1", "events", "Event", true, ["ev"]);

    public static ResourceType Service { get; } = new("", "v1", "services", "Service", true, ["svc"], InAll: true);

    public static ResourceType ConfigMap { get; } = new("", "v1", "configmaps", "ConfigMap", true, ["cm"]);

    public static ResourceType Secret { get; } = new("", "v1", "secrets", "Secret", true, []);

    public static ResourceType PersistentVolumeClaim { get; } = new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", true, ["pvc"]);

    public static ResourceType Deployment { get; } = new("apps", "v1", "deployments", "Deployment", true, ["deploy"], InAll: true);

    public static ResourceType ReplicaSet { get; } = new("apps", "v1", "replicasets", "ReplicaSet", true, ["rs"], InAll: true);

    public static ResourceType DaemonSet { get; } = new("apps", "v1", "daemonsets", "DaemonSet", true, ["ds"], InAll: true);

    public static ResourceType StatefulSet { get; } = new("apps", "v1", "statefulsets", "StatefulSet", true, ["sts"], InAll: true);

    public static ResourceType Job { get; } = new("batch", "v1", "jobs", "Job", true, [], InAll: true);

    public static ResourceType CronJob { get; } = new("batch", "v1", "cronjobs", "CronJob", true, ["cj"], InAll: true);

    public static ResourceType Lease { get; } = new("coordination.k8s.io", "v1", "leases", "Lease", true, []);

    /// <summary>All of them, in the order of discovery.</summary>
    public static IReadOnlyList<ResourceType> All { get; } =
    [
        ConfigMap, Event, Namespace, Node, PersistentVolumeClaim, Pod, Secret, Service, DaemonSet, Deployment, ReplicaSet, StatefulSet, CronJob, Job, Lease,
    ];

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Name with group, as error messages have it.</summary>
    public string QualifiedName => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    public string Singular => Kind.ToLowerInvariant();

    /// <summary>Whether its objects have a status that is written by itself.</summary>
    public bool HasStatus => this != ConfigMap && this != Secret && this != Event && this != Lease;

    public static ResourceType? Find(string group, string version, string plural) =>
        All.FirstOrDefault(t => t.Group == group && t.Version == version && t.Plural == plural);
}
