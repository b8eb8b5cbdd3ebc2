using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Domain.Values.Managed;

namespace PaletteAI.Console.Application.Values;

/// <summary>
/// What the installer knows besides the values file. The appliance does not report the variables a cluster was deployed with: they come from
/// the deployment the console itself made, and are not known for any other.
/// </summary>
internal sealed class SurroundingsReader(IDeploymentStore deployments)
{
    private const string Generated = "User names, passwords and client secrets the installer generates: stand-ins are shown.";

    /// <summary>Works it out.</summary>
    public async Task<InstallerSurroundings> ReadAsync(ApplianceFacts facts, CancellationToken ct)
    {
        var unknown = ImmutableArray.CreateBuilder<string>();
        var isAirgap = Mode(facts);
        if (isAirgap is null)
        {
            unknown.Add("Whether the appliance is connected or air-gapped: connected is assumed.");
        }

        var spec = await DeployedSpecAsync(facts, ct);
        if (spec is null)
        {
            unknown.Add(facts.Cluster is null
                ? "The root domain and Disable Static Dex Users: no cluster was deployed from this console yet."
                : "The root domain and Disable Static Dex Users: the cluster was not deployed from this console, and the appliance does not report them.");
            unknown.Add(Generated);
            return new InstallerSurroundings(null, unknown.ToImmutable());
        }

        var config = ResolvedConfig.Of(ProfileOf(facts), spec);
        if (isAirgap == true)
        {
            unknown.Add("The internal registry's address and its credentials: stand-ins are shown.");
        }

        unknown.Add(Generated);
        return new InstallerSurroundings(
            new InstallerContext
            {
                RootDomain = RootDomain(config, facts, spec),
                IsAirgap = isAirgap ?? false,
                DisableStaticDexUsers = config.IsOn(ProfileRole.DisableStaticDexUsers),
            },
            unknown.ToImmutable());
    }

    // The spec a cluster is being or was deployed from; one of another cluster says nothing of this one.
    private async Task<InstallSpec?> DeployedSpecAsync(ApplianceFacts facts, CancellationToken ct) =>
        await deployments.FindLatestAsync(ct) is { Phase: not DeploymentPhase.Failed } latest && (facts.Cluster is not { Name: { Length: > 0 } name } || name == latest.ClusterName)
            ? InstallSpecReader.Read(latest.SpecYaml).Spec
            : null;

    private static ClusterProfile ProfileOf(ApplianceFacts facts) =>
        facts.Archive?.Profiles.FirstOrDefault(p => ProfileRoles.Find(p, ProfileRole.RootDomain) is not null) ?? PaletteAiProfile.Profile;

    private static string RootDomain(ResolvedConfig config, ApplianceFacts facts, InstallSpec spec)
    {
        var given = config.Find(ProfileRole.RootDomain)?.Value.Trim() ?? "";
        return given.Contains("{{", StringComparison.Ordinal) ? facts.Cluster?.Vip ?? spec.Cluster.Vip : given;
    }

    private static bool? Mode(ApplianceFacts facts) => facts.Current?.ConnectionMode switch
    {
        "airgap" => true,
        "connected" => false,
        _ => null,
    };
}
