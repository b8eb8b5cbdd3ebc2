using System.Security.Cryptography.X509Certificates;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Kubernetes.Access;

/// <summary>How to reach a cluster: what a kubeconfig comes down to once its context is chosen.</summary>
internal sealed record ClusterRoute
{
    public required string Context { get; init; }

    public required string Cluster { get; init; }

    public required string User { get; init; }

    public required Uri Server { get; init; }

    /// <summary>Name expected in the server's certificate; empty = that of <see cref="Server"/>.</summary>
    public string TlsServerName { get; init; } = "";

    /// <summary>Authorities the server's certificate must come from; empty = those of the machine.</summary>
    public IReadOnlyList<X509Certificate2> Authorities { get; init; } = [];

    /// <summary>Only ever true for a server on loopback.</summary>
    public bool AnyCertificate { get; init; }

    public X509Certificate2? ClientCertificate { get; init; }

    public Secret? Token { get; init; }
}
