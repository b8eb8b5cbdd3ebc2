using PaletteAI.Console.Domain.Hosts.Addresses;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Domain.Checks.Install;

internal static class ProfileChecks
{
    private const string NoProfile = "The cluster profile is not known here.";

    public static CheckOutcome Identity(InstallSpec spec, InstallFacts facts)
    {
        if (spec.Profile.Name.Length == 0)
        {
            return CheckOutcome.Of([Finding.Error("spec.profile.name", "profile-missing", "No cluster profile is named.", "Name the profile that was imported, with its version.")], "");
        }

        if (facts.Profile is not { } profile)
        {
            return CheckOutcome.Pending(NoProfile);
        }

        return CheckOutcome.Of(
            spec.Profile.Version.Length == 0 ? [Finding.Error("spec.profile.version", "profile-version-missing", "No version of the profile is named.", $"Write {profile.Version}, or the version that was imported.")]
            : profile.Name != spec.Profile.Name ? [Finding.Error("spec.profile.name", "profile-mismatch", $"The appliance holds the profile {profile.Name}, not {spec.Profile.Name}.", $"Write {profile.Name}, or import the other definition.")]
            : profile.Version != spec.Profile.Version ? [Finding.Error("spec.profile.version", "profile-version-mismatch", $"The appliance holds version {profile.Version} of {profile.Name}.", $"Write {profile.Version}, or import the other version.")]
            : [],
            $"The profile is {profile.Name} {profile.Version}.");
    }

    public static CheckOutcome Names(InstallSpec spec, InstallFacts facts)
    {
        if (facts.Profile is not { } profile)
        {
            return CheckOutcome.Pending(NoProfile);
        }

        var known = profile.Variables.Select(v => v.Name).ToList();
        var findings = spec.ProfileConfig.Keys.Where(k => !known.Contains(k, StringComparer.Ordinal)).Select(k => Finding.Error(
            SpecPaths.Variable(k), "variable-unknown", $"The profile {profile.Name} has no variable '{Rules(k)}'.",
            NearestName.Find(k, known) is { } near ? $"Write {near}, or remove it." : "Remove it."));
        return CheckOutcome.Of(findings, "Every variable is one of the profile's.");
    }

    public static CheckOutcome Values(InstallSpec spec, InstallFacts facts)
    {
        if (facts.Profile is not { } profile)
        {
            return CheckOutcome.Pending(NoProfile);
        }

        var resolved = ResolvedConfig.Of(profile, spec, facts.ProvidedSecrets);
        var findings = resolved.Values.Select(v => Judge(v, spec)).OfType<Finding>().ToList();
        findings.AddRange(facts.ApplianceVerdicts.Where(v => !v.IsValid && findings.TrueForAll(f => f.Path != SpecPaths.Variable(v.Name))).Select(v => Finding.Error(
            SpecPaths.Variable(v.Name), "appliance-refuses-value", $"The appliance refuses {Shown(profile, v.Name)}: {v.Reason}.", "Type a value it takes.")));
        return CheckOutcome.Of(findings, "Every value fits its variable.");
    }

    public static CheckOutcome Roles(InstallSpec spec, InstallFacts facts)
    {
        if (facts.Profile is not { } profile)
        {
            return CheckOutcome.Pending(NoProfile);
        }

        ProfileRole[] needed = [ProfileRole.RootDomain, ProfileRole.PodCidr, ProfileRole.ServiceCidr, ProfileRole.CsiPlacementCount, ProfileRole.MongoReplicas, ProfileRole.DisableStaticDexUsers, ProfileRole.EnableValuesNodeSelector];
        var unmapped = needed.Where(r => ProfileRoles.Find(profile, r) is null).ToList();
        return CheckOutcome.Of(
            unmapped.Select(r => Finding.Warning("spec.profile", "profile-role-unmapped", $"The profile has no variable that is known as {ProfileRoles.DisplayName(r)}; the checks that need it are pending.", "Check by hand what the profile does about it.")),
            "The variables that rules need are all known.");
    }

    public static CheckOutcome Replicas(InstallSpec spec, InstallFacts facts)
    {
        if (facts.Profile is not { } profile || ResolvedConfig.Of(profile, spec) is not { } resolved
            || resolved.Find(ProfileRole.CsiPlacementCount) is not { } csi || resolved.Find(ProfileRole.MongoReplicas) is not { } mongo)
        {
            return CheckOutcome.Pending("The replica counts are not known.");
        }

        if (VariableRules.WholeNumber(csi.Value) is not { } copies || VariableRules.WholeNumber(mongo.Value) is not { } members)
        {
            return CheckOutcome.Pending("The replica counts are not numbers yet.");
        }

        var findings = new List<Finding>();
        if (copies != members)
        {
            findings.Add(Finding.Error(SpecPaths.Variable(mongo.Variable.Name), "replicas-differ", $"CSI Placement Count is {copies} and Mongo Replicas is {members}; they must be equal.", $"Set both to {(facts.IsSingleNode ? 1 : 3)}."));
        }

        findings.AddRange(new[] { (csi, copies), (mongo, members) }.Where(r => r.Item2 is not (1 or 3)).Select(r => Finding.Error(
            SpecPaths.Variable(r.Item1.Variable.Name), "replicas-one-or-three", $"{r.Item1.Variable.DisplayName} is {r.Item2}; only 1 and 3 work.", "Write 1 or 3.")));
        findings.AddRange(SingleNodeReplicas(spec, facts, [(csi, copies), (mongo, members)]));
        return CheckOutcome.Of(findings, $"Volumes and database have {copies} {(copies == 1 ? "copy" : "copies")} each.");
    }

    public static CheckOutcome RootDomain(InstallSpec spec, InstallFacts facts)
    {
        if (facts.Profile is not { } profile || ResolvedConfig.Of(profile, spec).Find(ProfileRole.RootDomain) is not { } root)
        {
            return CheckOutcome.Pending("The root domain is not known.");
        }

        var path = SpecPaths.Variable(root.Variable.Name);
        if (root.Value.Length == 0)
        {
            return CheckOutcome.Pass("No root domain: addresses are your own business.");
        }

        if (root.Value.Contains("{{", StringComparison.Ordinal) || root.Value == spec.Cluster.Vip)
        {
            return CheckOutcome.Pass("The VIP serves as root domain.");
        }

        if (IpText.TryParse(root.Value, out _))
        {
            return CheckOutcome.Of([Finding.Warning(path, "root-domain-other-address", $"The root domain is the address {root.Value}, which is not the VIP.", "Use a domain name, or the VIP.")], "");
        }

        var lower = root.Value.ToLowerInvariant();
        return CheckOutcome.Of(
            DnsNames.Check(root.Value) is { } problem
                ? [Finding.Error(path, "root-domain", $"The root domain {problem}.", lower != root.Value && DnsNames.Check(lower) is null ? $"Write {lower}." : "Write a name such as ai.example.org: no scheme, port or path.")]
                : [],
            $"The root domain is {root.Value}.");
    }

    private static IEnumerable<Finding> SingleNodeReplicas(InstallSpec spec, InstallFacts facts, (ResolvedValue Value, int Count)[] replicas)
    {
        var single = facts.IsSingleNode || (facts.Inventory is null && spec.NodePools.Sum(p => p.Hosts.Length) == 1);
        return !single ? [] : replicas.Where(r => r.Count > 1).Select(r =>
        {
            var path = SpecPaths.Variable(r.Value.Variable.Name);
            return facts.IsSingleNode
                ? Finding.Error(path, "replicas-single-node", $"{r.Value.Variable.DisplayName} is {r.Count}, but there is one host to keep copies on.", "Write 1.")
                : Finding.Warning(path, "replicas-single-node", $"{r.Value.Variable.DisplayName} is {r.Count}, but the spec names one host.", "Write 1, or add hosts.");
        });
    }

    private static Finding? Judge(ResolvedValue value, InstallSpec spec)
    {
        var variable = value.Variable;
        var path = SpecPaths.Variable(variable.Name);
        var name = variable.DisplayName.Length > 0 ? variable.DisplayName : variable.Name;
        if (value.IsSecretElsewhere)
        {
            return null;
        }

        if (variable.Immutable && !value.IsDefault && value.Value != variable.DefaultValue && value.Value != ResolvedConfig.ResolveDefault(variable.DefaultValue, spec.Cluster))
        {
            return Finding.Error(path, "variable-immutable", $"{name} cannot be changed.", "Leave it out.");
        }

        if (value.Value.Length == 0)
        {
            return variable.Required ? Finding.Error(path, "variable-required", $"{name} is needed.", "Type a value.") : null;
        }

        // An unchanged default is the profile's business: it may hold macros of the appliance.
        return value.IsDefault ? null : VariableRules.Check(variable, value.Value, path);
    }

    private static string Shown(ClusterProfile profile, string name) => profile.Variables.FirstOrDefault(v => v.Name == name)?.DisplayName ?? name;

    private static string Rules(string name) => name.Length <= 80 ? name : name[..77] + "…";
}
