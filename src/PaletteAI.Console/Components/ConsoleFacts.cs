namespace PaletteAI.Console.Components;

/// <summary>What every page says about this console; fixed while it runs.</summary>
public sealed record ConsoleFacts
{
    /// <summary>Name in the top bar: the appliance's address, or its configured name.</summary>
    public required string ApplianceName { get; init; }

    /// <summary>Whether the appliance is simulated.</summary>
    public bool Sandbox { get; init; }

    /// <summary>How many times faster than real the sandbox runs; 1 without it.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>The console's own version.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 of the console's own certificate.</summary>
    public required string CertificateSha256 { get; init; }

    /// <summary>The appliance's API as configured.</summary>
    public required string ApplianceUrl { get; init; }

    /// <summary>Folder of drafts, journal, sessions, audit log and keys.</summary>
    public string DataFolder { get; init; } = "";
}
