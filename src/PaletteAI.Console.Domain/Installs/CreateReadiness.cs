using System.Collections.Immutable;
using PaletteAI.Console.Domain.Hosts;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>What a host still lacks before a cluster can be created on it.</summary>
/// <param name="Host">The host.</param>
/// <param name="Missing">Errors: not ready for it. Infos: a fact that the appliance does not report.</param>
public sealed record HostReadiness(EdgeHost Host, ImmutableArray<Finding> Missing)
{
    /// <summary>Nothing stands in the way.</summary>
    public bool IsReady => !Missing.Any(m => m.Severity == Severity.Error);
}

/// <summary>What is missing before step one.</summary>
/// <param name="Hosts">Each host and what it lacks.</param>
/// <param name="Group">What the group as a whole lacks.</param>
public sealed record CreateReadiness(ImmutableArray<HostReadiness> Hosts, ImmutableArray<Finding> Group)
{
    /// <summary>Nothing stands in the way.</summary>
    public bool IsReady => Hosts.All(h => h.IsReady) && !Group.Any(g => g.Severity == Severity.Error);

    /// <summary>Judges the hosts.</summary>
    public static CreateReadiness Of(IReadOnlyList<EdgeHost> hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        return new CreateReadiness([.. hosts.Select(h => new HostReadiness(h, Lacks(h, hosts.Count == 1)))], GroupLacks(hosts.Count));
    }

    /// <summary>Judges the hosts as seen from one of them: a cluster is created at the leader.</summary>
    public static CreateReadiness Of(HostGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var readiness = Of(group.Hosts);
        return group.IsLeader ? readiness : readiness with { Group = readiness.Group.Insert(0, NotTheLeader(group)) };
    }

    private static Finding NotTheLeader(HostGroup group) => Finding.Error(
        "", "not-the-leader", $"{group.Current.Name} is linked to {group.LeaderName}, which drives the group: a cluster is created there.",
        group.LeaderUrl is { Length: > 0 } url ? $"Open {url} and create the cluster there." : $"Open the console of {group.LeaderName}.");

    private static ImmutableArray<Finding> Lacks(EdgeHost host, bool alone)
    {
        var missing = ImmutableArray.CreateBuilder<Finding>();
        if (host.InCluster || Is(host.Status, "In-Use"))
        {
            missing.Add(Finding.Error("status", "host-in-use", "Is part of a cluster already.", "Delete that cluster first, or unlink the host."));
        }
        else if (!Is(host.Status, "Ready"))
        {
            // A host that was never linked has no link status to report.
            Report(missing, host.Status, alone, "status", "host-not-ready", $"Status is {host.Status}, not Ready.", "Wait until it is Ready; if it stays so, look at the host.");
        }

        if (!Is(host.Content, "Synced"))
        {
            Report(missing, host.Content, alone, "content", "content-not-synced", $"Content is {host.Content}, not Synced.", "Wait for the sync: it takes at least 5 minutes.");
        }

        if (!Is(host.Health, "Healthy"))
        {
            var why = host.HealthReason.Length > 0 ? $" ({host.HealthReason})" : "";
            Report(missing, host.Health, alone, "health", "host-not-healthy", $"Health is {host.Health}, not Healthy{why}.", "Repair the host first.");
        }

        if (Is(host.ManagementMode, "central"))
        {
            missing.Add(Finding.Error("managementMode", "host-centrally-managed", "Is managed centrally, so clusters are not created here.", "Create the cluster in Palette, or change the host to local management."));
        }

        return missing.ToImmutable();
    }

    private static void Report(ImmutableArray<Finding>.Builder missing, string reported, bool alone, string path, string code, string message, string fix)
    {
        if (reported.Length > 0)
        {
            missing.Add(Finding.Error(path, code, message, fix));
        }
        else if (!alone)
        {
            missing.Add(Finding.Info(path, path + "-not-reported", $"The appliance does not report its {path}.", "Look at the host if Deploy Cluster is refused."));
        }
    }

    private static ImmutableArray<Finding> GroupLacks(int hosts) => hosts switch
    {
        0 => [Finding.Error("", "no-hosts", "The appliance reports no host.", "Open Edge Host and see whether the appliance answers.")],
        1 => [Finding.Info("", "single-node", "One host: this will be a single-node cluster.", "For a cluster that survives the loss of a host, link two more hosts first.")],
        2 => [Finding.Error("", "two-hosts", "Two hosts are linked; a multi-node cluster needs at least three control-plane hosts.", "Link one more host, or unlink one for a single-node cluster.")],
        _ => [],
    };

    private static bool Is(string reported, string word) => string.Equals(reported, word, StringComparison.OrdinalIgnoreCase);
}
