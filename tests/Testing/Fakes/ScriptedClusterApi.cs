using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>A cluster's API that answers what a test tells it.</summary>
public sealed class ScriptedClusterApi : IClusterApi
{
    /// <summary>What reading a kubeconfig gives.</summary>
    public Result<KubeconfigSummary> Summary { get; set; } = new KubeconfigSummary("admin@edge-ai", "edge-ai", "https://10.10.10.100:6443", "admin", null);

    /// <summary>What the server answers when dialled.</summary>
    public Result<ClusterVersion> Version { get; set; } = new ClusterVersion("v1.33.5", "linux/amd64");

    /// <summary>The certificate the server shows.</summary>
    public Result<ServerCertificate> Certificate { get; set; } = new ServerCertificate("CN=kube-apiserver", "CN=kubernetes", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100), "ab");

    /// <inheritdoc/>
    public Task<Result<ServerCertificate>> GetServerCertificateAsync(Secret kubeconfig, CancellationToken ct) => Task.FromResult(Certificate);

    /// <summary>How often the server was dialled.</summary>
    public int Dialled { get; private set; }

    /// <inheritdoc/>
    public Result<KubeconfigSummary> Inspect(Secret kubeconfig) => Summary;

    /// <inheritdoc/>
    public Task<Result<ClusterVersion>> GetVersionAsync(Secret kubeconfig, CancellationToken ct)
    {
        Dialled++;
        return Task.FromResult(Version);
    }

    /// <inheritdoc/>
    public Task<Result<ImmutableArray<NodeSummary>>> ListNodesAsync(Secret kubeconfig, CancellationToken ct) =>
        Task.FromResult<Result<ImmutableArray<NodeSummary>>>(ImmutableArray<NodeSummary>.Empty);

    /// <inheritdoc/>
    public Task<Result<ImmutableArray<PodSummary>>> ListPodsAsync(Secret kubeconfig, CancellationToken ct) =>
        Task.FromResult<Result<ImmutableArray<PodSummary>>>(ImmutableArray<PodSummary>.Empty);
}
