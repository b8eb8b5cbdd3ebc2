using PaletteAI.Console.Domain.Hosts.Facts;
using PaletteAI.Console.Domain.Installs.Rules;

namespace PaletteAI.Console.Domain.Checks.Hosts;

/// <summary>Names and ids.</summary>
internal static class IdentityOfHost
{
    public static HostOutcome NameValid(HostUnderTest host, HostCheckFacts all) =>
        host.Facts is not { HostName.Length: > 0 } facts ? HostOutcome.Pending(AccessOfHost.NotAsked)
        : HostOutcome.Of(
            KubernetesNames.CheckHostName(facts.HostName) is { } problem ? $"The host name '{LabelRules.Shown(facts.HostName)}' {problem}." : null,
            $"The host is called {facts.HostName}.");

    public static HostOutcome NameUnique(HostUnderTest host, HostCheckFacts all) => Unique(host, all, f => f.HostName, "host name");

    public static HostOutcome MachineIdUnique(HostUnderTest host, HostCheckFacts all) => Unique(host, all, f => f.MachineId, "machine id");

    public static HostOutcome Architecture(HostUnderTest host, HostCheckFacts all)
    {
        var wanted = all.Spec?.NodePools.FirstOrDefault(p => host.Inventory is { } known && p.Hosts.Any(h => h.Uid == known.Uid))?.Architecture ?? host.Inventory?.Architecture ?? "";
        return host.Facts is not { Architecture.Length: > 0 } facts ? HostOutcome.Pending(AccessOfHost.NotAsked)
            : wanted.Length == 0 ? HostOutcome.None($"The host is {facts.Architecture}; nobody said what it should be.")
            : HostOutcome.Of(facts.Architecture == wanted ? null : $"The host is {facts.Architecture}, not {wanted}.", $"The host is {facts.Architecture}.");
    }

    // Passed only when every host was asked: the one that was not may be the twin.
    private static HostOutcome Unique(HostUnderTest host, HostCheckFacts all, Func<HostFacts, string> of, string what)
    {
        if (host.Facts is not { } facts || of(facts).Length == 0)
        {
            return HostOutcome.Pending(AccessOfHost.NotAsked);
        }

        var twins = all.Hosts.Where(h => h != host && h.Facts is { } other && string.Equals(of(other), of(facts), StringComparison.OrdinalIgnoreCase)).Select(h => h.Name).ToList();
        return twins.Count > 0 ? HostOutcome.Wrong($"{string.Join(", ", twins)} has the same {what}.")
            : all.Hosts.Any(h => h.Facts is null) ? HostOutcome.Pending($"Not every host was asked for its {what}.")
            : HostOutcome.Pass($"No other host has its {what}.");
    }
}
