using System.Collections.Immutable;
using System.Net;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Application.Ports;

/// <summary>Probes an endpoint layer by layer; reports what it saw and judges nothing.</summary>
public interface IEndpointProbe
{
    /// <summary>Makes one probe. It fails with nothing: what does not work is what it reports.</summary>
    /// <param name="places">Hosts that redirects may be followed to.</param>
    Task<ProbeObservation> ProbeAsync(ProbeTarget target, EndpointPlaces places, CancellationToken ct);
}

/// <summary>Looks names up, so that the sandbox can decide where names lead.</summary>
public interface INameResolver
{
    /// <summary>The addresses of a name.</summary>
    /// <exception cref="IOException">It has none, or nobody could be asked; the message says which.</exception>
    Task<ImmutableArray<IPAddress>> ResolveAsync(string name, CancellationToken ct);
}
