using System.Collections.Immutable;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Ports;

/// <summary>The running cluster's Kubernetes API, reached with a kubeconfig the console holds.</summary>
public interface IClusterApi
{
    /// <summary>
    /// Reads a kubeconfig that came from an appliance or an upload: <c>exec</c>, <c>auth-provider</c> and file paths of the user in use
    /// are refused (<c>kubeconfig-runs-programs</c>, <c>kubeconfig-file-paths</c>), at most 1 MiB, the context must exist.
    /// </summary>
    Result<KubeconfigSummary> Inspect(Secret kubeconfig);

    /// <summary>Dials the kubeconfig's server and asks its version: proof that the file works from here.</summary>
    Task<Result<ClusterVersion>> GetVersionAsync(Secret kubeconfig, CancellationToken ct);

    /// <summary>The certificate the kubeconfig's server shows. It is only looked at: nothing is sent, also when it is expired or strange.</summary>
    Task<Result<ServerCertificate>> GetServerCertificateAsync(Secret kubeconfig, CancellationToken ct);

    /// <summary>All nodes.</summary>
    Task<Result<ImmutableArray<NodeSummary>>> ListNodesAsync(Secret kubeconfig, CancellationToken ct);

    /// <summary>All pods, for the workload line of the overview.</summary>
    Task<Result<ImmutableArray<PodSummary>>> ListPodsAsync(Secret kubeconfig, CancellationToken ct);
}

/// <summary>What a kubeconfig says, without its credentials.</summary>
public sealed record KubeconfigSummary(string Context, string Cluster, string Server, string User, DateTimeOffset? ClientCertificateExpiresAt)
{
    /// <summary>When the first of the authorities in it ends; null when it names none.</summary>
    public DateTimeOffset? AuthorityExpiresAt { get; init; }
}

/// <summary>The certificate a server shows.</summary>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record ServerCertificate(string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string Sha256);

/// <summary>Version of an API server.</summary>
public sealed record ClusterVersion(string GitVersion, string Platform);

/// <summary>A node as its API reports it.</summary>
public sealed record NodeSummary(string Name, bool Ready, string Reason, ImmutableArray<string> Roles, string Version, string InternalIp);

/// <summary>A pod as its API reports it.</summary>
public sealed record PodSummary(string Namespace, string Name, int ReadyContainers, int Containers, string Status, int Restarts, string Node);
