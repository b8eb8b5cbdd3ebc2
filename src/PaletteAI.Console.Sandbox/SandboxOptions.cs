using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Sandbox;

/// <summary>How the simulated appliance is set up.</summary>
public sealed record SandboxOptions
{
    /// <summary>Scenario with three linked hosts.</summary>
    public const string ThreeNodes = "three-nodes";

    /// <summary>Scenario with one host.</summary>
    public const string SingleNode = "single-node";

    /// <summary>Folder the sandbox keeps its state and its hosts' files in.</summary>
    public required string DataFolder { get; init; }

    /// <summary><see cref="ThreeNodes"/> or <see cref="SingleNode"/>.</summary>
    public string Scenario { get; init; } = ThreeNodes;

    /// <summary>How many times faster than a real appliance; 1–10,000. 30 makes the guide's half hour about a minute.</summary>
    public double TimeScale { get; init; } = 30;

    /// <summary>Password of the appliance's user; null = a new random one at each start.</summary>
    public Secret? Password { get; init; }

    /// <summary>Ask for a new password at the first sign-in.</summary>
    public bool FirstLogin { get; init; }

    /// <summary>Name of a second user with the same password, for trying what two operators do at once; empty = none.</summary>
    public string SecondUser { get; init; } = "";

    /// <summary>Faults to play.</summary>
    public SandboxFaults Faults { get; init; } = new();
}

/// <summary>Faults that can be switched on and off while the sandbox runs. Stages are named by their condition type, e.g. <c>StorageReady</c>.</summary>
public sealed class SandboxFaults
{
    /// <summary>The deployment ends in Error when it reaches this stage; null = never.</summary>
    public string? FailAtStage { get; set; }

    /// <summary>The deployment never gets past this stage; null = never.</summary>
    public string? StallAtStage { get; set; }

    /// <summary>Create cluster answers 500.</summary>
    public bool RefuseCreate { get; set; }

    /// <summary>Every answer waits this long first.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Faults of the cluster and its API.</summary>
    public KubernetesFaults Kubernetes { get; } = new();

    /// <summary>Faults of the way to the cluster's endpoints.</summary>
    public EndpointFaults Endpoints { get; } = new();
}
