using System.Collections.Immutable;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>What deploying a spec brings about, in plain words.</summary>
/// <param name="Code">Stable kebab-case code; what is accepted on Review.</param>
/// <param name="Severity">Warning = hurts or opens something; info = worth knowing.</param>
/// <param name="Message">One or two sentences.</param>
/// <param name="NeedsAcceptance">Deploy waits until a person accepts it by name.</param>
public sealed record Consequence(string Code, Severity Severity, string Message, bool NeedsAcceptance);

/// <summary>Works out the consequences of an install spec.</summary>
public static class Consequences
{
    /// <summary>All consequences, the ones that need acceptance first.</summary>
    public static ImmutableArray<Consequence> Of(InstallSpec spec, InstallFacts facts)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(facts);
        var config = facts.Profile is { } profile ? ResolvedConfig.Of(profile, spec, facts.ProvidedSecrets) : null;
        IEnumerable<Consequence?> all = [.. SignIn(spec, config), Label(spec, config), Drive(spec, config), Workloads(spec), SinglePoint(spec), RegistryPassword(config)];
        return [.. all.OfType<Consequence>().OrderByDescending(c => c.NeedsAcceptance)];
    }

    private static IEnumerable<Consequence?> SignIn(InstallSpec spec, ResolvedConfig? config)
    {
        // Without a profile the toggle is read as the spec has it: off unless it says otherwise.
        var disabled = config?.IsOn(ProfileRole.DisableStaticDexUsers) ?? spec.ProfileConfig.GetValueOrDefault("disableStaticDexUsers")?.Text == "true";
        yield return disabled
            ? new("no-sign-in-until-connector", Severity.Warning, "Static Dex users are disabled: nobody can sign in to PaletteAI until its values file names at least one Dex connector.", true)
            : new("default-admin-open", Severity.Warning, "Static Dex users are enabled: the installer creates the well-known default admin with its published password. Anyone who reaches PaletteAI can sign in with it until you replace it in the values file.", true);
    }

    private static Consequence? Label(InstallSpec spec, ResolvedConfig? config) =>
        config?.IsOn(ProfileRole.EnableValuesNodeSelector) ?? spec.ProfileConfig.GetValueOrDefault("enableValuesNodeSelector")?.Text == "true"
            ? new("installer-waits-for-label", Severity.Info, "The PaletteAI installer waits until you label exactly one node with palette.ai/helm-config=true. Until then PaletteAI is not installed, and that is no fault.", false)
            : null;

    private static Consequence? Drive(InstallSpec spec, ResolvedConfig? config)
    {
        var drive = config?.Find(ProfileRole.StoragePoolDrive)?.Value ?? spec.ProfileConfig.GetValueOrDefault("storagePoolDrive")?.Text ?? "";
        var hosts = spec.NodePools.Sum(p => p.Hosts.Length);
        return drive.Length == 0 ? null : new("storage-drive-wiped", Severity.Warning, $"Everything on {drive} is wiped on {(hosts == 1 ? "the host" : $"all {hosts} hosts")}: the drive becomes the storage pool.", true);
    }

    private static Consequence? Workloads(InstallSpec spec) =>
        spec.NodePools.Any(p => p is { Role: PoolRole.ControlPlane, AllowWorkers: false })
            ? new("control-plane-no-workloads", Severity.Info, "Worker capability is off: control-plane hosts run no workloads, only the worker pools do. The agent keeps a taint on them and puts it back when it is removed.", false)
            : null;

    private static Consequence? SinglePoint(InstallSpec spec) =>
        spec.NodePools.Where(p => p.Role == PoolRole.ControlPlane).Sum(p => p.Hosts.Length) == 1
            ? new("single-point-of-failure", Severity.Warning, "The control plane is one host: when it is down, the cluster is down, and a lost disk is lost data. The guide does not recommend this for production.", true)
            : null;

    private static Consequence? RegistryPassword(ResolvedConfig? config)
    {
        if (config?.Find(ProfileRole.RegistryPassword) is not { } password)
        {
            return null;
        }

        var given = password.IsSecretElsewhere || password.Value.Length > 0;
        return given
            ? new("registry-password-needed-again-on-upgrade", Severity.Info, "The registry password is needed again at every upgrade and must be the same one. The appliance does not show it later: keep it safe.", false)
            : new("registry-password-needed-again-on-upgrade", Severity.Warning, "No registry password is given. The registry's password is needed again at every upgrade; set one you keep.", true);
    }
}
