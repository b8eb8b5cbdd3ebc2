using System.Collections.Immutable;
using PaletteAI.Console.Domain.Hosts.Facts;

namespace PaletteAI.Console.Domain.Checks.Hosts;

/// <summary>A row of the table of host checks. A pure function over gathered facts.</summary>
/// <param name="Id">Stable kebab-case id.</param>
/// <param name="Severity">Of a failure.</param>
/// <param name="Ignorable">Whether a person may set it aside.</param>
/// <param name="Evidence">Parts of the facts or probes it rests on, see <see cref="FactScript"/> and <see cref="ProbeScript"/>.</param>
/// <param name="Why">Why it matters, as a sentence.</param>
/// <param name="Fix">What to do, as a sentence.</param>
/// <param name="Evaluate">For one host of all.</param>
public sealed record HostCheck(
    string Id, Severity Severity, bool Ignorable, ImmutableArray<string> Evidence, string Why, string Fix, Func<HostUnderTest, HostCheckFacts, HostOutcome> Evaluate)
{
    /// <summary>How long the evidence is good for: what a cable or a clock can change goes stale sooner than hardware.</summary>
    public TimeSpan GoodFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Fields of the spec it concerns, as prefixes.</summary>
    public ImmutableArray<string> Fields { get; init; } = ["spec.nodePools"];

    /// <summary>Whether it needs probes and not only facts.</summary>
    public bool IsProbe { get; init; }
}

/// <summary>What a check of one host came to.</summary>
/// <param name="Status">Failed means by the row's severity: a warning's failure warns.</param>
/// <param name="Message">A full sentence, also when it passed.</param>
public sealed record HostOutcome(CheckStatus Status, string Message)
{
    /// <summary>It holds.</summary>
    public static HostOutcome Pass(string message) => new(CheckStatus.Passed, message);

    /// <summary>It does not hold.</summary>
    public static HostOutcome Wrong(string message) => new(CheckStatus.Failed, message);

    /// <summary>It may not hold.</summary>
    public static HostOutcome Doubt(string message) => new(CheckStatus.Warning, message);

    /// <summary>A fact is missing.</summary>
    public static HostOutcome Pending(string message) => new(CheckStatus.Pending, message);

    /// <summary>It does not concern this host.</summary>
    public static HostOutcome None(string message) => new(CheckStatus.NotApplicable, message);

    /// <summary>Wrong when something is, else passed.</summary>
    public static HostOutcome Of(string? wrong, string passed) => wrong is null ? Pass(passed) : Wrong(wrong);
}

/// <summary>A result with its evidence.</summary>
/// <param name="Id">Of the check, or the code of a connection problem.</param>
/// <param name="Host">The host; empty = the hosts together.</param>
/// <param name="Status">What it came to.</param>
/// <param name="Severity">Of a failure.</param>
/// <param name="Ignorable">Whether a person may set it aside.</param>
/// <param name="Message">A full sentence.</param>
/// <param name="Fix">What to do; empty when it passed.</param>
/// <param name="Evidence">What it rests on.</param>
public sealed record HostCheckResult(
    string Id, string Host, CheckStatus Status, Severity Severity, bool Ignorable, string Message, string Fix, CheckEvidence Evidence)
{
    /// <summary>Whether its evidence may no longer be relied on.</summary>
    public bool IsExpired(DateTimeOffset now) => Evidence.TakenAt + Evidence.GoodFor < now;

    /// <summary>Whether Deploy is refused because of it.</summary>
    public bool Blocks => Severity == Severity.Error && Status is CheckStatus.Failed or CheckStatus.Error;
}

/// <summary>What a result rests on.</summary>
/// <param name="Command">What ran on the host; empty = nothing did.</param>
/// <param name="Output">What it printed.</param>
/// <param name="TakenAt">When.</param>
/// <param name="GoodFor">How long that may be relied on.</param>
/// <param name="IsSimulated">Whether it is recorded output.</param>
public sealed record CheckEvidence(string Command, string Output, DateTimeOffset TakenAt, TimeSpan GoodFor, bool IsSimulated = false);
