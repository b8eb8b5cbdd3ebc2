using System.Collections.Immutable;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>Reads Services.</summary>
public static class ServiceReader
{
    /// <summary>Reads one; the reader stands on the object's start and ends on its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static ServiceFacts Read(ref Utf8JsonReader json, FactStrings strings)
    {
        var (meta, balanced) = (new MetaParts(), ImmutableArray<string>.Empty);
        var service = new ServiceFacts { Meta = FactMeta.None };
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("metadata"u8)) { meta = json.ReadMeta(strings); }
            else if (json.ValueTextEquals("spec"u8)) { service = ReadSpec(ref json, service, strings); }
            else if (json.ValueTextEquals("status"u8)) { balanced = ReadBalancer(ref json, strings); }
            else { json.SkipValue(); }
        }
        return service with { Meta = meta.Meta, ExternalAddresses = [.. service.ExternalAddresses.Union(balanced, StringComparer.Ordinal)] };
    }

    private static ServiceFacts ReadSpec(ref Utf8JsonReader json, ServiceFacts service, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return service;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("type"u8)) { service = service with { Type = json.Text(strings) }; }
            else if (json.ValueTextEquals("clusterIP"u8)) { service = service with { ClusterIp = json.Text(strings) }; }
            else if (json.ValueTextEquals("selector"u8)) { service = service with { Selector = json.Labels(strings) }; }
            else if (json.ValueTextEquals("externalIPs"u8)) { service = service with { ExternalAddresses = json.Texts(strings) }; }
            else if (json.ValueTextEquals("ports"u8)) { service = service with { Ports = ReadPorts(ref json, strings) }; }
            else { json.SkipValue(); }
        }
        return service;
    }

    private static ImmutableArray<ServicePortFacts> ReadPorts(ref Utf8JsonReader json, FactStrings strings)
    {
        if (!json.IntoArray())
        {
            return [];
        }
        var ports = ImmutableArray.CreateBuilder<ServicePortFacts>();
        while (json.NextObject())
        {
            var port = new ServicePortFacts("", 0, "TCP", 0);
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("name"u8)) { port = port with { Name = json.Text(strings) }; }
                else if (json.ValueTextEquals("port"u8)) { port = port with { Port = json.Int() }; }
                else if (json.ValueTextEquals("protocol"u8)) { port = port with { Protocol = json.Text(strings) }; }
                else if (json.ValueTextEquals("nodePort"u8)) { port = port with { NodePort = json.Int() }; }
                else { json.SkipValue(); }
            }
            ports.Add(port);
        }
        return ports.DrainToImmutable();
    }

    // status.loadBalancer.ingress[].ip or .hostname
    private static ImmutableArray<string> ReadBalancer(ref Utf8JsonReader json, FactStrings strings)
    {
        var addresses = ImmutableArray.CreateBuilder<string>();
        if (!json.IntoObject())
        {
            return [];
        }
        while (json.NextProperty())
        {
            if (!json.ValueTextEquals("loadBalancer"u8))
            {
                json.SkipValue();
            }
            else if (json.IntoObject())
            {
                while (json.NextProperty())
                {
                    if (json.ValueTextEquals("ingress"u8)) { ReadIngress(ref json, addresses, strings); }
                    else { json.SkipValue(); }
                }
            }
        }
        return addresses.DrainToImmutable();
    }

    private static void ReadIngress(ref Utf8JsonReader json, ImmutableArray<string>.Builder addresses, FactStrings strings)
    {
        if (!json.IntoArray())
        {
            return;
        }
        while (json.NextObject())
        {
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("ip"u8) || json.ValueTextEquals("hostname"u8)) { addresses.Add(json.Text(strings)); }
                else { json.SkipValue(); }
            }
        }
    }
}
