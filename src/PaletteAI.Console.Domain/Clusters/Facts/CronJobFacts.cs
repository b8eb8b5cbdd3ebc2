using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Clusters.Facts;

/// <summary>A CronJob.</summary>
public sealed record CronJobFacts : ClusterFact
{
    /// <summary>Labels.</summary>
    public FactLabels Labels { get; init; }

    /// <summary>Schedule as written.</summary>
    public string Schedule { get; init; } = "";

    /// <summary>IANA time zone; empty = that of the controller-manager, which is UTC on the appliance.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Suspended: it makes no Jobs by itself.</summary>
    public bool Suspended { get; init; }

    /// <summary>Allow, Forbid or Replace.</summary>
    public string ConcurrencyPolicy { get; init; } = "";

    /// <summary>How late a Job may start, in seconds; null = any time.</summary>
    public long? StartingDeadlineSeconds { get; init; }

    /// <summary>When it last made a Job.</summary>
    public DateTimeOffset? LastScheduledAt { get; init; }

    /// <summary>When a Job of it last succeeded; older clusters do not say it.</summary>
    public DateTimeOffset? LastSucceededAt { get; init; }

    /// <summary>Names of the Jobs it counts as running. Jobs made by hand are not among them.</summary>
    public ImmutableArray<string> Active { get; init; } = [];

    /// <summary>Images its pods run.</summary>
    public ImmutableArray<string> Images { get; init; } = [];

    /// <summary>Volumes of its pods.</summary>
    public ImmutableArray<VolumeFacts> Volumes { get; init; } = [];

    /// <summary>What decides where its pods may run.</summary>
    public SchedulingHints Scheduling { get; init; } = SchedulingHints.None;
}

/// <summary>A Job.</summary>
public sealed record JobFacts : ClusterFact
{
    /// <summary>Labels.</summary>
    public FactLabels Labels { get; init; }

    /// <summary>What made it, e.g. a CronJob; null when made by hand.</summary>
    public OwnerFacts? Owner { get; init; }

    /// <summary>Made on request (<c>cronjob.kubernetes.io/instantiate: manual</c>).</summary>
    public bool IsManual { get; init; }

    /// <summary>Suspended.</summary>
    public bool Suspended { get; init; }

    /// <summary>Pods that have to succeed; 1 when not given.</summary>
    public int Completions { get; init; } = 1;

    /// <summary>Failed pods it bears before it fails.</summary>
    public int? BackoffLimit { get; init; }

    /// <summary>Running or pending pods.</summary>
    public int Active { get; init; }

    /// <summary>Pods that succeeded.</summary>
    public int Succeeded { get; init; }

    /// <summary>Pods that failed.</summary>
    public int Failed { get; init; }

    /// <summary>When it started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it succeeded; null for a failed one.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Complete, Failed and so on.</summary>
    public ImmutableArray<ConditionFacts> Conditions { get; init; } = [];

    /// <summary>It succeeded.</summary>
    public bool IsComplete => HasCondition("Complete");

    /// <summary>It failed for good.</summary>
    public bool IsFailed => HasCondition("Failed");

    /// <summary>Neither succeeded nor failed for good, whatever its pods do now.</summary>
    public bool IsUnfinished => !IsComplete && !IsFailed;

    /// <summary>When it ended, well or not; null while it goes on.</summary>
    public DateTimeOffset? FinishedAt
    {
        get
        {
            foreach (var condition in Conditions)
            {
                if (condition is { IsTrue: true, Type: "Complete" or "Failed" })
                {
                    return CompletedAt ?? condition.Since;
                }
            }
            return null;
        }
    }

    private bool HasCondition(string type)
    {
        foreach (var condition in Conditions)
        {
            if (condition.IsTrue && condition.Type == type)
            {
                return true;
            }
        }
        return false;
    }
}
