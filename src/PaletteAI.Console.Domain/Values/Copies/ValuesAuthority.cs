using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Hosts;

namespace PaletteAI.Console.Domain.Values.Copies;

/// <summary>Why some copies of the values file count and others do not.</summary>
public enum AuthorityKind
{
    /// <summary>The installer asks for the label and exactly one node carries it: that node's copy counts.</summary>
    LabelledNode,

    /// <summary>The installer asks for no label: it may run anywhere, so every copy counts.</summary>
    EveryCopy,

    /// <summary>The installer asks for the label and several nodes carry it: chance decides among their copies.</summary>
    SeveralLabels,

    /// <summary>The installer asks for the label and no node carries it: no copy counts yet.</summary>
    NoLabel,

    /// <summary>The cluster has no installer.</summary>
    NoInstaller,

    /// <summary>There is no cluster yet.</summary>
    NoCluster,

    /// <summary>It cannot be said, because the cluster does not tell.</summary>
    Unknown,
}

/// <summary>A host, and the node it is in the cluster.</summary>
/// <param name="Host">Id of the host.</param>
/// <param name="Name">Its name.</param>
/// <param name="Node">Its node's name; empty when it is none, or that is not known.</param>
public sealed record CopyPlace(string Host, string Name, string Node)
{
    /// <summary>Finds a host's node by address, then by name.</summary>
    public static CopyPlace Of(EdgeHost host, IReadOnlyList<NodeFacts> nodes)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(nodes);
        var node = nodes.FirstOrDefault(n => host.Address.Length > 0 && n.Addresses.Any(a => a.Address == host.Address))
            ?? nodes.FirstOrDefault(n => n.Name.Length > 0 && (n.Name == host.HostName || n.Name == host.Name || n.Name == host.Uid));
        return new CopyPlace(host.Uid, host.Name.Length > 0 ? host.Name : host.Uid, node?.Name ?? "");
    }
}

/// <summary>Which hosts' copies of the values file count, and why.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Hosts">Ids of the hosts whose copies Save writes; the first is the one to edit from.</param>
/// <param name="Sentence">The same as a sentence.</param>
/// <param name="Fix">What to do about it, as a sentence; empty when nothing is to be done.</param>
public sealed record ValuesAuthority(AuthorityKind Kind, ImmutableArray<string> Hosts, string Sentence, string Fix)
{
    /// <summary>Whether differing copies among <see cref="Hosts"/> make the outcome a matter of chance.</summary>
    public bool IsDriftAlarm => Kind is AuthorityKind.EveryCopy or AuthorityKind.SeveralLabels;

    /// <summary>Decides.</summary>
    /// <param name="places">All hosts, the current one first.</param>
    /// <param name="installer">The installer; null when the cluster could not be read, or there is none.</param>
    /// <param name="hasCluster">Whether there is a cluster; null when that is not known.</param>
    /// <param name="problem">Why the cluster does not tell, as a sentence; empty when it does.</param>
    public static ValuesAuthority Decide(ImmutableArray<CopyPlace> places, InstallerStatus? installer, bool? hasCluster, string problem)
    {
        ImmutableArray<string> all = [.. places.Select(p => p.Host)];
        if (hasCluster == false)
        {
            return new ValuesAuthority(AuthorityKind.NoCluster, all, "There is no cluster yet, so no copy counts yet. Save writes every host, so that whichever node runs the installer finds your values.", "");
        }

        if (installer is null || installer.Freshness.AsOf is null)
        {
            return Unknown(all, problem.Length > 0 ? problem : installer?.Freshness.Problem ?? "");
        }

        if (installer.CronJob is null)
        {
            return new ValuesAuthority(AuthorityKind.NoInstaller, all, "The cluster has no installer, so no copy counts yet. Save writes every host.", "Look at PaletteAI > Installer.");
        }

        return installer.Place.Selects
            ? ByLabel(places, installer.Place.Nodes, all)
            : new ValuesAuthority(AuthorityKind.EveryCopy, all, "The installer may run on any node, so every host's copy counts. Save writes all of them.", "");
    }

    private static ValuesAuthority ByLabel(ImmutableArray<CopyPlace> places, ImmutableArray<string> labelled, ImmutableArray<string> all)
    {
        if (labelled.IsEmpty)
        {
            return new ValuesAuthority(
                AuthorityKind.NoLabel, all, "No node carries the installer's label yet, so no copy counts yet. Save writes every host, so that it does not matter which one you label.",
                "When the values are right, label one node in PaletteAI > Installer.");
        }

        var strangers = labelled.Where(n => places.All(p => p.Node != n)).ToList();
        if (strangers.Count > 0)
        {
            return Unknown(all, $"The installer's label is on {string.Join(", ", strangers)}, which is none of the appliance's hosts that are known.");
        }

        var hosts = places.Where(p => labelled.Contains(p.Node)).ToList();
        var names = string.Join(", ", hosts.Select(h => h.Name));
        return hosts.Count == 1
            ? new ValuesAuthority(AuthorityKind.LabelledNode, [hosts[0].Host], $"The installer runs on {names}, because that node carries its label: the copy there is the one that counts.", "")
            : new ValuesAuthority(
                AuthorityKind.SeveralLabels, [.. hosts.Select(h => h.Host)], $"{hosts.Count} nodes carry the installer's label ({names}): chance decides whose copy it takes. Save writes all of them.",
                "Leave the label on one node: PaletteAI > Installer.");
    }

    private static ValuesAuthority Unknown(ImmutableArray<string> all, string problem) => new(
        AuthorityKind.Unknown, all, $"Which copy counts is not known. {(problem.Length > 0 ? problem : "The cluster did not say whether the installer asks for a label.")} Save writes every host.".Replace("  ", " ", StringComparison.Ordinal),
        "Try again when the cluster answers.");
}
