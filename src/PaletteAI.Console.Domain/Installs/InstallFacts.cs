using System.Collections.Immutable;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>What is known around an install spec. Whatever is null or empty is unknown: rules that need it are pending.</summary>
/// <param name="Profile">The imported cluster profile.</param>
/// <param name="Inventory">The hosts.</param>
/// <param name="ApplianceVerdicts">The appliance's own verdicts on variables; empty = not asked.</param>
/// <param name="Now">Now; for key expiry.</param>
/// <param name="ProvidedSecrets">Names of sensitive variables whose value is kept outside the spec.</param>
public sealed record InstallFacts(
    ClusterProfile? Profile, Inventory? Inventory, ImmutableArray<VariableVerdict> ApplianceVerdicts, DateTimeOffset Now,
    IReadOnlySet<string>? ProvidedSecrets = null)
{
    /// <summary>Whether the appliance is known to have a single host.</summary>
    public bool IsSingleNode => Inventory is { Hosts.Length: 1 };
}
