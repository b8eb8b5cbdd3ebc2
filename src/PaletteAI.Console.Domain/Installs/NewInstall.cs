using System.Collections.Immutable;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>What a new draft starts with.</summary>
public static class NewInstall
{
    /// <summary>Length of the random part of a generated host name.</summary>
    public const int SuffixLength = 5;

    private const int MostTries = 20;

    /// <summary>Variables that hold how many copies of data there are; one host can hold one copy.</summary>
    private static readonly string[] _replicaVariables = ["csiPlacementCount", "mongoReplicas"];

    /// <summary>
    /// The spec a new draft starts with: the control-plane pool with the current host and worker capability on, a worker pool without hosts,
    /// NIC Auto, generated host names. An appliance of one host gets the short form: no worker pool, one copy of all data.
    /// </summary>
    /// <param name="hosts">All linked hosts, the current one first.</param>
    /// <param name="archive">The appliance's archive; null when it could not be read.</param>
    /// <param name="nextSuffix">Gives random text of <see cref="SuffixLength"/> characters.</param>
    public static InstallSpec For(IReadOnlyList<EdgeHost> hosts, ProfileArchive? archive, Func<string> nextSuffix)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        ArgumentNullException.ThrowIfNull(nextSuffix);
        var single = hosts.Count == 1;
        var current = hosts.FirstOrDefault(h => h.Role == HostRole.Leader) ?? (hosts.Count > 0 ? hosts[0] : null);
        var architecture = current is { Architecture.Length: > 0 } ? current.Architecture : "amd64";
        var controlPlane = new NodePool
        {
            Name = NodePool.ControlPlanePoolName,
            Role = PoolRole.ControlPlane,
            AllowWorkers = true,
            Architecture = architecture,
            Hosts = current is null ? [] : [new PoolHost(current.Uid, HostName(nextSuffix, []), PoolHost.AutoNic)],
        };
        var profile = archive?.Profiles.FirstOrDefault();
        return new InstallSpec
        {
            Profile = profile is null ? new ProfileReference("", "") : new ProfileReference(profile.Name, profile.Version),
            ProfileConfig = single ? OneCopy(archive) : ImmutableSortedDictionary.Create<string, ConfigValue>(StringComparer.Ordinal),
            NodePools = single ? [controlPlane] : [controlPlane, EmptyWorkerPool(NodePool.WorkerPoolName, architecture)],
        };
    }

    /// <summary>A worker pool that has no hosts yet.</summary>
    public static NodePool EmptyWorkerPool(string name, string architecture) =>
        new() { Name = name, Role = PoolRole.Worker, Architecture = architecture };

    /// <summary>A host name of the form <c>edge-x1y2z</c> that none of <paramref name="taken"/> has.</summary>
    public static string HostName(Func<string> nextSuffix, IReadOnlyCollection<string> taken)
    {
        ArgumentNullException.ThrowIfNull(nextSuffix);
        ArgumentNullException.ThrowIfNull(taken);
        var name = "edge-" + nextSuffix();
        for (var tries = 2; taken.Contains(name, StringComparer.OrdinalIgnoreCase); tries++)
        {
            // A generator that repeats itself must not hang the page: the number makes the name free in the end.
            name = tries < MostTries ? "edge-" + nextSuffix() : $"edge-{nextSuffix()}-{tries - MostTries + 2}";
        }

        return name;
    }

    private static ImmutableSortedDictionary<string, ConfigValue> OneCopy(ProfileArchive? archive)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, ConfigValue>(StringComparer.Ordinal);
        var variables = archive?.Profiles.SelectMany(p => p.Variables) ?? [];
        foreach (var variable in variables.Where(IsReplicaCount))
        {
            values[variable.Name] = new ConfigValue(ConfigValueKind.Number, "1");
        }

        return values.ToImmutable();
    }

    private static bool IsReplicaCount(ProfileVariable variable)
    {
        var names = new[] { Plain(variable.Name), Plain(variable.DisplayName) };
        return _replicaVariables.Any(known => names.Contains(Plain(known), StringComparer.OrdinalIgnoreCase));
    }

    private static string Plain(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit));
}
