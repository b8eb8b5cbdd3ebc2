using System.Globalization;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Deployment;

namespace PaletteAI.Console.Sandbox.Api;

/// <summary>The cluster as the Local Management API describes it.</summary>
internal static class ClusterView
{
    public const string KubernetesVersion = "v1.32.3";

    public static JsonObject Details(Progress progress, string uid, bool deleting, string? kubeconfig, DateTimeOffset now)
    {
        var plan = progress.Plan;
        var state = deleting ? "Deleting" : progress.HasFailed ? "Error" : progress.IsRunning ? "Running" : "Provisioning";
        var status = new JsonObject
        {
            ["agentVersion"] = "4.9.14",
            ["clusterState"] = state,
            ["clusterStateReason"] = Reason(progress, state),
            ["clusterConditions"] = new JsonArray([.. progress.Stages.Where(s => s.Stage.Lane.Length == 0 && s.State != StageState.Expected).Select(s => Condition(s, ""))]),
            ["health"] = progress.IsRunning ? Health("Healthy", "") : Health("Unhealthy", Reason(progress, state)),
            ["isRebootPending"] = false,
            ["k8sVersion"] = KubernetesVersion,
            ["nodePools"] = new JsonArray([.. plan.Nodes.GroupBy(n => n.Pool).Select(g => PoolStatus(g.Key, g.First().IsControlPlane, progress, now))]),
            ["ntpServersApplied"] = progress.IsRunning,
            ["sshKeysApplied"] = progress.IsRunning,
            ["services"] = progress.Done("PaletteReady") is null ? new JsonArray() : Services(plan),
        };
        if (kubeconfig is not null)
        {
            status["kubeconfig"] = kubeconfig;
        }

        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["id"] = uid, ["name"] = plan.Name, ["creationTimestamp"] = Times.Text(progress.StartedAt) },
            ["spec"] = Spec(plan),
            ["status"] = status,
        };
    }

    public static JsonObject Applications(Progress progress) => new()
    {
        ["clusterProfileTemplates"] = new JsonArray(new JsonObject
        {
            ["name"] = Domain.Profiles.PaletteAiProfile.Name,
            ["type"] = "cluster",
            ["uid"] = Domain.Profiles.PaletteAiProfile.Uid,
            ["version"] = Domain.Profiles.PaletteAiProfile.Version,
            ["description"] = Domain.Profiles.PaletteAiProfile.Profile.Description,
            ["packs"] = new JsonArray([.. Domain.Profiles.PaletteAiProfile.Profile.Packs.Select(p => Pack(p.Name, p.Version, progress))]),
        }),
    };

    public static JsonObject Lifecycle(Progress? progress) => new()
    {
        ["clusterEvents"] = Events(progress, s => s.Stage.Lane.Length == 0),
        ["edgeHostEvents"] = Events(progress, s => s.Stage.Lane.Length > 0),
        ["expectedOrder"] = progress is null ? new JsonArray() : Expected(progress),
    };

    public static JsonObject Nodes(Progress? progress, DateTimeOffset now) => new()
    {
        ["nodes"] = new JsonArray([.. (progress?.Nodes ?? []).Select(n => new JsonObject
        {
            ["nodeName"] = n.Node.Name,
            ["edgeHostID"] = n.Node.Host.Uid,
            ["ipv4"] = n.Node.Host.Address,
            ["architecture"] = "amd64",
            ["age"] = Age(now - n.JoinedAt),
            ["kubeletVersion"] = KubernetesVersion,
            ["kernelVersion"] = Hosts.RecordedFacts.Instance.KernelVersion,
            ["operatingSystem"] = "linux",
            ["osImage"] = "Ubuntu 22.04.5 LTS",
            ["nodeStatus"] = new JsonObject { ["conditionType"] = "Ready", ["status"] = n.ReadyAt is null ? "False" : "True", ["reason"] = n.ReadyAt is null ? "KubeletNotReady" : "KubeletReady", ["message"] = n.ReadyAt is null ? "container runtime network not ready" : "kubelet is posting ready status" },
            ["nodeHealth"] = new JsonArray([.. new[] { "MemoryPressure", "DiskPressure", "PIDPressure" }.Select(c => new JsonObject { ["conditionType"] = c, ["status"] = "False", ["reason"] = "KubeletHasSufficient" + c.Replace("Pressure", "", StringComparison.Ordinal), ["message"] = "kubelet has sufficient resources" })]),
        })]),
    };

    public static JsonObject ClusterEvents(Progress? progress, string ns) => new()
    {
        ["items"] = new JsonArray([.. (progress?.Stages ?? []).Where(s => s.State != StageState.Expected).Select((s, i) => Event(s, i, progress!)).Where(e => ns.Length == 0 || e["metadata"]!["namespace"]!.GetValue<string>() == ns)]),
    };

    public static JsonObject Certificates(Progress progress) => new()
    {
        ["needsRenewal"] = false,
        ["earliestAutoRenewalTime"] = Times.Text(progress.StartedAt.AddDays(335)),
        ["certificates"] = new JsonArray([.. new[] { "kubernetes-ca", "etcd-ca", "front-proxy-ca" }.Select(ca => new JsonObject
        {
            ["name"] = ca,
            ["issueDate"] = Times.Text(progress.StartedAt),
            ["expirationDate"] = Times.Text(progress.StartedAt.AddYears(10)),
            ["childCerts"] = new JsonArray([.. progress.Nodes.Where(n => n.Node.IsControlPlane).Select(n => new JsonObject { ["name"] = ca == "kubernetes-ca" ? "apiserver" : ca == "etcd-ca" ? "etcd-server" : "front-proxy-client", ["nodeName"] = n.Node.Name, ["issueDate"] = Times.Text(n.JoinedAt), ["expirationDate"] = Times.Text(n.JoinedAt.AddYears(1)) })]),
        })]),
    };

    private static JsonObject Spec(Plan plan) => new()
    {
        ["vip"] = plan.Endpoint,
        ["hostIDs"] = new JsonArray([.. plan.Nodes.Select(n => (JsonNode)n.Host.Uid)]),
        ["ntpServers"] = new JsonArray([.. plan.NtpServers.Select(s => (JsonNode)s)]),
        ["sshKeys"] = new JsonArray([.. plan.SshKeys.Select(s => (JsonNode)s)]),
        ["overlayCIDR"] = "",
        ["nodePools"] = new JsonArray([.. plan.Nodes.GroupBy(n => n.Pool).Select(g => new JsonObject
        {
            ["pool"] = Pool(g.Key, g.First().IsControlPlane),
            ["hosts"] = new JsonArray([.. g.Select(n => new JsonObject { ["hostID"] = n.Host.Uid, ["hostName"] = n.Name, ["hostAddress"] = n.Host.Address, ["nic"] = new JsonArray(new JsonObject { ["nicName"] = "eth0", ["ip"] = n.Host.Address }) })]),
        })]),
    };

    private static JsonObject Pool(string name, bool controlPlane) => new() { ["name"] = name, ["isControlPlane"] = controlPlane, ["archType"] = "amd64" };

    private static JsonObject PoolStatus(string name, bool controlPlane, Progress progress, DateTimeOffset now) => new()
    {
        ["pool"] = Pool(name, controlPlane),
        ["nodes"] = new JsonArray([.. progress.Nodes.Where(n => n.Node.Pool == name).Select(n => new JsonObject
        {
            ["nodeName"] = n.Node.Name,
            ["ipv4"] = n.Node.Host.Address,
            ["architecture"] = "amd64",
            ["age"] = Age(now - n.JoinedAt),
            ["k8sVersion"] = KubernetesVersion,
            ["nodeState"] = n.ReadyAt is null ? "Provisioning" : "Running",
            ["health"] = n.ReadyAt is null ? Health("Unhealthy", "node is not ready yet") : Health("Healthy", ""),
        })]),
    };

    private static JsonArray Services(Plan plan) =>
    [
        .. new[] { ("palette-system", plan.Endpoint, 443), ("palette-ai", plan.Variables.GetValueOrDefault("rootDomain") is { Length: > 0 } root && !root.StartsWith("{{", StringComparison.Ordinal) ? root : plan.Endpoint, 443), ("zot-registry", plan.Endpoint, 30003) }
            .Select(s => (JsonNode)new JsonObject { ["name"] = s.Item1, ["host"] = s.Item2, ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = s.Item3, ["protocol"] = "TCP", ["appProtocol"] = "https", ["targetPort"] = "https" }) }),
    ];

    private static JsonNode Pack(string name, string version, Progress progress)
    {
        var stage = progress.Stages.FirstOrDefault(s => s.Stage.Type == StageOf(name)) ?? progress.Stages[^1];
        var status = stage.State switch { StageState.Done => "Ready", StageState.Running => "Installing", StageState.Failed => "Error", _ => "Pending" };
        var pack = new JsonObject
        {
            ["name"] = name,
            ["version"] = version,
            ["layer"] = name switch { "edge-native-byoi" => "os", "edge-k8s" => "k8s", "cni-calico" => "cni", "piraeus-operator" => "csi", _ => "addon" },
            ["type"] = "spectro",
            ["status"] = status,
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = stage.State == StageState.Done ? "True" : "False", ["reason"] = status, ["message"] = $"{stage.Stage.Label}: {status.ToLowerInvariant()}" }),
            ["contents"] = new JsonArray(new JsonObject { ["contentType"] = "chart", ["name"] = name, ["syncStatus"] = "completed", ["syncMsg"] = "" }),
        };
        if (stage.State != StageState.Expected)
        {
            pack["startTime"] = Times.Text(stage.StartedAt);
        }

        if (stage.State == StageState.Done)
        {
            pack["endTime"] = Times.Text(stage.EndedAt);
        }

        return pack;
    }

    private static string StageOf(string pack) => pack switch
    {
        "edge-native-byoi" => "OSUpgraded",
        "edge-k8s" => "ControlPlaneReady",
        "cni-calico" => "NetworkReady",
        "piraeus-operator" => "StorageReady",
        "zot-registry" => "RegistryReady",
        "ingress-nginx" or "cert-manager" => "IngressReady",
        "palette-mgmt-plane" => "PaletteReady",
        _ => "PaletteAIInstallerReady",
    };

    private static JsonArray Events(Progress? progress, Func<StageNow, bool> which) =>
        [.. (progress?.Stages ?? []).Where(s => s.State != StageState.Expected && which(s)).Select(s => Condition(s, s.Stage.Lane))];

    private static JsonNode Condition(StageNow stage, string lane)
    {
        var (status, word) = stage.State switch { StageState.Done => ("True", "done"), StageState.Failed => ("Error", "failed"), _ => ("Unknown", "in progress") };
        return new JsonObject
        {
            ["type"] = stage.Stage.Type,
            ["status"] = status,
            ["reason"] = stage.Stage.Reason,
            ["message"] = lane.Length == 0 ? $"{stage.Stage.Label}: {word}" : $"{lane}: {stage.Stage.Label} {word}",
            ["lastTransitionTime"] = Times.Text(stage.State == StageState.Running ? stage.StartedAt : stage.EndedAt),
        };
    }

    private static JsonArray Expected(Progress progress) =>
    [
        .. progress.Stages.GroupBy(s => s.Stage.Category).Select((category, i) => (JsonNode)new JsonObject
        {
            ["category"] = category.Key,
            ["order"] = i + 1,
            ["conditionsOrder"] = new JsonArray([.. category.GroupBy(s => s.Stage.Type).Select(g => g.MaxBy(s => s.Stage.End)!).OrderBy(s => s.Stage.End).Select((s, k) => new JsonObject
            {
                ["order"] = k + 1,
                ["type"] = s.Stage.Type,
                ["typeLabel"] = s.Stage.Label,
                ["reason"] = s.Stage.Reason,
                ["reasonLabel"] = s.Stage.Label,
            })]),
        }),
    ];

    private static JsonObject Event(StageNow stage, int number, Progress progress)
    {
        var ns = stage.Stage.Type switch { "PaletteReady" => "cp-system", "PaletteAIInstallerReady" => "mural-system", "IngressReady" => "ingress-nginx", _ => "kube-system" };
        var at = stage.State == StageState.Running ? stage.StartedAt : stage.EndedAt;
        var node = progress.Plan.Nodes.FirstOrDefault(n => n.Host.Uid == stage.Stage.Lane)?.Name ?? progress.Plan.Name;
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = string.Create(CultureInfo.InvariantCulture, $"{node}.{number:x8}"), ["namespace"] = ns, ["uid"] = string.Create(CultureInfo.InvariantCulture, $"event-{number:d4}"), ["creationTimestamp"] = Times.Text(at) },
            ["reason"] = stage.Stage.Reason,
            ["message"] = $"{stage.Stage.Label}: {(stage.State == StageState.Done ? "done" : stage.State == StageState.Failed ? "failed" : "started")}",
            ["severity"] = stage.State == StageState.Failed ? "Warning" : "Normal",
            ["source"] = new JsonObject { ["component"] = "stylus-operator", ["host"] = node },
            ["involvedObject"] = new JsonObject { ["kind"] = stage.Stage.Lane.Length > 0 ? "Node" : "SpectroCluster", ["name"] = node, ["namespace"] = ns, ["apiVersion"] = "v1" },
        };
    }

    private static JsonObject Health(string status, string reason) => new() { ["status"] = status, ["reason"] = reason };

    private static string Reason(Progress progress, string state) => state switch
    {
        "Error" => $"{progress.FailedStage!.Label}: timed out waiting for the condition {progress.FailedStage.Type}",
        "Running" => "",
        "Deleting" => "cluster is being deleted",
        _ => progress.Stages.LastOrDefault(s => s.State == StageState.Running) is { } stage ? stage.Stage.Label : "waiting for the hosts",
    };

    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalSeconds}s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes}m"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays}d"),
    };
}
