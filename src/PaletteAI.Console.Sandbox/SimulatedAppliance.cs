using System.Text.Json.Nodes;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Sandbox.Api;
using PaletteAI.Console.Sandbox.Deployment;
using PaletteAI.Console.Sandbox.Hosts;
using PaletteAI.Console.Sandbox.Kubernetes;
using PaletteAI.Console.Sandbox.State;

namespace PaletteAI.Console.Sandbox;

/// <summary>What all hosts of the simulated group share: the cluster and the imported definition.</summary>
internal sealed class SimulatedAppliance(SandboxOptions options, StateFile state, IReadOnlyList<SimulatedHost> hosts, TimeProvider time) : IClusterSnapshotSource
{
    // Hosts restart after a delete; the cluster is gone when they are back.
    private const double DeleteMinutes = 4;
    private readonly DateTimeOffset _born = time.GetUtcNow();

    /// <summary>Address of a name in the simulated network.</summary>
    public Func<string, System.Net.IPAddress?> Resolve { get; set; } = _ => null;

    public DateTimeOffset Born => _born;

    /// <summary>SHA-256 of the values file of a host, by its id; set once the hosts' files are there.</summary>
    public Func<string, string> ValuesSha256 { get; set; } = _ => "";

    public IReadOnlyList<SimulatedHost> Hosts => hosts;

    public HostLinks Links { get; } = new(state, hosts, options.TimeScale, time);

    public SandboxFaults Faults => options.Faults;

    public double TimeScale => options.TimeScale;

    /// <summary>The cluster's kubeconfig; set once the Kubernetes part listens.</summary>
    public Func<string> Kubeconfig { get; set; } = () => "";

    public IReadOnlyList<string> Addresses { get; } = [.. hosts.Select(h => h.Address)];

    public JsonObject HostInfo(SimulatedHost host) => HostView.Of(host, Progress(), options.TimeScale, _born);

    /// <summary>Link status as a host sees it; null = never linked.</summary>
    public JsonObject? Link(SimulatedHost host)
    {
        if (Links.StatusOf(host) is not { } status)
        {
            return null;
        }

        var progress = Progress();
        var peers = Links.GroupOf(host).Where(h => h != host).Select(h =>
        {
            var peer = HostView.Peer(h, progress, options.TimeScale, _born);
            peer["role"] = Links.LeaderOf(h) == h ? "leader" : "follower";
            peer["contentSyncStatus"] = Links.ContentOf(h);
            return peer;
        });
        return new JsonObject { ["status"] = status, ["errorMessage"] = "", ["peers"] = new JsonArray([.. peers]) };
    }

    /// <summary>Whether a host is part of the cluster.</summary>
    public bool InCluster(string uid) => Progress()?.Plan.Nodes.Any(n => n.Host.Uid == uid) == true;

    public bool IsRebooting(SimulatedHost host)
    {
        var deletedAt = state.Read(s => s.Cluster?.DeletedAt);
        return Progress()?.IsRebooting(host.Uid) == true
            || (deletedAt is { } at && (time.GetUtcNow() - at).TotalMinutes * options.TimeScale is > 1 and < DeleteMinutes - 1);
    }

    /// <summary>The deployment; null when there is no cluster.</summary>
    public Progress? Progress()
    {
        var now = time.GetUtcNow();
        var cluster = state.Read(s => s.Cluster);
        if (cluster is null || (cluster.DeletedAt is { } at && (now - at).TotalMinutes * options.TimeScale >= DeleteMinutes))
        {
            return null;
        }

        var plan = Plan.Read(cluster.Request, hosts).Plan;
        return plan is null ? null : new Progress(plan, cluster.StartedAt, options.TimeScale, options.Faults, now);
    }

    public (JsonObject? Details, bool Deleting) Cluster()
    {
        if (Progress() is not { } progress)
        {
            return (null, false);
        }

        var (uid, deleting) = state.Read(s => (s.Cluster!.Uid, s.Cluster.DeletedAt is not null));
        return (ClusterView.Details(progress, uid, deleting, progress.IsRunning && !deleting ? Kubeconfig() : null, time.GetUtcNow()), deleting);
    }

    public JsonObject? Request() => Progress() is null ? null : state.Read(s => (JsonObject)s.Cluster!.Request.DeepClone());

    /// <summary>Creates the cluster; a sentence when it is refused.</summary>
    public string? Create(JsonObject request)
    {
        var (plan, problem) = Plan.Read(request, Links.GroupOf(hosts[0]));
        if (Progress() is not null)
        {
            return "a cluster already exists on this host";
        }

        if (options.Faults.RefuseCreate || plan is null)
        {
            return options.Faults.RefuseCreate ? "internal error: could not write the cluster definition" : problem;
        }

        state.Change(s =>
        {
            s.Created++;
            s.Cluster = new ClusterState { Request = (JsonObject)request.DeepClone(), StartedAt = time.GetUtcNow(), Uid = $"{Guid.NewGuid():n}"[..24] };
        });
        return null;
    }

    public bool Delete() => Progress() is not null && state.Change(s =>
    {
        s.Cluster!.DeletedAt ??= time.GetUtcNow();
        return true;
    });

    public JsonObject EmbeddedArchive() => ArchiveView.Of(PaletteAiProfile.Profile, ArchiveView.EmbeddedPath, hosts.Count == 1);

    public JsonObject? UploadedArchive() => state.Read(s => (JsonObject?)s.UploadedArchive?.DeepClone());

    public void Upload(string path) => state.Change(s => s.UploadedArchive = ArchiveView.Of(PaletteAiProfile.Profile, path, hosts.Count == 1));

    public ClusterSnapshot? Current()
    {
        if (Progress() is not { ApiSince: { } since } progress)
        {
            return null;
        }

        return new ClusterSnapshot
        {
            Name = progress.Plan.Name,
            Uid = state.Read(s => s.Cluster!.Uid),
            Endpoint = progress.Plan.Endpoint,
            KubernetesVersion = ClusterView.KubernetesVersion,
            CreatedAt = since,
            Nodes = [.. progress.Nodes.Select(n => new ClusterNodeSnapshot(
                n.Node.Name, n.Node.Host.Uid, n.Node.Host.Address, n.Node.IsControlPlane, n.JoinedAt, n.ReadyAt, progress.IsRebooting(n.Node.Host.Uid),
                n.Node.Labels, [.. n.Node.Taints.Select(t => new NodeTaintSnapshot(t.Key, t.Value, t.Effect))], RecordedFacts.Instance.KernelVersion))],
            Reached = progress.Stages.Where(s => s.State == StageState.Done && s.Stage.Lane.Length == 0).ToDictionary(s => s.Stage.Type, s => s.EndedAt),
            Begun = progress.Stages.Where(s => s.State != StageState.Expected && s.Stage.Lane.Length == 0).ToDictionary(s => s.Stage.Type, s => s.StartedAt),
            ValuesNodeSelector = progress.Plan.Flag("enableValuesNodeSelector"),
            RootDomain = progress.Plan.Variables.GetValueOrDefault("rootDomain") ?? "",
            ValuesSha256 = ValuesSha256,
        };
    }

    public async Task WaitForChangeAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var next = Progress()?.NextChange(now) is { } at && at - now < TimeSpan.FromSeconds(1) ? at - now : TimeSpan.FromSeconds(1);
        await Task.Delay(next + TimeSpan.FromMilliseconds(1), time, ct);
    }
}
