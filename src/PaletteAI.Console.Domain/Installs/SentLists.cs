using System.Collections.Immutable;
using PaletteAI.Console.Domain.Installs.Rules;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>Lists of a spec as they are sent to the appliance: trimmed, lower-cased where the rule says so, doubles left out. Each difference is an info finding.</summary>
public static class SentLists
{
    /// <summary>NTP servers as they are sent.</summary>
    public static ImmutableArray<string> NtpServers(InstallSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return [.. spec.Cluster.NtpServers.Select(s => Rules.NtpServers.Check(s) is { Problem: null } good ? good.Normalized : s).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>SSH keys as they are sent, one key each.</summary>
    public static ImmutableArray<string> SshKeys(InstallSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return [.. spec.Cluster.SshKeys.SelectMany(k => k.Split('\n')).Select(k => k.Trim()).Where(k => k.Length > 0 && k[0] != '#').Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Values of the profile's variables as the appliance gets them, secrets included: defaults taken, what has no value left out.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="profile">Its profile.</param>
    /// <param name="secrets">Values that are not in the spec, by variable name.</param>
    public static ImmutableArray<KeyValuePair<string, string>> Variables(InstallSpec spec, ClusterProfile profile, IReadOnlyDictionary<string, Secret> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return [.. ResolvedConfig.Of(profile, spec, secrets.Keys.ToHashSet(StringComparer.Ordinal)).Values
            .Select(v => (v.IsDefault, Pair: KeyValuePair.Create(v.Variable.Name, secrets.TryGetValue(v.Variable.Name, out var secret) ? secret.Reveal() : v.Value)))
            // A default of nothing is not sent; an empty value that was typed is: it means none.
            .Where(v => v.Pair.Value.Length > 0 || !v.IsDefault)
            .Select(v => v.Pair)];
    }
}
