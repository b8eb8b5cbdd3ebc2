using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Installs.Rules;

namespace PaletteAI.Console.Domain.Checks.Install;

internal static class HostChecks
{
    private const string NoInventory = "The hosts are not known here.";

    public static CheckOutcome Known(InstallSpec spec, InstallFacts facts)
    {
        var empty = SpecPaths.Hosts(spec).Where(h => h.Host.Uid.Length == 0).Select(h => Finding.Error(SpecPaths.Host(h.PoolIndex, h.Index, "uid"), "host-missing", "No host is named.", "Name a linked host by its id.")).ToList();
        if (facts.Inventory is not { } inventory)
        {
            return empty.Count > 0 ? CheckOutcome.Of(empty, "") : CheckOutcome.Pending(NoInventory);
        }

        var known = inventory.Hosts.Select(h => h.Uid).ToList();
        return CheckOutcome.Of(
            empty.Concat(SpecPaths.Hosts(spec).Where(h => h.Host.Uid.Length > 0 && !known.Contains(h.Host.Uid, StringComparer.Ordinal)).Select(h => Finding.Error(
                SpecPaths.Host(h.PoolIndex, h.Index, "uid"), "host-unknown", $"No linked host has the id '{LabelRules.Shown(h.Host.Uid)}'.",
                NearestName.Find(h.Host.Uid, known) is { } near ? $"Write {near}, or link the host first." : $"Linked are {string.Join(", ", known.Take(5))}."))),
            "Every host is linked.");
    }

    public static CheckOutcome Once(InstallSpec spec, InstallFacts facts) => CheckOutcome.Of(
        SpecPaths.Hosts(spec).Where(h => h.Host.Uid.Length > 0).GroupBy(h => h.Host.Uid, StringComparer.Ordinal).SelectMany(g => g.Skip(1)).Select(h => Finding.Error(
            SpecPaths.Host(h.PoolIndex, h.Index, "uid"), "host-in-two-places", $"The host {LabelRules.Shown(h.Host.Uid)} stands in the pools more than once.", "Keep it in one place.")),
        "Every host is in one pool.");

    public static CheckOutcome Leader(InstallSpec spec, InstallFacts facts)
    {
        if (facts.Inventory?.Hosts.FirstOrDefault(h => h.Role == HostRole.Leader) is not { } leader)
        {
            return CheckOutcome.Pending("The leader is not known.");
        }

        var index = SpecPaths.Pools(spec).Where(p => p.Pool.Role == PoolRole.ControlPlane).Select(p => p.Index).FirstOrDefault();
        return CheckOutcome.Of(
            spec.NodePools.Any(p => p.Role == PoolRole.ControlPlane && p.Hosts.Any(h => h.Uid == leader.Uid))
                ? []
                : [Finding.Error(SpecPaths.Pool(index, "hosts"), "leader-not-in-control-plane", $"The leader {leader.Uid} is not in the control plane; the appliance creates clusters with its leader in it only.", $"Add {leader.Uid} to the control-plane pool.")],
            $"The leader {leader.Uid} is in the control plane.");
    }

    public static CheckOutcome Names(InstallSpec spec, InstallFacts facts)
    {
        var named = SpecPaths.Hosts(spec).Where(h => h.Host.HostName.Length > 0).ToList();
        var findings = named.Select(h => KubernetesNames.CheckHostName(h.Host.HostName) is { } problem
            ? Finding.Error(SpecPaths.Host(h.PoolIndex, h.Index, "hostName"), "host-name", $"The host name {problem}.", NameFix(h.Host.HostName))
            : null).OfType<Finding>().ToList();
        findings.AddRange(named.GroupBy(h => h.Host.HostName, StringComparer.OrdinalIgnoreCase).SelectMany(g => g.Skip(1)).Select(h => Finding.Error(
            SpecPaths.Host(h.PoolIndex, h.Index, "hostName"), "host-name-duplicate", $"Another host is called {LabelRules.Shown(h.Host.HostName)}.", "Give each host a name of its own.")));
        return CheckOutcome.Of(findings, "Every host name is valid and unique.");
    }

    public static CheckOutcome Nics(InstallSpec spec, InstallFacts facts)
    {
        if (facts.Inventory is not { } inventory)
        {
            return CheckOutcome.Pending(NoInventory);
        }

        var findings = SpecPaths.Hosts(spec).Where(h => h.Host.Nic is not (PoolHost.AutoNic or "")).Select(h => (h, Known: inventory.Hosts.FirstOrDefault(k => k.Uid == h.Host.Uid)))
            .Where(h => h.Known is not null && h.Known.Networks.All(n => n.Nic != h.h.Host.Nic)).Select(h => Finding.Error(
                SpecPaths.Host(h.h.PoolIndex, h.h.Index, "nic"), "nic-unknown", $"{h.Known!.Uid} has no NIC '{LabelRules.Shown(h.h.Host.Nic)}'.", $"Choose Auto or one of {string.Join(", ", h.Known.Networks.Select(n => n.Nic).Distinct())}."));
        return CheckOutcome.Of(findings, "Every named NIC exists on its host.");
    }

    public static CheckOutcome Ready(InstallSpec spec, InstallFacts facts)
    {
        if (facts.Inventory is not { } inventory)
        {
            return CheckOutcome.Pending(NoInventory);
        }

        var used = SpecPaths.Hosts(spec).Select(h => (h, Known: inventory.Hosts.FirstOrDefault(k => k.Uid == h.Host.Uid))).Where(h => h.Known is not null).ToList();
        var findings = used.SelectMany(h => Lacks(h.Known!, SpecPaths.Host(h.h.PoolIndex, h.h.Index, "uid"))).ToList();
        return findings.Count == 0 && used.Any(h => h.Known!.Status.Length == 0 || h.Known.Content.Length == 0 || h.Known.Health.Length == 0) && !facts.IsSingleNode
            ? CheckOutcome.Pending("Not every host reports status, content and health.")
            : CheckOutcome.Of(findings, "Every host is ready, synced and healthy.");
    }

    private static IEnumerable<Finding> Lacks(InventoryHost host, string path)
    {
        if (Is(host.Status, "In-Use"))
        {
            yield return Finding.Error(path, "host-in-use", $"{host.Uid} is part of a cluster already.", "Delete that cluster first, or choose another host.");
        }
        else if (host.Status.Length > 0 && !Is(host.Status, "Ready"))
        {
            yield return Finding.Error(path, "host-not-ready", $"{host.Uid} is {LabelRules.Shown(host.Status)}, not Ready.", "Wait until it is Ready; if it stays so, look at the host.");
        }

        if (host.Content.Length > 0 && !Is(host.Content, "Synced"))
        {
            yield return Finding.Error(path, "content-not-synced", $"The content of {host.Uid} is {LabelRules.Shown(host.Content)}, not Synced.", "Wait for the sync: it takes at least 5 minutes.");
        }

        if (host.Health.Length > 0 && !Is(host.Health, "Healthy"))
        {
            yield return Finding.Error(path, "host-not-healthy", $"{host.Uid} is {LabelRules.Shown(host.Health)}, not Healthy.", "Repair the host first.");
        }
    }

    private static string NameFix(string name)
    {
        var lower = name.ToLowerInvariant();
        return lower != name && KubernetesNames.CheckHostName(lower) is null ? $"Write {lower}." : "Write 1 to 63 lower-case letters, digits, '-' and '.', for example edge-1.";
    }

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
