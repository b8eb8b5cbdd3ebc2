using System.Collections.Immutable;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>Reads pods.</summary>
public static class PodReader
{
    /// <summary>Reads one; the reader stands on the object's start and ends on its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static PodFacts Read(ref Utf8JsonReader json, FactStrings strings)
    {
        var meta = new MetaParts();
        var spec = new PodSpecParts();
        var status = new PodStatusParts();
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("metadata"u8)) { meta = json.ReadMeta(strings); }
            else if (json.ValueTextEquals("spec"u8)) { spec = PodSpecReader.Read(ref json, strings); }
            else if (json.ValueTextEquals("status"u8)) { status = PodStatusReader.Read(ref json, strings); }
            else { json.SkipValue(); }
        }
        return new PodFacts
        {
            Meta = meta.Meta,
            Labels = meta.Labels,
            Owner = meta.Owner,
            Finalizers = meta.Finalizers,
            DeletionGraceSeconds = meta.DeletionGraceSeconds,
            Phase = status.Phase,
            Reason = status.Reason,
            Message = status.Message,
            Ip = status.Ip,
            StartedAt = status.StartedAt,
            Conditions = status.Conditions,
            Node = spec.Node,
            Volumes = spec.Volumes,
            Scheduling = spec.Scheduling,
            InitContainers = Join(spec.InitContainers, status.InitContainers),
            Containers = Join(spec.Containers, status.Containers),
        };
    }

    // In the order of the states, because that order decides the status text; containers without one follow.
    private static ImmutableArray<ContainerFacts> Join(ImmutableArray<ContainerSpec> specs, ImmutableArray<ContainerFacts> states)
    {
        var joined = ImmutableArray.CreateBuilder<ContainerFacts>(Math.Max(specs.Length, states.Length));
        foreach (var state in states)
        {
            if (specs.FirstOrDefault(s => s.Name == state.Name) is { } spec)
            {
                joined.Add(state with { Role = spec.Role, Image = spec.Image });
            }
        }
        foreach (var spec in specs)
        {
            if (!states.Any(s => s.Name == spec.Name))
            {
                joined.Add(new ContainerFacts(spec.Name, spec.Image, spec.Role, false, null, 0, ContainerState.NotReported, null));
            }
        }
        return joined.DrainToImmutable();
    }
}
