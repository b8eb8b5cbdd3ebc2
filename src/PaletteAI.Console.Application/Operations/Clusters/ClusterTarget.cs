using System.Globalization;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Probes;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Application.Operations.Clusters;

/// <summary>The appliance's cluster: how to reach it, and where its endpoints are.</summary>
/// <param name="Identity">Tells it from any cluster the appliance had before.</param>
/// <param name="Access">How to reach it.</param>
/// <param name="Places">What is known of its endpoints.</param>
internal sealed record ClusterTarget(string Identity, ClusterAccess Access, EndpointPlaces Places);

/// <summary>Finds the appliance's cluster for an operation.</summary>
internal sealed class ClusterTargets(IAppliance appliance, IDeploymentStore deployments)
{
    /// <summary>The cluster the session's appliance has.</summary>
    public async Task<Result<ClusterTarget>> FindAsync(OperationContext context, CancellationToken ct)
    {
        if (context.ApplianceToken is not { } token)
        {
            return SessionErrors.ApplianceEnded;
        }
        var cluster = await appliance.GetClusterAsync(token, ct);
        if (!cluster.IsSuccess && cluster.Error is { } error)
        {
            return error;
        }
        if (cluster.Value is not { } details)
        {
            return new Error(ErrorKind.NotFound, "no-cluster", "There is no cluster.", "Create one first: Cluster > Create cluster.");
        }
        if (details.Kubeconfig is not { IsEmpty: false } kubeconfig)
        {
            return new Error(ErrorKind.Refused, "kubeconfig-not-there-yet", "The appliance does not offer a kubeconfig yet.", "Wait until the control plane is up.");
        }
        var identity = details.Uid.Length > 0 ? details.Uid : string.Create(CultureInfo.InvariantCulture, $"{details.Name} {details.CreatedAt:o}");
        return new ClusterTarget(identity, new ClusterAccess(kubeconfig), new EndpointPlaces(await RootDomainAsync(details.Vip, ct), details.Vip, []));
    }

    // The appliance does not report the root domain; the spec it was deployed from has it.
    private async Task<string> RootDomainAsync(string vip, CancellationToken ct)
    {
        if (await deployments.FindLatestAsync(ct) is not { } latest || InstallSpecReader.Read(latest.SpecYaml).Spec is not { } spec)
        {
            return "";
        }
        var given = ResolvedConfig.Of(PaletteAiProfile.Profile, spec).Find(ProfileRole.RootDomain)?.Value.Trim() ?? "";
        return given.Contains("{{", StringComparison.Ordinal) ? vip : given;
    }
}
