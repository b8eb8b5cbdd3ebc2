using System.Collections.Immutable;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Domain.Checks;

/// <summary>What a check came to.</summary>
public enum CheckStatus
{
    /// <summary>Holds.</summary>
    Passed,

    /// <summary>Does not hold, and blocks.</summary>
    Failed,

    /// <summary>Does not hold; the operator may accept it.</summary>
    Warning,

    /// <summary>A fact is missing: never a pass.</summary>
    Pending,

    /// <summary>Does not concern this install.</summary>
    NotApplicable,

    /// <summary>The check itself failed.</summary>
    Error,

    /// <summary>Set aside by a person, with a reason.</summary>
    Ignored,
}

/// <summary>What a check is about.</summary>
public enum CheckScope
{
    /// <summary>The spec and the cluster as a whole.</summary>
    Cluster,

    /// <summary>The hosts.</summary>
    Hosts,
}

/// <summary>What a check's function returns.</summary>
/// <param name="Status">Passed, Failed, Warning, Pending or NotApplicable.</param>
/// <param name="Message">A full sentence, also when it passed.</param>
/// <param name="Findings">What is wrong where; empty when passed.</param>
public sealed record CheckOutcome(CheckStatus Status, string Message, ImmutableArray<Finding> Findings)
{
    /// <summary>It holds.</summary>
    public static CheckOutcome Pass(string message) => new(CheckStatus.Passed, message, []);

    /// <summary>A fact is missing.</summary>
    public static CheckOutcome Pending(string message) => new(CheckStatus.Pending, message, []);

    /// <summary>It does not concern this install.</summary>
    public static CheckOutcome None(string message) => new(CheckStatus.NotApplicable, message, []);

    /// <summary>Judges by the findings: an error fails, a warning warns, infos and nothing pass.</summary>
    public static CheckOutcome Of(IEnumerable<Finding> findings, string passed)
    {
        ImmutableArray<Finding> all = [.. findings];
        var worst = all.Length == 0 ? Severity.Info : all.Max(f => f.Severity);
        var status = worst switch { Severity.Error => CheckStatus.Failed, Severity.Warning => CheckStatus.Warning, _ => CheckStatus.Passed };
        return new CheckOutcome(status, status == CheckStatus.Passed ? passed : all.First(f => f.Severity == worst).Message, all);
    }
}

/// <summary>A row of the check table.</summary>
/// <param name="Id">Stable kebab-case id.</param>
/// <param name="Scope">What it is about.</param>
/// <param name="Severity">Of a failure.</param>
/// <param name="Ignorable">Whether a person may set it aside.</param>
/// <param name="Fields">Document paths it concerns, as prefixes.</param>
/// <param name="Why">Why it matters, as a sentence.</param>
/// <param name="Fix">What to do, as a sentence.</param>
/// <param name="Evaluate">The check: a pure function over what is known.</param>
public sealed record CheckDefinition(
    string Id, CheckScope Scope, Severity Severity, bool Ignorable, ImmutableArray<string> Fields, string Why, string Fix,
    Func<InstallSpec, InstallFacts, CheckOutcome> Evaluate);

/// <summary>A check's result.</summary>
public sealed record CheckResult(CheckDefinition Check, CheckStatus Status, string Message, ImmutableArray<Finding> Findings);
