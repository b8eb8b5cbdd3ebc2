using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Clusters;

/// <summary>
/// The cluster's admin kubeconfig. It is read, programs in it are refused, and its server is dialled before it is offered, so that what
/// is downloaded works.
/// </summary>
[Operation("clusters.download-kubeconfig", Permission.ReadCredentials, AuditMode.Outcome, Route = "GET /api/v1/cluster/kubeconfig", Cli = "kubeconfig", TimeoutSeconds = 60)]
public sealed record DownloadKubeconfig : IOperation<KubeconfigFile>
{
    /// <inheritdoc/>
    public string Subject => "kubeconfig of the cluster";
}

/// <summary>A kubeconfig that works from here.</summary>
/// <param name="File">The file.</param>
/// <param name="ExportLine">The line for a shell.</param>
/// <param name="Server">The API server in it.</param>
/// <param name="ServerVersion">What that server answered.</param>
public sealed record KubeconfigFile(FileDownload File, string ExportLine, string Server, string ServerVersion) : IHasFile
{
    /// <summary>When the client certificate in it ends; null when it logs in with a token.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Name of a cluster's file. The cluster's name comes from the appliance and goes into a header and a shell line.</summary>
    public static string NameFor(string cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var safe = string.Concat(cluster.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')).Trim('-', '.');
        return $"{(safe.Length > 0 ? safe[..Math.Min(safe.Length, 63)] : "cluster")}.kubeconfig";
    }

    /// <summary>The line for a shell in the folder of the download.</summary>
    public static string ExportLineFor(string cluster) => $"export KUBECONFIG=\"$PWD/{NameFor(cluster)}\"";
}

internal sealed class DownloadKubeconfigHandler(IAppliance appliance, IClusterApi clusters) : IOperationHandler<DownloadKubeconfig, KubeconfigFile>
{
    public async Task<Result<KubeconfigFile>> HandleAsync(DownloadKubeconfig input, OperationContext context, CancellationToken ct)
    {
        if (context.ApplianceToken is not { } token)
        {
            return SessionErrors.ApplianceEnded;
        }
        var cluster = await appliance.GetClusterAsync(token, ct);
        if (cluster.Error is { } error)
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
        return await CheckedAsync(details.Name, kubeconfig, ct);
    }

    private async Task<Result<KubeconfigFile>> CheckedAsync(string cluster, Secret kubeconfig, CancellationToken ct)
    {
        var summary = clusters.Inspect(kubeconfig);
        if (!summary.IsSuccess)
        {
            return summary.Error;
        }
        var version = await clusters.GetVersionAsync(kubeconfig, ct);
        if (!version.IsSuccess)
        {
            return version.Error with { Message = $"The kubeconfig's server {summary.Value.Server} does not answer from here: {version.Error.Message}" };
        }
        return new KubeconfigFile(
            new FileDownload(KubeconfigFile.NameFor(cluster), "application/yaml", kubeconfig), KubeconfigFile.ExportLineFor(cluster), summary.Value.Server, version.Value.GitVersion)
        {
            ExpiresAt = summary.Value.ClientCertificateExpiresAt,
        };
    }
}
