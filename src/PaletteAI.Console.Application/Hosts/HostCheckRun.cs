using System.Collections.Immutable;

namespace PaletteAI.Console.Application.Hosts;

/// <summary>A run of host checks, on its way or over.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="Actor">Who began it.</param>
/// <param name="Hosts">Where each host stands.</param>
/// <param name="EndedAt">When it was over; null = it runs.</param>
/// <param name="Problem">Why it broke off; empty = it did not.</param>
public sealed record HostCheckRun(DateTimeOffset StartedAt, string Actor, ImmutableArray<HostCheckProgress> Hosts, DateTimeOffset? EndedAt = null, string Problem = "")
{
    /// <summary>Whether it is on its way.</summary>
    public bool IsRunning => EndedAt is null;
}

/// <summary>Where a run stands with a host.</summary>
/// <param name="Host">Id of the host.</param>
/// <param name="Stage">What it is at.</param>
/// <param name="Message">A sentence; empty when the stage says it all.</param>
/// <param name="Since">Since when it says so.</param>
public sealed record HostCheckProgress(string Host, SurveyStage Stage, string Message, DateTimeOffset Since);
