using System.Collections.Immutable;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Domain.Profiles;

/// <summary>A variable's value as it will be.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Value">The value; empty = none. For a reference to a secret: empty.</param>
/// <param name="IsDefault">Nobody set it: the profile's default, resolved.</param>
/// <param name="IsSecretElsewhere">A reference, or kept outside the spec.</param>
public sealed record ResolvedValue(ProfileVariable Variable, string Value, bool IsDefault, bool IsSecretElsewhere);

/// <summary>The profile's variables with the values they will have: a variable left out takes the default, <c>""</c> means none.</summary>
public sealed class ResolvedConfig
{
    private readonly Dictionary<string, ResolvedValue> _byName;
    private readonly ClusterProfile _profile;

    private ResolvedConfig(ClusterProfile profile, ImmutableArray<ResolvedValue> values)
    {
        _profile = profile;
        Values = values;
        _byName = values.ToDictionary(v => v.Variable.Name, StringComparer.Ordinal);
    }

    /// <summary>All variables in the profile's order.</summary>
    public ImmutableArray<ResolvedValue> Values { get; }

    /// <summary>Resolves a spec's values.</summary>
    public static ResolvedConfig Of(ClusterProfile profile, InstallSpec spec, IReadOnlySet<string>? providedSecrets = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(spec);
        return new ResolvedConfig(profile, [.. profile.Variables.DistinctBy(v => v.Name).Select(v => Resolve(v, spec, providedSecrets))]);
    }

    /// <summary>The variable with a role; null when the profile has none.</summary>
    public ResolvedValue? Find(ProfileRole role) => ProfileRoles.Find(_profile, role) is { } variable ? _byName[variable.Name] : null;

    /// <summary>A variable by name; null when the profile has none.</summary>
    public ResolvedValue? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A toggle's state; off unless something says otherwise.</summary>
    public bool IsOn(ProfileRole role) => Find(role)?.Value == "true";

    /// <summary>A default with the appliance's VIP macro replaced; the macro itself while there is no VIP.</summary>
    public static string ResolveDefault(string defaultValue, ClusterSettings cluster)
    {
        ArgumentNullException.ThrowIfNull(defaultValue);
        ArgumentNullException.ThrowIfNull(cluster);
        var endpoint = cluster.Vip.Length > 0 ? cluster.Vip : cluster.DnsName;
        return endpoint.Length == 0 ? defaultValue : defaultValue.Replace(PaletteAiProfile.VipMacro, endpoint, StringComparison.Ordinal);
    }

    private static ResolvedValue Resolve(ProfileVariable variable, InstallSpec spec, IReadOnlySet<string>? providedSecrets)
    {
        if (spec.ProfileConfig.TryGetValue(variable.Name, out var given))
        {
            return new ResolvedValue(variable, given.IsReference ? "" : given.Text, false, given.IsReference);
        }

        return providedSecrets?.Contains(variable.Name) == true
            ? new ResolvedValue(variable, "", false, true)
            : new ResolvedValue(variable, ResolveDefault(variable.DefaultValue, spec.Cluster), true, false);
    }
}
