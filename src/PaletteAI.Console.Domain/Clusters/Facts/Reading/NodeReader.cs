using System.Collections.Immutable;
using System.Text.Json;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>Reads nodes.</summary>
public static class NodeReader
{
    /// <summary>Reads one; the reader stands on the object's start and ends on its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static NodeFacts Read(ref Utf8JsonReader json, FactStrings strings)
    {
        var meta = new MetaParts();
        var node = new NodeFacts { Meta = FactMeta.None };
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("metadata"u8)) { meta = json.ReadMeta(strings); }
            else if (json.ValueTextEquals("spec"u8)) { node = ReadSpec(ref json, node, strings); }
            else if (json.ValueTextEquals("status"u8)) { node = ReadStatus(ref json, node, strings); }
            else { json.SkipValue(); }
        }
        return node with { Meta = meta.Meta, Labels = meta.Labels };
    }

    private static NodeFacts ReadSpec(ref Utf8JsonReader json, NodeFacts node, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return node;
        }
        var (taints, unschedulable) = (ImmutableArray<Taint>.Empty, false);
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("taints"u8)) { taints = ReadTaints(ref json, strings); }
            else if (json.ValueTextEquals("unschedulable"u8)) { unschedulable = json.Flag() == true; }
            else { json.SkipValue(); }
        }
        return node with { Taints = taints, Unschedulable = unschedulable };
    }

    private static ImmutableArray<Taint> ReadTaints(ref Utf8JsonReader json, FactStrings strings)
    {
        if (!json.IntoArray())
        {
            return [];
        }
        var taints = ImmutableArray.CreateBuilder<Taint>();
        while (json.NextObject())
        {
            var (key, value, effect) = ("", "", "");
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("key"u8)) { key = json.Text(strings); }
                else if (json.ValueTextEquals("value"u8)) { value = json.Text(strings); }
                else if (json.ValueTextEquals("effect"u8)) { effect = json.Text(strings); }
                else { json.SkipValue(); }
            }
            taints.Add(new Taint(key, value, effect));
        }
        return taints.DrainToImmutable();
    }

    private static NodeFacts ReadStatus(ref Utf8JsonReader json, NodeFacts node, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return node;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("conditions"u8)) { node = node with { Conditions = json.ReadConditions(strings, out var beat), LastHeartbeat = beat }; }
            else if (json.ValueTextEquals("addresses"u8)) { node = node with { Addresses = ReadAddresses(ref json, strings) }; }
            else if (json.ValueTextEquals("allocatable"u8)) { node = node with { Allocatable = json.Amounts(strings) }; }
            else if (json.ValueTextEquals("nodeInfo"u8)) { node = ReadInfo(ref json, node, strings); }
            else { json.SkipValue(); }
        }
        return node;
    }

    private static ImmutableArray<NodeAddressFacts> ReadAddresses(ref Utf8JsonReader json, FactStrings strings)
    {
        if (!json.IntoArray())
        {
            return [];
        }
        var addresses = ImmutableArray.CreateBuilder<NodeAddressFacts>();
        while (json.NextObject())
        {
            var (type, address) = ("", "");
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("type"u8)) { type = json.Text(strings); }
                else if (json.ValueTextEquals("address"u8)) { address = json.Text(strings); }
                else { json.SkipValue(); }
            }
            addresses.Add(new NodeAddressFacts(type, address));
        }
        return addresses.DrainToImmutable();
    }

    private static NodeFacts ReadInfo(ref Utf8JsonReader json, NodeFacts node, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return node;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("kubeletVersion"u8)) { node = node with { KubeletVersion = json.Text(strings) }; }
            else if (json.ValueTextEquals("osImage"u8)) { node = node with { OsImage = json.Text(strings) }; }
            else if (json.ValueTextEquals("kernelVersion"u8)) { node = node with { KernelVersion = json.Text(strings) }; }
            else if (json.ValueTextEquals("containerRuntimeVersion"u8)) { node = node with { ContainerRuntime = json.Text(strings) }; }
            else if (json.ValueTextEquals("architecture"u8)) { node = node with { Architecture = json.Text(strings) }; }
            else { json.SkipValue(); }
        }
        return node;
    }
}
