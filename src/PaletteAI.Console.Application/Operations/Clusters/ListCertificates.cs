using System.Collections.Immutable;
using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Clusters.Certificates;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Application.Operations.Clusters;

/// <summary>When the certificates end that the cluster rests on: those of the kubeconfig, of the API server and of the three endpoints.</summary>
[Operation("clusters.certificates", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/cluster/certificates", Cli = "certificates", TimeoutSeconds = 60)]
public sealed record ListCertificates : IOperation<ImmutableArray<CertificateExpiry>>;

internal sealed class ListCertificatesHandler(ClusterTargets targets, IClusterApi clusters, ClusterHealth health) : IOperationHandler<ListCertificates, ImmutableArray<CertificateExpiry>>
{
    public async Task<Result<ImmutableArray<CertificateExpiry>>> HandleAsync(ListCertificates input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        if (!target.IsSuccess)
        {
            return target.Error;
        }

        var (access, places) = (target.Value.Access, target.Value.Places);
        var summary = clusters.Inspect(access.Kubeconfig);
        if (!summary.IsSuccess)
        {
            return summary.Error;
        }

        var dialling = clusters.GetServerCertificateAsync(access.Kubeconfig, ct);
        var probed = await health.ProbeAsync(access, places, ct);
        return OfKubeconfig(summary.Value).Append(OfServer(summary.Value, await dialling)).Concat(OfEndpoints(probed)).ToImmutableArray();
    }

    private static IEnumerable<CertificateExpiry> OfKubeconfig(KubeconfigSummary kubeconfig)
    {
        yield return new CertificateExpiry(
            "Admin's client certificate", "kubeconfig", kubeconfig.User, kubeconfig.ClientCertificateExpiresAt,
            kubeconfig.ClientCertificateExpiresAt is null ? "The kubeconfig logs in with a token, not with a certificate." : "", "This kubeconfig stops working; download it again.");
        yield return new CertificateExpiry(
            "Cluster's authority", "kubeconfig", kubeconfig.Cluster, kubeconfig.AuthorityExpiresAt,
            kubeconfig.AuthorityExpiresAt is null ? "The kubeconfig names no authority of its own." : "", "Every certificate of the cluster ends with it; the cluster has to be renewed.");
    }

    private static CertificateExpiry OfServer(KubeconfigSummary kubeconfig, Result<ServerCertificate> seen) => new(
        "API server", kubeconfig.Server, seen.IsSuccess ? seen.Value.Subject : "", seen.IsSuccess ? seen.Value.NotAfter : null, seen.IsSuccess ? "" : seen.Error.Message,
        "Nodes, kubectl and this console no longer reach the API server; an upgrade renews it.");

    private static IEnumerable<CertificateExpiry> OfEndpoints(Result<ImmutableArray<EndpointReport>> probed)
    {
        foreach (var path in EndpointPlaces.Paths)
        {
            var report = probed.IsSuccess ? probed.Value.FirstOrDefault(r => r.Path == path) : null;
            var result = report?.Results.FirstOrDefault(r => r.Certificate is not null);
            yield return new CertificateExpiry(
                $"Endpoint {path}", result?.Target.Url ?? path, result?.Certificate?.Subject ?? "", result?.Certificate?.NotAfter,
                result is not null ? "" : probed.Error?.Message ?? report?.Message ?? "It could not be probed.", "Browsers refuse the page.");
        }
    }
}
