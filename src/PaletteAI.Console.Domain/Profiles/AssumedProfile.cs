using PaletteAI.Console.Domain.Hosts.Addresses;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Domain.Profiles;

/// <summary>The profile a spec is judged by where no appliance is at hand to say what it holds.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="IsKnown">False when the spec names a profile that is not known here: then every variable it sets is taken to exist.</param>
public sealed record AssumedProfile(ClusterProfile Profile, bool IsKnown)
{
    /// <summary>The profile a spec names, in the version it names.</summary>
    public static AssumedProfile For(InstallSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var known = PaletteAiProfile.Profile;
        var version = spec.Profile.Version.Length > 0 ? spec.Profile.Version : known.Version;
        if (IpText.TryParse(spec.Cluster.Vip, out var vip) && vip.IsV6)
        {
            // The shipped profile takes IPv4 networks. A cluster with an IPv6 endpoint uses a profile whose networks may be IPv6 too.
            known = known with { Variables = [.. known.Variables.Select(v => v.Format == VariableFormat.Ipv4Cidr ? v with { Format = VariableFormat.Text } : v)] };
        }

        if (spec.Profile.Name == known.Name || spec.Profile.Name.Length == 0)
        {
            return new AssumedProfile(known with { Version = version }, true);
        }

        // Names that mean something to the rules keep their meaning; the rest is text.
        var variables = spec.ProfileConfig.Keys.Select(name => known.Variables.FirstOrDefault(v => v.Name == name) ?? new ProfileVariable { Name = name, DisplayName = name });
        return new AssumedProfile(known with { Uid = "", Name = spec.Profile.Name, Version = version, Packs = [], Variables = [.. variables] }, false);
    }
}
