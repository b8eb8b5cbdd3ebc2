namespace PaletteAI.Console.Domain;

/// <summary>One result of judging an input: where, what, and what to type instead.</summary>
/// <param name="Path">Place in the document in the path syntax of <c>docs/paths.md</c>, e.g. <c>spec.nodePools[0].name</c>. Empty for the whole document.</param>
/// <param name="Code">Stable kebab-case code.</param>
/// <param name="Severity">An error makes the input unusable.</param>
/// <param name="Message">What is wrong and why it matters, as a sentence. Never holds a secret.</param>
/// <param name="Fix">What to do, as a sentence.</param>
public sealed record Finding(string Path, string Code, Severity Severity, string Message, string Fix)
{
    /// <summary>Line from 1 in the text that was read; 0 when the input was no text.</summary>
    public int Line { get; init; }

    /// <summary>Column from 1; 0 when the input was no text.</summary>
    public int Column { get; init; }

    /// <summary>Makes a finding of severity error.</summary>
    public static Finding Error(string path, string code, string message, string fix) => new(path, code, Severity.Error, message, fix);

    /// <summary>Makes a finding of severity warning.</summary>
    public static Finding Warning(string path, string code, string message, string fix) => new(path, code, Severity.Warning, message, fix);

    /// <summary>Makes a finding of severity info.</summary>
    public static Finding Info(string path, string code, string message, string fix = "") => new(path, code, Severity.Info, message, fix);
}
