using System.Globalization;
using System.Text;

namespace ClusterBench;

/// <summary>A large cluster: nodes that are ready and pods as a Deployment and its kubelet leave them.</summary>
internal sealed class Crowd(Api api, int nodes, int pods, int namespaces)
{
    private const int AtOnce = 24;

    public int Pods => pods;

    public static string Namespace(int i) => string.Create(CultureInfo.InvariantCulture, $"team-{i:00}");

    /// <summary>Namespace and name of a pod; those with the lowest numbers of the first namespace stand first in a list by name.</summary>
    public (string Namespace, string Name) Pod(int i) => (Namespace(i % namespaces), string.Create(CultureInfo.InvariantCulture, $"web-{i / namespaces:0000}-5d8c7b6f9d-x{i % 36:00}zq"));

    public string PathOf(int i) => Pod(i) is var (ns, name) ? $"/api/v1/namespaces/{ns}/pods/{name}" : "";

    public async Task CreateAsync()
    {
        await Task.WhenAll(Enumerable.Range(0, namespaces).Select(i => api.SendAsync(HttpMethod.Post, "/api/v1/namespaces", $$$$"""{"metadata":{"name":"{{{{Namespace(i)}}}}"}}""")));
        await EachAsync(nodes, async i =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"node-{i:000}");
            await api.SendAsync(HttpMethod.Post, "/api/v1/nodes", $$$$"""{"metadata":{"name":"{{{{name}}}}","labels":{"kubernetes.io/hostname":"{{{{name}}}}","kubernetes.io/os":"linux"}}}""");
            await api.PatchStatusAsync($"/api/v1/nodes/{name}", $$$$"""{"status":{"capacity":{"cpu":"32","memory":"128Gi","pods":"250"},"addresses":[{"type":"InternalIP","address":"10.1.{{{{i / 250}}}}.{{{{(i % 250) + 1}}}}"}],"conditions":[{"type":"Ready","status":"True","reason":"KubeletReady","lastTransitionTime":"2026-01-01T00:00:00Z"}],"nodeInfo":{"kubeletVersion":"v1.20.2"}}}""");
        });
        await EachAsync(pods, async i =>
        {
            var (ns, name) = Pod(i);
            await api.SendAsync(HttpMethod.Post, $"/api/v1/namespaces/{ns}/pods", PodJson.Spec(ns, name, i, nodes));
            await api.PatchStatusAsync(PathOf(i), PodJson.Status(i));
        });
    }

    private static Task EachAsync(int count, Func<int, Task> act) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) => await act(i));
}

/// <summary>A pod of about 6.5 KB once the API server has added its defaults and managed fields.</summary>
internal static class PodJson
{
    public static string Spec(string ns, string name, int i, int nodes)
    {
        var text = new StringBuilder(4096);
        text.Append(CultureInfo.InvariantCulture, $$$$"""
            {"metadata":{"name":"{{{{name}}}}","generateName":"web-5d8c7b6f9d-","labels":{"app.kubernetes.io/name":"web","app.kubernetes.io/instance":"web-{{{{i % 50}}}}","pod-template-hash":"5d8c7b6f9d"},
            "annotations":{"prometheus.io/scrape":"true","prometheus.io/port":"8080","checksum/config":"8f14e45fceea167a5a36dedd4bea2543e45fceea167a5a36dedd4bea254311{{{{i:00000}}}}"},
            "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-5d8c7b6f9d","uid":"0f4c1a52-7a0e-4c6d-9b7e-5a1d00000000","controller":true,"blockOwnerDeletion":true}]},
            "spec":{"nodeName":"node-{{{{i % nodes:000}}}}","serviceAccountName":"default","nodeSelector":{"kubernetes.io/os":"linux"},
            "volumes":[{"name":"config","configMap":{"name":"web-config"}},{"name":"data","persistentVolumeClaim":{"claimName":"web-data-{{{{i % 50}}}}"}},{"name":"tmp","emptyDir":{}}],
            "containers":[{"name":"app","image":"registry.example.org/{{{{ns}}}}/web:1.14.2","ports":[{"containerPort":8080,"name":"http"}],
            "env":[{"name":"POD_NAME","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}},{"name":"DB_HOST","value":"db.{{{{ns}}}}.svc.cluster.local"},{"name":"LOG_LEVEL","value":"info"}],
            "resources":{"requests":{"cpu":"100m","memory":"128Mi"},"limits":{"cpu":"500m","memory":"256Mi"}},
            "readinessProbe":{"httpGet":{"path":"/ready","port":8080},"periodSeconds":10},
            "volumeMounts":[{"name":"config","mountPath":"/etc/web"},{"name":"data","mountPath":"/data"},{"name":"tmp","mountPath":"/tmp"}]},
            {"name":"proxy","image":"registry.example.org/mesh/proxy:2.3.1","args":["--listen","15001"],"resources":{"requests":{"cpu":"10m","memory":"32Mi"}}}]}}
            """);
        return text.ToString();
    }

    public static string Status(int i) => string.Create(CultureInfo.InvariantCulture, $$$$"""
        {"status":{"phase":"Running","hostIP":"10.1.0.{{{{(i % 100) + 1}}}}","podIP":"100.64.{{{{i / 250 % 64}}}}.{{{{(i % 250) + 1}}}}","podIPs":[{"ip":"100.64.{{{{i / 250 % 64}}}}.{{{{(i % 250) + 1}}}}"}],"startTime":"2026-01-01T08:00:{{{{i % 60:00}}}}Z","qosClass":"Burstable",
        "conditions":[{"type":"Initialized","status":"True","lastTransitionTime":"2026-01-01T08:00:05Z"},{"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T08:00:20Z"},
        {"type":"ContainersReady","status":"True","lastTransitionTime":"2026-01-01T08:00:20Z"},{"type":"PodScheduled","status":"True","lastTransitionTime":"2026-01-01T08:00:01Z"}],
        "containerStatuses":[{"name":"app","ready":true,"started":true,"restartCount":20000,"image":"registry.example.org/web:1.14.2","imageID":"registry.example.org/web@sha256:4b2e{{{{i:000000}}}}9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15","containerID":"containerd://bb{{{{i:000000}}}}55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08aa55ad015a3bf4f1b2b0b","state":{"running":{"startedAt":"2026-01-01T08:00:10Z"}}},
        {"name":"proxy","ready":true,"started":true,"restartCount":0,"image":"registry.example.org/mesh/proxy:2.3.1","imageID":"registry.example.org/mesh/proxy@sha256:77aa9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15","containerID":"containerd://cc{{{{i:000000}}}}55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08aa55ad015a3bf4f1b2b0b","state":{"running":{"startedAt":"2026-01-01T08:00:11Z"}}}]}}
        """);
}
