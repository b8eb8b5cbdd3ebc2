namespace PaletteAI.Console.Sandbox.Hosts.Machines;

/// <summary>
/// Faults of a simulated host, a word per line in the file <c>faults</c> of its folder, read at each use: anybody can switch them while it runs.
/// </summary>
internal sealed class MachineFaults(string folder)
{
    public const string FileName = "faults";

    /// <summary>Nothing answers.</summary>
    public bool IsUnreachable => Has("unreachable");

    /// <summary>A write is cut in the middle.</summary>
    public bool CutsWrites => Has("write-cut");

    /// <summary>No room to write.</summary>
    public bool HasFullDisk => Has("disk-full");

    /// <summary>The host presents another key.</summary>
    public bool HasOtherKey => Has("key-changed");

    /// <summary>Small writes take 30 ms.</summary>
    public bool HasSlowDisk => Has("slow-disk");

    /// <summary>Addresses somebody else holds: <c>address-taken 10.10.10.100</c>.</summary>
    public bool IsTaken(string address) => Has($"address-taken {address}");

    private bool Has(string line)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) && File.ReadAllLines(path).Any(l => l.Trim() == line);
    }
}
