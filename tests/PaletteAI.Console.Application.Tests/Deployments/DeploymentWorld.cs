using Microsoft.Extensions.Logging.Abstractions;
using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Application.Live;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Deployments;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Deployments;

/// <summary>An appliance, a journal and a clock that outlive the console's process.</summary>
internal sealed class DeploymentWorld
{
    public const string Id = "d1";

    private static readonly TimeSpan _prepared = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _ready = TimeSpan.FromMinutes(10);

    public DeploymentWorld(params int[] cuts)
    {
        Cutter = new Cutter(cuts);
        Appliance = new ScriptedAppliance(Time)
        {
            Progress = (age, c) => age < _ready ? c : c with { State = "Running", Health = "Healthy" },
            Lifecycle = age => new LifecycleEvents(
                [],
                age < _prepared ? [] : [new("Host", "True", "Prepared", "edge-1 is prepared", null, null), new("Host", "True", "Prepared", "edge-2 is prepared", null, null)],
                [new("Hosts", 1, [new("Host", "Host", "Prepared", "Preparing the host", 1)])]),
        };
        SignIn = new ScriptedSignIn(Time);
    }

    public ManualTime Time { get; } = new();

    public Cutter Cutter { get; }

    public ScriptedAppliance Appliance { get; }

    public ScriptedSignIn SignIn { get; }

    public MemoryDeploymentStore Store { get; } = new();

    public DeploymentRecord Plan => new()
    {
        Id = Id,
        ClusterName = "edge-ai",
        StartedBy = "ops",
        StartedAt = Time.GetUtcNow(),
        SpecYaml = "",
        PlanSha256 = "",
        PendingRequest = new Secret("{}"),
        HostUids = ["h1", "h2"],
        Hosts = [new("h1", "edge-1", "control-plane-pool", true), new("h2", "edge-2", "control-plane-pool", true)],
        Token = new Secret("token-0"),
        TokenExpiresAt = Time.GetUtcNow().AddHours(2),
    };

    /// <summary>A new process of the console.</summary>
    public Process Start()
    {
        var store = new CuttingDeploymentStore(Store, Cutter);
        var appliance = new CuttingAppliance(Appliance, Cutter);
        var feed = new DeploymentFeed(Time);
        var work = new DeploymentWork(
            store, new RequestStep(appliance, Time), new ObserveStep(appliance, store, DeploymentPace.Real, Time),
            new DeploymentToken(SignIn, store, Time, NullLogger<DeploymentToken>.Instance), feed, DeploymentPace.Real, Time);
        return new Process(work, new DeploymentRunner(work, store, DeploymentPace.Real, NullLogger<DeploymentRunner>.Instance), feed);
    }

    public async Task<DeploymentRecord> RecordAsync() => await Store.FindAsync(Id, default) ?? throw new InvalidOperationException("No record.");

    internal sealed record Process(DeploymentWork Work, DeploymentRunner Runner, DeploymentFeed Feed);
}
