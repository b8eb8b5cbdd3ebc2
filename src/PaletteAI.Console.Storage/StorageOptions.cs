namespace PaletteAI.Console.Storage;

/// <summary>Where the console keeps its state.</summary>
public sealed record StorageOptions
{
    /// <summary>Folder of <c>console.db</c>; made when missing, readable by the console's account only.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Folder of the Data Protection keys; <c>keys</c> in the data folder when empty. Without it, secrets must be entered again.</summary>
    public string KeysDirectory { get; init; } = "";

    /// <summary>Most counters of failed sign-ins that are kept.</summary>
    public int MaxThrottleCounters { get; init; } = 20_000;
}
