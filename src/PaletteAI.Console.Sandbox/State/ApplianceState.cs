using System.Text.Json.Nodes;

namespace PaletteAI.Console.Sandbox.State;

/// <summary>What the simulated appliance remembers; a JSON file in the data folder.</summary>
internal sealed class ApplianceState
{
    public Dictionary<string, HostState> Hosts { get; set; } = [];

    public ClusterState? Cluster { get; set; }

    /// <summary>Create requests so far: a deleted cluster's successor is another cluster.</summary>
    public int Created { get; set; }

    /// <summary>Whether the links of the scenario were made once.</summary>
    public bool HasLinks { get; set; }

    public JsonObject? UploadedArchive { get; set; }

    /// <summary>Port the cluster's API had last.</summary>
    public int ClusterPort { get; set; }
}

/// <summary>A host's own secrets and accounts.</summary>
internal sealed class HostState
{
    public int Port { get; set; }

    /// <summary>PKCS #12 of its certificate, base64.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>Key its tokens are signed with, base64.</summary>
    public string TokenKey { get; set; } = "";

    /// <summary>A password set by its user; null = the one announced at start.</summary>
    public string? ChangedPassword { get; set; }

    /// <summary>Its leader; null = none but itself.</summary>
    public string? LinkedTo { get; set; }

    /// <summary>When it was linked; null = long ago.</summary>
    public DateTimeOffset? LinkedAt { get; set; }

    public bool FirstLoginDone { get; set; }

    public int FailedLogins { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Ids of tokens that were logged out.</summary>
    public List<string> RevokedTokens { get; set; } = [];

    public List<string> SshKeys { get; set; } = [];
}

/// <summary>The cluster: what was asked for and when. All progress follows from it.</summary>
internal sealed class ClusterState
{
    public required JsonObject Request { get; set; }

    public required DateTimeOffset StartedAt { get; set; }

    public required string Uid { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }
}
