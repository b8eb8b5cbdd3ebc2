using System.Collections.Immutable;
using System.Threading.Channels;
using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Operations.Deployments;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Deployments;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Tests.Clusters;

/// <summary>What the overview's operations answer.</summary>
internal sealed class OverviewWorld
{
    public OverviewWorld()
    {
        Gateway.Answer<GetDeployment, DeploymentView>(_ => Deployment is null ? new Error(ErrorKind.NotFound, "no-deployment", "None.") : Deployment);
        Gateway.Answer<GetCluster, ClusterReport>(_ => Away is null ? new ClusterReport(Cluster, HasKubeconfig, Time.GetUtcNow()) : Away);
        Gateway.Answer<GetApplications, ImmutableArray<ApplicationStatus>>(_ => Packs);
        Gateway.Answer<GetClusterEvents, ImmutableArray<ClusterEvent>>(_ => Events);
        Gateway.Answer<GetHealth, HealthReport>(_ => Health);
        Gateway.Answer<WatchDeployment, DeploymentWatch>(w => new DeploymentWatch(Views.Reader.ReadAllAsync(w.PageEnd)));
    }

    public ManualTime Time { get; } = new();

    public ScriptedGateway Gateway { get; } = new();

    public DeploymentView? Deployment { get; set; }

    public ClusterDetails? Cluster { get; set; }

    public bool HasKubeconfig { get; set; } = true;

    public Error? Away { get; set; }

    public Channel<DeploymentView> Views { get; } = Channel.CreateUnbounded<DeploymentView>();

    public ImmutableArray<ApplicationStatus> Packs { get; set; } = [new("appliance", "cni-calico", "3.29.2", "cni", "Ready", null, null, [])];

    public ImmutableArray<ClusterEvent> Events { get; set; } = [];

    public HealthReport Health { get; set; } = new(Verdict.Unknown, null, [], [], [], DateTimeOffset.UnixEpoch);

    public static ClusterDetails Running { get; } = new()
    {
        Name = "edge-ai",
        State = "Running",
        Health = "Healthy",
        Vip = "10.10.10.100",
        KubernetesVersion = "v1.32.3",
        Nodes = [new("edge-1", "control-plane-pool", true, "10.10.10.11", "amd64", "v1.32.3", "Running", "Healthy", "", "4m")],
        Services = [new("palette-ai", "ai.example.org", [new("https", 443, "TCP")])],
    };

    public DeploymentView View(DeploymentPhase phase, int minutes, Error? failure = null, params Milestone[] milestones)
    {
        var started = Time.GetUtcNow().AddMinutes(-minutes);
        var ended = phase is DeploymentPhase.Running or DeploymentPhase.Failed ? Time.GetUtcNow() : (DateTimeOffset?)null;
        var course = new DeploymentCourse
        {
            ClusterName = "edge-ai",
            State = phase switch { DeploymentPhase.Running => CourseState.Succeeded, DeploymentPhase.Failed => CourseState.Failed, DeploymentPhase.Requested => CourseState.Requesting, _ => CourseState.Deploying },
            StartedAt = started,
            EndedAt = ended,
            LastHeartbeatAt = Time.GetUtcNow(),
            Hosts = [new("h1", "edge-1", "control-plane-pool", true), new("h2", "edge-2", "control-plane-pool", true)],
            ExpectedOrder = [new("Hosts", 1, [new("Host", "", "Prepared", "Preparing the host", 1), new("Host", "", "Joined", "Joining the cluster", 2)])],
            Milestones = [.. milestones],
            Failure = failure,
        };
        return new DeploymentView
        {
            Id = "d1",
            ClusterName = "edge-ai",
            StartedBy = "ops",
            StartedAt = started,
            EndedAt = ended,
            Phase = phase,
            Course = course,
            Timeline = DeploymentTimeline.Build(course, Time.GetUtcNow(), DeploymentPace.Real),
            Failure = failure,
            NextActions = failure is null ? [] : ["Read the stage marked Failed."],
            PlanSha256 = "",
            TakenAt = Time.GetUtcNow(),
        };
    }

    public Milestone Done(string lane, string reason, int minutesAgo) => new(lane, "Host", reason, MilestoneState.Done, "", Time.GetUtcNow().AddMinutes(-minutesAgo));
}
