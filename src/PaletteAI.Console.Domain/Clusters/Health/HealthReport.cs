using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Clusters.Health;

/// <summary>The console's own verdict on the cluster.</summary>
public enum Verdict
{
    /// <summary>Everything that was looked at is as it should be, seen from inside and from outside.</summary>
    Healthy,

    /// <summary>Nothing is wrong; something is still to happen, e.g. the operator has to label a node.</summary>
    Waiting,

    /// <summary>Part of it does not work; the rest does.</summary>
    Degraded,

    /// <summary>Something people need does not work at all.</summary>
    Failing,

    /// <summary>It cannot be said: facts are missing or old.</summary>
    Unknown,
}

/// <summary>How much a cause weighs.</summary>
public enum CauseWeight
{
    /// <summary>Worth knowing; decides nothing.</summary>
    Note,

    /// <summary>Makes the verdict waiting.</summary>
    Waiting,

    /// <summary>A fact is missing: the verdict cannot be healthy.</summary>
    Unsure,

    /// <summary>Makes the verdict degraded.</summary>
    Degraded,

    /// <summary>Makes the verdict failing.</summary>
    Failing,

    /// <summary>Without it nothing can be said: makes the verdict unknown whatever else there is.</summary>
    Blind,
}

/// <summary>One cause, with all that suffer from it.</summary>
/// <param name="Code">Stable kebab-case code, see <see cref="CauseCodes"/>.</param>
/// <param name="Subject">What it comes from: a registry, ConfigMap, label key, taint, node, workload.</param>
/// <param name="Since">Since when; null when nothing tells.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Fix">What to do, as a sentence.</param>
/// <param name="Victims">Who suffers: pods as <c>namespace/name</c>, else other objects.</param>
public sealed record HealthCause(
    string Code, CauseWeight Weight, string Namespace, string Subject, DateTimeOffset? Since, string Message, string Fix, ImmutableArray<string> Victims)
{
    /// <summary>What makes two causes of two reports the same.</summary>
    public string Key => $"{Code} {Namespace} {Subject}";
}

/// <summary>A fact that was looked at.</summary>
/// <param name="Source">Where it comes from, e.g. <c>Kubernetes API</c>.</param>
/// <param name="AsOf">When it was current; null = it could not be had.</param>
/// <param name="IsStale">Older than facts of its kind may be.</param>
public sealed record HealthFact(string Name, string Value, string Source, DateTimeOffset? AsOf, bool IsStale = false);

/// <summary>Verdict, causes and facts at a moment.</summary>
/// <param name="Since">Since when the verdict holds, as far as its causes tell; null when they do not.</param>
/// <param name="Causes">Root cause first; notes are not among them.</param>
/// <param name="Notes">What is worth knowing and decides nothing.</param>
public sealed record HealthReport(
    Verdict Verdict, DateTimeOffset? Since, ImmutableArray<HealthCause> Causes, ImmutableArray<HealthCause> Notes, ImmutableArray<HealthFact> Facts, DateTimeOffset JudgedAt)
{
    /// <summary>A run of the installer is known to have succeeded.</summary>
    public bool InstallerHasSucceeded { get; init; }
}
