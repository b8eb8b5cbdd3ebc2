using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Domain.Tests.Clusters.Health;

/// <summary>Endpoint reports for scenarios that are about something else.</summary>
internal static class Endpoints
{
    public static ImmutableArray<EndpointReport> Good(DateTimeOffset now) =>
        [.. EndpointPlaces.Paths.Select(p => new EndpointReport(p, EndpointState.Good, BrokenPart.None, "", now.AddHours(-1), 9, now, []))];
}
