namespace PaletteAI.Console.Sandbox;

/// <summary>Faults of the simulated Kubernetes API and cluster.</summary>
public sealed class KubernetesFaults
{
    internal event Action? WatchesCut;

    internal event Action? WatchesExpired;

    /// <summary>Nothing answers: new connections are dropped, open ones cut.</summary>
    public bool Away { get; set; }

    /// <summary>Connections are accepted and requests never answered.</summary>
    public bool Hangs { get; set; }

    /// <summary>Every answer waits this long first.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Watches stay open and say nothing, not even bookmarks.</summary>
    public bool SilentWatches { get; set; }

    /// <summary>This share of requests (0–1) is answered with 500.</summary>
    public double FailureRate { get; set; }

    /// <summary>Node that is Ready and NotReady in turn, ten seconds each; null = none.</summary>
    public string? FlappingNode { get; set; }

    /// <summary>Node whose kubelet reports no more; null = none.</summary>
    public string? SilentNode { get; set; }

    /// <summary>Images that begin so cannot be pulled; null = all can.</summary>
    public string? UnpullableImages { get; set; }

    /// <summary>Containers of pods whose name begins so end with an error again and again; null = none.</summary>
    public string? CrashingPods { get; set; }

    /// <summary>Runs of the installer fail.</summary>
    public bool InstallerFails { get; set; }

    /// <summary>Ends every open watch in the middle of its connection.</summary>
    public void CutWatches() => WatchesCut?.Invoke();

    /// <summary>Every open watch is told 410, and earlier versions are gone.</summary>
    public void ExpireWatches() => WatchesExpired?.Invoke();
}
