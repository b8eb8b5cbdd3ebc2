namespace PaletteAI.Console.Domain;

/// <summary>How much a <see cref="Finding"/> weighs.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing to do.</summary>
    Info,

    /// <summary>Probably not what the operator wants; may be accepted.</summary>
    Warning,

    /// <summary>The input cannot be used as it stands.</summary>
    Error,
}
