using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Clusters.Probes;

/// <summary>The layers between a person and the application, in the order they are passed.</summary>
public enum ProbeLayer
{
    /// <summary>The name leads to an address.</summary>
    Dns,

    /// <summary>Something listens at the address (of the VIP or the node).</summary>
    Connection,

    /// <summary>TLS: certificate, name, validity.</summary>
    Tls,

    /// <summary>The ingress answers and has a route.</summary>
    Ingress,

    /// <summary>Redirects end, and end here.</summary>
    Redirects,

    /// <summary>The application answers well.</summary>
    Application,
}

/// <summary>How a layer did.</summary>
public enum LayerState
{
    /// <summary>Not reached.</summary>
    NotReached,

    /// <summary>Passed.</summary>
    Passed,

    /// <summary>Passed, with something to say.</summary>
    Warning,

    /// <summary>Failed.</summary>
    Failed,
}

/// <summary>How one layer did.</summary>
public sealed record LayerResult(ProbeLayer Layer, LayerState State, string Detail);

/// <summary>One probe, judged.</summary>
/// <param name="Layers">All layers, in order.</param>
public sealed record ProbeResult(ProbeTarget Target, DateTimeOffset TakenAt, TimeSpan Took, ImmutableArray<LayerResult> Layers, int? Status, CertificateSeen? Certificate)
{
    /// <summary>Whether every layer was passed.</summary>
    public bool IsGood => Layers.All(l => l.State is LayerState.Passed or LayerState.Warning);

    /// <summary>The first layer that failed; null when none did.</summary>
    public LayerResult? Broken => Layers.FirstOrDefault(l => l.State == LayerState.Failed);
}
