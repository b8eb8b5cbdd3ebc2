using System.Text.Json;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Facts.Reading;

namespace PaletteAI.Console.Kubernetes.Reading;

/// <summary>A kind that is read: where it is served and how it is trimmed.</summary>
/// <param name="Path">Path of the collection over all namespaces.</param>
/// <param name="Read">Trims one object; the reader stands on its start and ends on its end.</param>
internal sealed record FactType(FactKind Kind, string Path, FactType.Reader Read)
{
    public delegate ClusterFact Reader(ref Utf8JsonReader json, FactStrings strings);

    /// <summary>CronJobs where the cluster serves them only in their older version.</summary>
    public static FactType OldCronJob { get; } = new(FactKind.CronJob, "/apis/batch/v1beta1/cronjobs", static (ref Utf8JsonReader j, FactStrings s) => CronJobReader.Read(ref j, s));

    public static IReadOnlyList<FactType> All { get; } =
    [
        new(FactKind.Node, "/api/v1/nodes", static (ref Utf8JsonReader j, FactStrings s) => NodeReader.Read(ref j, s)),
        new(FactKind.Namespace, "/api/v1/namespaces", static (ref Utf8JsonReader j, FactStrings s) => ObjectReader.Namespace(ref j, s)),
        new(FactKind.CronJob, "/apis/batch/v1/cronjobs", static (ref Utf8JsonReader j, FactStrings s) => CronJobReader.Read(ref j, s)),
        new(FactKind.Job, "/apis/batch/v1/jobs", static (ref Utf8JsonReader j, FactStrings s) => JobReader.Read(ref j, s)),
        new(FactKind.Deployment, "/apis/apps/v1/deployments", static (ref Utf8JsonReader j, FactStrings s) => WorkloadReader.Deployment(ref j, s)),
        new(FactKind.StatefulSet, "/apis/apps/v1/statefulsets", static (ref Utf8JsonReader j, FactStrings s) => WorkloadReader.StatefulSet(ref j, s)),
        new(FactKind.DaemonSet, "/apis/apps/v1/daemonsets", static (ref Utf8JsonReader j, FactStrings s) => WorkloadReader.DaemonSet(ref j, s)),
        new(FactKind.Service, "/api/v1/services", static (ref Utf8JsonReader j, FactStrings s) => ServiceReader.Read(ref j, s)),
        new(FactKind.PersistentVolumeClaim, "/api/v1/persistentvolumeclaims", static (ref Utf8JsonReader j, FactStrings s) => ObjectReader.Claim(ref j, s)),
        new(FactKind.Lease, "/apis/coordination.k8s.io/v1/leases", static (ref Utf8JsonReader j, FactStrings s) => ObjectReader.Lease(ref j, s)),
        new(FactKind.Event, "/api/v1/events", static (ref Utf8JsonReader j, FactStrings s) => EventReader.Read(ref j, s)),
        new(FactKind.Pod, "/api/v1/pods", static (ref Utf8JsonReader j, FactStrings s) => PodReader.Read(ref j, s)),
        new(FactKind.SecretName, "/api/v1/secrets", static (ref Utf8JsonReader j, FactStrings s) => ObjectReader.Secret(ref j, s)),
    ];

    /// <summary>What is asked for. Of secrets only the metadata is ever sent here.</summary>
    public string Accept => Kind == FactKind.SecretName ? "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io" : "application/json";

    public string WatchAccept => Kind == FactKind.SecretName ? "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io" : "application/json";

    public static FactType Of(FactKind kind) => All.First(t => t.Kind == kind);
}
