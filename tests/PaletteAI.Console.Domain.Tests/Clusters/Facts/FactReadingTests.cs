using System.Text;
using System.Text.Json;
using CsCheck;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Facts.Reading;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Domain.Tests.Clusters.Facts;

public class FactReadingTests
{
    private const string Pod = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"canvas-7d9c-x2x9z","namespace":"mural-system","uid":"0d0c8a1e-4b1b-4c56-8c44-0a8a3d6b7a11",
          "resourceVersion":"4711","creationTimestamp":"2026-05-01T10:00:00Z","deletionTimestamp":"2026-05-01T11:00:00Z","deletionGracePeriodSeconds":30,
          "labels":{"app":"canvas","pod-template-hash":"7d9c"},"finalizers":["example.org/hold"],"managedFields":[{"manager":"kubelet","fieldsV1":{"f:status":{}}}],
          "ownerReferences":[{"kind":"Other","name":"o","uid":"1"},{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"canvas-7d9c","uid":"2","controller":true}]},
         "spec":{"nodeName":"edge-1","restartPolicy":"Always","nodeSelector":{"palette.ai/helm-config":"true"},
          "affinity":{"podAffinity":{},"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"zone","operator":"In","values":["a","b"]}],"matchFields":[{"key":"metadata.name","operator":"In","values":["edge-1"]}]}]}}},
          "tolerations":[{"key":"dedicated","operator":"Equal","value":"ai","effect":"NoSchedule"},{"operator":"Exists"}],
          "initContainers":[{"name":"wait","image":"busybox","resources":{"requests":{"cpu":"2","memory":"1Gi"}}},{"name":"proxy","image":"envoy","restartPolicy":"Always","resources":{"requests":{"cpu":"100m"}}}],
          "containers":[{"name":"web","image":"r.example.org/canvas:1","resources":{"requests":{"cpu":"250m","memory":"64Mi"},"limits":{"cpu":"1"}}},{"name":"side","image":"s"}],
          "volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"canvas-data"}},{"name":"cfg","configMap":{"name":"canvas","optional":true}},
            {"name":"tls","secret":{"secretName":"canvas-tls"}},{"name":"host","hostPath":{"path":"/usr/local/palette-ai","type":"Directory"}},{"name":"tmp","emptyDir":{}},
            {"name":"token","projected":{"sources":[{"serviceAccountToken":{"path":"token"}},{"configMap":{"name":"kube-root-ca.crt"}}]}}]},
         "status":{"phase":"Running","reason":"R","message":"M","podIP":"100.64.0.9","startTime":"2026-05-01T10:00:01Z",
          "conditions":[{"type":"Ready","status":"False","reason":"ContainersNotReady","message":"containers with unready status: [web]","lastProbeTime":null,"lastTransitionTime":"2026-05-01T10:05:00Z"}],
          "initContainerStatuses":[{"name":"wait","ready":true,"restartCount":0,"state":{"terminated":{"exitCode":0,"reason":"Completed","startedAt":"2026-05-01T10:00:02Z","finishedAt":"2026-05-01T10:00:03Z"}}}],
          "containerStatuses":[{"name":"web","ready":false,"started":false,"restartCount":7,"image":"other","state":{"waiting":{"reason":"CrashLoopBackOff","message":"back-off 5m0s"}},
             "lastState":{"terminated":{"exitCode":137,"signal":9,"reason":"OOMKilled","finishedAt":"2026-05-01T10:59:00Z"}}}]}}
        """;

    private delegate T ReadOne<T>(ref Utf8JsonReader json, FactStrings strings);

    [Fact]
    public void A_pod_keeps_what_is_shown_and_what_decides_something()
    {
        var pod = Read(PodReader.Read, Pod);

        Assert.Equal(("mural-system", "canvas-7d9c-x2x9z", "4711"), (pod.Namespace, pod.Name, pod.Meta.ResourceVersion));
        Assert.Equal("0d0c8a1e-4b1b-4c56-8c44-0a8a3d6b7a11", pod.Meta.Uid);
        Assert.Equal(DateTimeOffset.Parse("2026-05-01T11:00:00Z"), pod.Meta.DeletedAt);
        Assert.Equal(30, pod.DeletionGraceSeconds);
        Assert.Equal(new OwnerFacts("ReplicaSet", "canvas-7d9c", "2"), pod.Owner);
        Assert.Equal("example.org/hold", Assert.Single(pod.Finalizers));
        Assert.True(pod.Labels.Has("app", "canvas"));
        Assert.Equal(("edge-1", "100.64.0.9", "Running", "R", "M"), (pod.Node, pod.Ip, pod.Phase, pod.Reason, pod.Message));
        Assert.Equal(
            new ConditionFacts("Ready", "False", "ContainersNotReady", "containers with unready status: [web]", DateTimeOffset.Parse("2026-05-01T10:05:00Z")),
            Assert.Single(pod.Conditions));
    }

    [Fact]
    public void A_pods_containers_join_what_is_asked_for_with_what_is_reported()
    {
        var pod = Read(PodReader.Read, Pod);

        Assert.Equal(["wait", "proxy"], pod.InitContainers.Select(c => c.Name));
        Assert.Equal([ContainerRole.Init, ContainerRole.Sidecar], pod.InitContainers.Select(c => c.Role));
        Assert.Equal([ContainerPhase.Terminated, ContainerPhase.NotReported], pod.InitContainers.Select(c => c.State.Phase));
        var web = pod.Containers[0];
        Assert.Equal(("r.example.org/canvas:1", 7, false), (web.Image, web.Restarts, web.Ready));
        Assert.Equal(("CrashLoopBackOff", "back-off 5m0s"), (web.State.Reason, web.State.Message));
        Assert.Equal((137, 9, "OOMKilled"), (web.LastState!.ExitCode, web.LastState.Signal, web.LastState.Reason));
        Assert.Equal(("side", ContainerPhase.NotReported), (pod.Containers[1].Name, pod.Containers[1].State.Phase));
    }

    [Fact]
    public void A_pods_volumes_and_scheduling_hints_are_kept()
    {
        var pod = Read(PodReader.Read, Pod);

        Assert.Equal(
            [new("data", VolumeKind.Claim, "canvas-data"), new("cfg", VolumeKind.ConfigMap, "canvas", true), new("tls", VolumeKind.Secret, "canvas-tls"),
             new("host", VolumeKind.HostPath, "/usr/local/palette-ai"), new("token", VolumeKind.ConfigMap, "kube-root-ca.crt")],
            pod.Volumes.ToArray());
        Assert.Equal("palette.ai/helm-config=true", pod.Scheduling.NodeSelector.ToString());
        Assert.Equal(["zone in (a, b)", "metadata.name=edge-1"], Assert.Single(pod.Scheduling.RequiredTerms).Select(r => r.ToString()));
        Assert.True(pod.Scheduling.Tolerations[0].Bears(new Taint("dedicated", "ai", "NoSchedule")));
        Assert.False(pod.Scheduling.Tolerations[0].Bears(new Taint("dedicated", "ai", "NoExecute")));
        Assert.True(pod.Scheduling.Tolerations[1].Bears(new Taint("any", "", "NoExecute")));
        // An init container that ends needs 2 CPUs by itself, more than what runs afterwards.
        Assert.Equal([new("cpu", 2m), new("memory", 1024m * 1024 * 1024)], pod.Scheduling.Requests.ToArray());
    }

    [Fact]
    public void A_node_keeps_roles_taints_conditions_and_heartbeat()
    {
        var node = Read(NodeReader.Read, """
            {"metadata":{"name":"edge-1","labels":{"node-role.kubernetes.io/control-plane":"","kubernetes.io/role":"infra"}},
             "spec":{"unschedulable":true,"taints":[{"key":"dedicated","value":"ai","effect":"NoSchedule"},{"key":"node.kubernetes.io/unreachable","effect":"NoExecute","timeAdded":"2026-05-01T10:00:00Z"}]},
             "status":{"conditions":[{"type":"MemoryPressure","status":"False","lastHeartbeatTime":"2026-05-01T09:00:00Z"},{"type":"Ready","status":"Unknown","reason":"NodeStatusUnknown","lastHeartbeatTime":"2026-05-01T10:00:00Z","lastTransitionTime":"2026-05-01T10:01:00Z"}],
              "addresses":[{"type":"InternalIP","address":"10.10.10.11"},{"type":"Hostname","address":"edge-1"}],"allocatable":{"cpu":"7500m","memory":"16Gi","pods":"110"},
              "nodeInfo":{"kubeletVersion":"v1.31.4","osImage":"Ubuntu","kernelVersion":"5.15","containerRuntimeVersion":"containerd://1.7","architecture":"amd64"}}}
            """);

        Assert.Equal(["control-plane", "infra"], node.Roles.AsEnumerable());
        Assert.Equal(["dedicated=ai:NoSchedule", "node.kubernetes.io/unreachable:NoExecute"], node.Taints.Select(PaletteAI.Console.Domain.Installs.Rules.TaintSyntax.Format));
        Assert.True(node.Unschedulable);
        Assert.False(node.IsReady);
        Assert.Equal(DateTimeOffset.Parse("2026-05-01T10:00:00Z"), node.LastHeartbeat);
        Assert.Equal(("10.10.10.11", "v1.31.4", "amd64"), (node.InternalIp, node.KubeletVersion, node.Architecture));
        Assert.Equal(7.5m, node.Allocatable[0].Amount);
    }

    [Fact]
    public void Jobs_and_cron_jobs_keep_what_the_installer_page_needs()
    {
        var cron = Read(CronJobReader.Read, """
            {"metadata":{"name":"palette-ai-installer","namespace":"mural-system"},
             "spec":{"schedule":"*/5 * * * *","timeZone":"Europe/Berlin","suspend":false,"concurrencyPolicy":"Forbid","startingDeadlineSeconds":120,
               "jobTemplate":{"spec":{"template":{"spec":{"nodeSelector":{"palette.ai/helm-config":"true"},"containers":[{"name":"i","image":"installer:1"}],"volumes":[{"name":"v","hostPath":{"path":"/usr/local/palette-ai"}}]}}}}},
             "status":{"lastScheduleTime":"2026-05-01T10:00:00Z","active":[{"kind":"Job","name":"palette-ai-installer-1"}]}}
            """);
        var job = Read(JobReader.Read, """
            {"metadata":{"name":"j","namespace":"n","annotations":{"a":"b","cronjob.kubernetes.io/instantiate":"manual"},"ownerReferences":[{"kind":"CronJob","name":"palette-ai-installer","uid":"u","controller":true}]},
             "spec":{"completions":1,"backoffLimit":2},
             "status":{"failed":3,"startTime":"2026-05-01T10:00:00Z","conditions":[{"type":"Failed","status":"True","reason":"BackoffLimitExceeded","lastTransitionTime":"2026-05-01T10:02:00Z"}]}}
            """);

        Assert.Equal(("*/5 * * * *", "Europe/Berlin", 120L, "palette-ai-installer-1"), (cron.Schedule, cron.TimeZone, cron.StartingDeadlineSeconds, cron.Active[0]));
        Assert.Equal((VolumeKind.HostPath, "/usr/local/palette-ai", "installer:1"), (cron.Volumes[0].Kind, cron.Volumes[0].Target, cron.Images[0]));
        Assert.True(cron.Scheduling.NodeSelector.Has("palette.ai/helm-config", "true"));
        Assert.True(job is { IsManual: true, IsFailed: true, IsUnfinished: false, Failed: 3, BackoffLimit: 2 });
        Assert.Equal(DateTimeOffset.Parse("2026-05-01T10:02:00Z"), job.FinishedAt);
    }

    [Fact]
    public void Workloads_claims_services_leases_namespaces_and_secrets_are_read()
    {
        var set = Read(WorkloadReader.DaemonSet, """{"metadata":{"name":"d","generation":3},"spec":{"selector":{"matchLabels":{"a":"b"}}},"status":{"desiredNumberScheduled":3,"numberReady":2,"observedGeneration":2}}""");
        var deployment = Read(WorkloadReader.Deployment, """{"metadata":{"name":"d"},"spec":{"replicas":0},"status":{}}""");
        var claim = Read(ObjectReader.Claim, """{"metadata":{"name":"c"},"spec":{"storageClassName":"fast","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"8Gi"}}},"status":{"phase":"Pending"}}""");
        var service = Read(ServiceReader.Read, """{"metadata":{"name":"s"},"spec":{"type":"LoadBalancer","clusterIP":"100.64.64.9","selector":{"a":"b"},"ports":[{"name":"https","port":443,"protocol":"TCP","nodePort":30443}]},"status":{"loadBalancer":{"ingress":[{"ip":"10.10.10.100"}]}}}""");
        var lease = Read(ObjectReader.Lease, """{"metadata":{"name":"edge-1","namespace":"kube-node-lease"},"spec":{"holderIdentity":"edge-1","leaseDurationSeconds":40,"renewTime":"2026-05-01T10:00:00.123456Z"}}""");
        var ns = Read(ObjectReader.Namespace, """{"metadata":{"name":"n"},"status":{"phase":"Terminating","conditions":[{"type":"NamespaceFinalizersRemaining","status":"True"}]}}""");
        var secret = Read(ObjectReader.Secret, """{"metadata":{"name":"x","namespace":"n"},"type":"Opaque","data":{"password":"c2VjcmV0"}}""");

        Assert.Equal((3, 2, false), (set.Desired, set.Ready, set.IsObserved));
        Assert.Equal((0, true), (deployment.Desired, deployment.IsObserved));
        Assert.Equal(("Pending", "fast", "8Gi"), (claim.Phase, claim.StorageClass, claim.Requested));
        Assert.Equal(("10.10.10.100", 30443), (service.ExternalAddresses[0], service.Ports[0].NodePort));
        Assert.Equal(("edge-1", 40), (lease.Holder, lease.DurationSeconds));
        Assert.Equal(("Terminating", 1), (ns.Phase, ns.Conditions.Length));
        Assert.DoesNotContain("c2VjcmV0", secret.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_of_a_newer_reporter_has_its_time_and_count_from_the_series()
    {
        var read = Read(EventReader.Read, """
            {"metadata":{"name":"e"},"involvedObject":{"kind":"Pod","namespace":"n","name":"p","fieldPath":"spec.containers{web}"},"reason":"Unhealthy","message":"m","type":"Warning","count":null,
             "firstTimestamp":null,"lastTimestamp":null,"eventTime":"2026-05-01T10:00:00.5Z","series":{"count":9,"lastObservedTime":"2026-05-01T10:09:00Z"},"source":{},"reportingComponent":"kubelet"}
            """);

        Assert.Equal((9, "kubelet", "spec.containers{web}"), (read.Count, read.Source, read.Involved.FieldPath));
        Assert.Equal(DateTimeOffset.Parse("2026-05-01T10:09:00Z"), read.LastAt);
    }

    [Fact]
    public void Values_of_an_unexpected_type_count_as_absent()
    {
        var pod = Read(PodReader.Read, """{"metadata":{"name":{"a":[1]},"labels":[1],"creationTimestamp":5,"ownerReferences":{"a":1}},"spec":{"containers":[3,[1],{"name":"c","image":null}],"volumes":"x","tolerations":null,"nodeName":7},"status":null}""");

        Assert.Equal(("", "", null), (pod.Name, pod.Node, pod.Owner));
        Assert.Equal("c", Assert.Single(pod.Containers).Name);
    }

    [Fact]
    public void Whatever_is_done_to_the_text_reading_ends_with_a_pod_or_a_JSON_error()
    {
        var bytes = Encoding.UTF8.GetBytes(Pod);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Array[0, 4].Sample(edits =>
        {
            var changed = (byte[])bytes.Clone();
            foreach (var (at, value) in edits)
            {
                changed[at] = value;
            }
            try
            {
                Read(PodReader.Read, changed);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException { InnerException: DecoderFallbackException })
            {
            }
        });
    }

    [Theory]
    [InlineData("100m", "0.1")]
    [InlineData("1.5Gi", "1610612736")]
    [InlineData("1e3", "1000")]
    [InlineData("2", "2")]
    [InlineData("12E", "12000000000000000000")]
    public void Quantities_are_read_as_Kubernetes_means_them(string text, string expected)
    {
        Assert.True(Quantity.TryParse(text, out var amount));
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), amount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Gi")]
    [InlineData("1Zi")]
    [InlineData("99999999999999999999999Ei")]
    public void What_is_no_quantity_is_not_read(string text) => Assert.False(Quantity.TryParse(text, out _));

    [Fact]
    public void Repeated_texts_are_held_once()
    {
        var strings = new FactStrings();
        var (first, second) = (Read(PodReader.Read, Encoding.UTF8.GetBytes(Pod), strings), Read(PodReader.Read, Encoding.UTF8.GetBytes(Pod), strings));

        Assert.Same(first.Namespace, second.Namespace);
        Assert.Same(first.Containers[0].Image, second.Containers[0].Image);
        Assert.Same(first.Labels.Pairs[0].Key, second.Labels.Pairs[0].Key);
    }

    private static T Read<T>(ReadOne<T> read, string json) => Read(read, Encoding.UTF8.GetBytes(json));

    private static T Read<T>(ReadOne<T> read, byte[] utf8, FactStrings? strings = null)
    {
        var json = new Utf8JsonReader(utf8);
        Assert.True(json.Read());
        return read(ref json, strings ?? new FactStrings());
    }
}
