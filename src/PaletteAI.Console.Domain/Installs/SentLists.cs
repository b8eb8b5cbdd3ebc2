using System.Collections.Immutable;
using PaletteAI.Console.Domain.Installs.Rules;

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
}
