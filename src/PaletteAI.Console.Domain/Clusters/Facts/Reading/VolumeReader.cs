using System.Collections.Immutable;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>Reads a pod's volumes; those that cannot hold a pod up (emptyDir, its own token) are left out.</summary>
internal static class VolumeReader
{
    public static ImmutableArray<VolumeFacts> Read(ref Utf8JsonReader json, FactStrings strings)
    {
        if (!json.IntoArray())
        {
            return [];
        }
        var volumes = ImmutableArray.CreateBuilder<VolumeFacts>();
        var sources = new List<VolumeFacts>();
        while (json.NextObject())
        {
            var name = "";
            sources.Clear();
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("name"u8)) { name = json.Text(strings); }
                else { ReadSource(ref json, sources, strings); }
            }
            volumes.AddRange(sources.Select(s => s with { Name = name }));
        }
        return volumes.DrainToImmutable();
    }

    private static void ReadSource(ref Utf8JsonReader json, List<VolumeFacts> sources, FactStrings strings)
    {
        if (json.ValueTextEquals("persistentVolumeClaim"u8)) { ReadTarget(ref json, VolumeKind.Claim, "claimName"u8, sources, strings); }
        else if (json.ValueTextEquals("configMap"u8)) { ReadTarget(ref json, VolumeKind.ConfigMap, "name"u8, sources, strings); }
        else if (json.ValueTextEquals("secret"u8)) { ReadTarget(ref json, VolumeKind.Secret, "secretName"u8, sources, strings); }
        else if (json.ValueTextEquals("hostPath"u8)) { ReadTarget(ref json, VolumeKind.HostPath, "path"u8, sources, strings); }
        else if (json.ValueTextEquals("projected"u8)) { ReadProjected(ref json, sources, strings); }
        else { json.SkipValue(); }
    }

    private static void ReadTarget(ref Utf8JsonReader json, VolumeKind kind, ReadOnlySpan<byte> field, List<VolumeFacts> sources, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return;
        }
        var (target, optional) = ("", false);
        while (json.NextProperty())
        {
            if (json.ValueTextEquals(field)) { target = json.Text(strings); }
            else if (json.ValueTextEquals("optional"u8)) { optional = json.Flag() == true; }
            else { json.SkipValue(); }
        }
        sources.Add(new VolumeFacts("", kind, target, optional));
    }

    private static void ReadProjected(ref Utf8JsonReader json, List<VolumeFacts> sources, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return;
        }
        while (json.NextProperty())
        {
            if (!json.ValueTextEquals("sources"u8))
            {
                json.SkipValue();
                continue;
            }
            if (!json.IntoArray())
            {
                continue;
            }
            while (json.NextObject())
            {
                ReadProjectedSource(ref json, sources, strings);
            }
        }
    }

    private static void ReadProjectedSource(ref Utf8JsonReader json, List<VolumeFacts> sources, FactStrings strings)
    {
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("configMap"u8)) { ReadTarget(ref json, VolumeKind.ConfigMap, "name"u8, sources, strings); }
            else if (json.ValueTextEquals("secret"u8)) { ReadTarget(ref json, VolumeKind.Secret, "name"u8, sources, strings); }
            else { json.SkipValue(); }
        }
    }
}
