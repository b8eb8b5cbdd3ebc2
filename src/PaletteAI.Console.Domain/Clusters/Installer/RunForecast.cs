using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Domain.Clusters.Installer;

/// <summary>A values file as it lies on a host now.</summary>
/// <param name="Node">The node's name in the cluster.</param>
/// <param name="Sha256">Hash of the content; empty = it could not be read.</param>
public sealed record HostValues(string Node, string Sha256);

/// <summary>What the next run will be made of.</summary>
public enum ForecastKind
{
    /// <summary>There will be no run as things stand.</summary>
    NoRun,

    /// <summary>The same values as last time.</summary>
    Same,

    /// <summary>Other values than last time.</summary>
    Changed,

    /// <summary>Any of several files, which differ.</summary>
    Chance,

    /// <summary>It cannot be said, because a hash is missing.</summary>
    Unknown,
}

/// <summary>The forecast.</summary>
/// <param name="At">When; null when not scheduled.</param>
/// <param name="Nodes">Nodes whose file may be taken.</param>
/// <param name="Sha256">Hash of that file; empty when unknown or several.</param>
/// <param name="Message">The same as a sentence.</param>
public sealed record RunForecast(ForecastKind Kind, DateTimeOffset? At, ImmutableArray<string> Nodes, string Sha256, string Message)
{
    /// <summary>Foretells the next run.</summary>
    /// <param name="nodes">All nodes.</param>
    /// <param name="files">Values files by node.</param>
    /// <param name="lastSha256">Hash of the file the last successful run took; empty = not known.</param>
    public static RunForecast Of(InstallerStatus status, IReadOnlyCollection<NodeFacts> nodes, IReadOnlyCollection<HostValues> files, string lastSha256)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(files);
        ImmutableArray<string> eligible = status.Place.Selects ? status.Place.Nodes : [.. nodes.Select(n => n.Name).Order(StringComparer.Ordinal)];
        if (status.CronJob is not { } cronJob || cronJob.Suspended || eligible.IsEmpty)
        {
            return new RunForecast(ForecastKind.NoRun, null, eligible, "", status.CronJob is null ? "There is no installer." : status.CronJob.Suspended ? "The installer is suspended." : status.PendingReason);
        }
        var hashes = eligible.Select(n => files.FirstOrDefault(f => f.Node == n)?.Sha256 ?? "").Distinct(StringComparer.Ordinal).ToArray();
        var where = eligible.Length == 1 ? $"{eligible[0]}'s values file" : "the values file of whichever node it lands on";
        return hashes switch
        {
            _ when hashes.Contains("") => new(ForecastKind.Unknown, status.NextRun, eligible, "", $"The next run takes {where}; not all of them could be read."),
            { Length: > 1 } => new(ForecastKind.Chance, status.NextRun, eligible, "", $"The next run takes {where}, and they differ."),
            [var only] when lastSha256.Length == 0 => new(ForecastKind.Unknown, status.NextRun, eligible, only, $"The next run takes {where}; what the last one took is not known."),
            [var only] when only == lastSha256 => new(ForecastKind.Same, status.NextRun, eligible, only, $"The next run takes {where}, unchanged since the last one."),
            _ => new(ForecastKind.Changed, status.NextRun, eligible, hashes[0], $"The next run takes {where}, which was changed since the last one."),
        };
    }
}
