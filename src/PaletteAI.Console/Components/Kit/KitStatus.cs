namespace PaletteAI.Console.Components.Kit;

/// <summary>The one vocabulary of states: each has a shape, a word and a colour.</summary>
public enum KitStatus
{
    /// <summary>✓</summary>
    Healthy,

    /// <summary>✓</summary>
    Passed,

    /// <summary>▲</summary>
    Degraded,

    /// <summary>▲</summary>
    Warning,

    /// <summary>✕</summary>
    Failing,

    /// <summary>✕</summary>
    Failed,

    /// <summary>✕</summary>
    Error,

    /// <summary>◔</summary>
    InProgress,

    /// <summary>◷ for a person.</summary>
    Waiting,

    /// <summary>○ a fact is missing.</summary>
    Pending,

    /// <summary>–</summary>
    NotApplicable,

    /// <summary>⊘ with its reason.</summary>
    Ignored,

    /// <summary>?</summary>
    Unknown,

    /// <summary>◌</summary>
    Stale,

    /// <summary>i: worth knowing, nothing to do.</summary>
    Info,
}
