using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations;

/// <summary>Everything that is declared about one operation.</summary>
public sealed record OperationDescriptor
{
    /// <summary>Stable dotted name.</summary>
    public required string Name { get; init; }

    /// <summary>Input record.</summary>
    public required Type Input { get; init; }

    /// <summary>Output type.</summary>
    public required Type Output { get; init; }

    /// <summary>Class that does the work; null when there is none, which a test forbids.</summary>
    public Type? Handler { get; init; }

    /// <summary>Needed permission.</summary>
    public required Permission Permission { get; init; }

    /// <summary>How it is recorded.</summary>
    public required AuditMode Audit { get; init; }

    /// <summary>HTTP method; empty without an API route.</summary>
    public required string Method { get; init; }

    /// <summary>HTTP path; empty without an API route.</summary>
    public required string Path { get; init; }

    /// <summary>Command-line twin; empty without one.</summary>
    public required string Cli { get; init; }

    /// <summary>Why it has no API route or command-line twin; empty when it has both.</summary>
    public required string BrowserOnlyBecause { get; init; }

    /// <summary>Time limit.</summary>
    public required TimeSpan Timeout { get; init; }
}
