using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters;

namespace PaletteAI.Console.Domain.Deployments;

/// <summary>Reads milestones out of lifecycle events. Host conditions name their host in the message only.</summary>
public static class MilestoneReader
{
    /// <summary>More than this of one kind is no deployment's news; the rest is left out.</summary>
    public const int MostConditions = 500;

    private static readonly TimeSpan _clockTolerance = TimeSpan.FromMinutes(2);

    /// <summary>Milestones in the appliance's order.</summary>
    /// <param name="events">What it reported.</param>
    /// <param name="hosts">Hosts of the plan.</param>
    /// <param name="createdAt">The cluster's creation by the appliance's clock: older conditions belong to an earlier cluster.</param>
    /// <param name="startedAt">The deployment's start by our clock.</param>
    /// <param name="now">Now by our clock.</param>
    public static ImmutableArray<Milestone> Read(
        LifecycleEvents events, IReadOnlyList<PlannedHost> hosts, DateTimeOffset? createdAt, DateTimeOffset startedAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(hosts);
        var cluster = Current(events.ClusterEvents, createdAt).Select(c => Of("", c, startedAt, now));
        var host = Current(events.HostEvents, createdAt).SelectMany(c => LanesOf(c, hosts).Select(lane => Of(lane, c, startedAt, now)));
        return [.. cluster.Concat(host).DistinctBy(m => m.Key)];
    }

    /// <summary>What a condition's status says. True is reached; failures name themselves; all else is under way.</summary>
    public static MilestoneState StateOf(string status) => status.ToUpperInvariant() switch
    {
        "TRUE" or "DONE" or "COMPLETED" or "SUCCESS" or "SUCCEEDED" or "READY" => MilestoneState.Done,
        "ERROR" or "FAILED" or "FAILURE" => MilestoneState.Failed,
        _ => MilestoneState.Running,
    };

    private static IEnumerable<ReportedCondition> Current(ImmutableArray<ReportedCondition> conditions, DateTimeOffset? createdAt) =>
        conditions.Where(c => c.LastTransition is null || createdAt is null || c.LastTransition >= createdAt - _clockTolerance).Take(MostConditions);

    private static Milestone Of(string lane, ReportedCondition c, DateTimeOffset startedAt, DateTimeOffset now) =>
        new(lane, c.Type, c.Reason, StateOf(c.Status), c.Message, When(c.LastTransition, startedAt, now));

    // The appliance's clock may be wrong; a time outside the deployment is replaced by the moment it was seen.
    private static DateTimeOffset When(DateTimeOffset? reported, DateTimeOffset startedAt, DateTimeOffset now)
    {
        if (reported is not { } at || at < startedAt - _clockTolerance || at > now + _clockTolerance)
        {
            return now;
        }
        return at < startedAt ? startedAt : at > now ? now : at;
    }

    private static string[] LanesOf(ReportedCondition condition, IReadOnlyList<PlannedHost> hosts)
    {
        if (hosts.Count == 1)
        {
            return [hosts[0].Uid];
        }
        var named = hosts.Where(h => Names(condition.Message, h.Uid) || Names(condition.Message, h.Name)).Select(h => h.Uid).ToArray();
        // A condition without a host's name is the group's: it is shown with the cluster.
        return named.Length > 0 ? named : [""];
    }

    // Whole names only: edge-1 is not in edge-11.
    private static bool Names(string message, string name)
    {
        for (var at = name.Length == 0 ? -1 : message.IndexOf(name, StringComparison.OrdinalIgnoreCase);
             at >= 0;
             at = at + 1 < message.Length ? message.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase) : -1)
        {
            var end = at + name.Length;
            if ((at == 0 || !IsNameCharacter(message[at - 1])) && (end == message.Length || !IsNameCharacter(message[end])))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
