using System.Collections.Immutable;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>A container as it is asked for.</summary>
internal sealed record ContainerSpec(string Name, string Image, ContainerRole Role, ImmutableArray<ResourceAmount> Requests);

/// <summary>What a pod's <c>spec</c> holds that is of use.</summary>
internal struct PodSpecParts
{
    public PodSpecParts()
    {
    }

    public string Node { get; set; } = "";

    public ImmutableArray<ContainerSpec> InitContainers { get; set; } = [];

    public ImmutableArray<ContainerSpec> Containers { get; set; } = [];

    public ImmutableArray<VolumeFacts> Volumes { get; set; } = [];

    public SchedulingHints Scheduling { get; set; } = SchedulingHints.None;
}

/// <summary>Reads a pod's <c>spec</c>, also that of a template.</summary>
internal static class PodSpecReader
{
    public static PodSpecParts Read(ref Utf8JsonReader json, FactStrings strings)
    {
        var spec = new PodSpecParts();
        var hints = SchedulingHints.None;
        var overhead = ImmutableArray<ResourceAmount>.Empty;
        if (!json.IntoObject())
        {
            return spec;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("nodeName"u8)) { spec.Node = json.Text(strings); }
            else if (json.ValueTextEquals("initContainers"u8)) { spec.InitContainers = ReadContainers(ref json, true, strings); }
            else if (json.ValueTextEquals("containers"u8)) { spec.Containers = ReadContainers(ref json, false, strings); }
            else if (json.ValueTextEquals("volumes"u8)) { spec.Volumes = VolumeReader.Read(ref json, strings); }
            else if (json.ValueTextEquals("nodeSelector"u8)) { hints = hints with { NodeSelector = json.Labels(strings) }; }
            else if (json.ValueTextEquals("tolerations"u8)) { hints = hints with { Tolerations = SchedulingReader.Tolerations(ref json, strings) }; }
            else if (json.ValueTextEquals("affinity"u8)) { hints = hints with { RequiredTerms = SchedulingReader.RequiredTerms(ref json, strings) }; }
            else if (json.ValueTextEquals("overhead"u8)) { overhead = json.Amounts(strings); }
            else { json.SkipValue(); }
        }
        spec.Scheduling = hints with { Requests = PodRequests.Of(spec.InitContainers, spec.Containers, overhead) };
        return spec;
    }

    private static ImmutableArray<ContainerSpec> ReadContainers(ref Utf8JsonReader json, bool isInit, FactStrings strings)
    {
        if (!json.IntoArray())
        {
            return [];
        }
        var containers = ImmutableArray.CreateBuilder<ContainerSpec>();
        while (json.NextObject())
        {
            var (name, image, restartPolicy, requests) = ("", "", "", ImmutableArray<ResourceAmount>.Empty);
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("name"u8)) { name = json.Text(strings); }
                else if (json.ValueTextEquals("image"u8)) { image = json.Text(strings); }
                else if (json.ValueTextEquals("restartPolicy"u8)) { restartPolicy = json.Text(strings); }
                else if (json.ValueTextEquals("resources"u8)) { requests = ReadRequests(ref json, strings); }
                else { json.SkipValue(); }
            }
            var role = !isInit ? ContainerRole.App : restartPolicy == "Always" ? ContainerRole.Sidecar : ContainerRole.Init;
            containers.Add(new ContainerSpec(name, image, role, requests));
        }
        return containers.DrainToImmutable();
    }

    private static ImmutableArray<ResourceAmount> ReadRequests(ref Utf8JsonReader json, FactStrings strings)
    {
        var requests = ImmutableArray<ResourceAmount>.Empty;
        if (!json.IntoObject())
        {
            return requests;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("requests"u8)) { requests = json.Amounts(strings); }
            else { json.SkipValue(); }
        }
        return requests;
    }
}

/// <summary>Adds up what a pod asks for, as the scheduler does.</summary>
internal static class PodRequests
{
    /// <summary>The larger of: all containers and sidecars together; any init container with the sidecars started before it.</summary>
    public static ImmutableArray<ResourceAmount> Of(
        ImmutableArray<ContainerSpec> init, ImmutableArray<ContainerSpec> containers, ImmutableArray<ResourceAmount> overhead)
    {
        if (overhead.IsEmpty && init.All(c => c.Requests.IsEmpty) && containers.All(c => c.Requests.IsEmpty))
        {
            return [];
        }
        var (sidecars, most) = (new Dictionary<string, decimal>(), new Dictionary<string, decimal>());
        foreach (var container in init)
        {
            foreach (var (resource, amount) in container.Requests)
            {
                var before = sidecars.GetValueOrDefault(resource);
                most[resource] = Math.Max(most.GetValueOrDefault(resource), before + amount);
                if (container.Role == ContainerRole.Sidecar)
                {
                    sidecars[resource] = before + amount;
                }
            }
        }
        foreach (var (resource, amount) in containers.SelectMany(c => c.Requests))
        {
            sidecars[resource] = sidecars.GetValueOrDefault(resource) + amount;
        }
        return [.. sidecars.Keys.Union(most.Keys).Union(overhead.Select(o => o.Resource)).Order(StringComparer.Ordinal).Select(r => new ResourceAmount(
            r, Math.Max(sidecars.GetValueOrDefault(r), most.GetValueOrDefault(r)) + overhead.FirstOrDefault(o => o.Resource == r).Amount))];
    }
}
