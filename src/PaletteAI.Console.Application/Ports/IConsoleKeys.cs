namespace PaletteAI.Console.Application.Ports;

/// <summary>Random keys of this installation: they blind names in counters and logs and sign device cookies.</summary>
public interface IConsoleKeys
{
    /// <summary>The 256-bit key of that name. Made at first use, kept encrypted; made anew when it can no longer be read.</summary>
    ValueTask<byte[]> GetAsync(string name, CancellationToken ct);
}
