using System.Collections.Immutable;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>What <c>metadata</c> holds that is of use.</summary>
internal struct MetaParts
{
    public MetaParts()
    {
    }

    public FactMeta Meta { get; set; } = FactMeta.None;

    public FactLabels Labels { get; set; }

    public OwnerFacts? Owner { get; set; }

    public ImmutableArray<string> Finalizers { get; set; } = [];

    public int? DeletionGraceSeconds { get; set; }

    public long Generation { get; set; }

    /// <summary>Value of the annotation <c>cronjob.kubernetes.io/instantiate</c>.</summary>
    public string Instantiate { get; set; } = "";
}

/// <summary>Reads <c>metadata</c>.</summary>
internal static class MetaReader
{
    public static MetaParts ReadMeta(this ref Utf8JsonReader json, FactStrings strings)
    {
        var parts = new MetaParts();
        if (!json.IntoObject())
        {
            return parts;
        }
        var meta = FactMeta.None;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("name"u8)) { meta = meta with { Name = json.Text() }; }
            else if (json.ValueTextEquals("namespace"u8)) { meta = meta with { Namespace = json.Text(strings) }; }
            else if (json.ValueTextEquals("uid"u8)) { meta = meta with { Uid = json.Text() }; }
            else if (json.ValueTextEquals("resourceVersion"u8)) { meta = meta with { ResourceVersion = json.Text() }; }
            else if (json.ValueTextEquals("creationTimestamp"u8)) { meta = meta with { CreatedAt = json.Time() }; }
            else if (json.ValueTextEquals("deletionTimestamp"u8)) { meta = meta with { DeletedAt = json.Time() }; }
            else { ReadRest(ref json, ref parts, strings); }
        }
        parts.Meta = meta;
        return parts;
    }

    private static void ReadRest(ref Utf8JsonReader json, ref MetaParts parts, FactStrings strings)
    {
        if (json.ValueTextEquals("labels"u8)) { parts.Labels = json.Labels(strings); }
        else if (json.ValueTextEquals("ownerReferences"u8)) { parts.Owner = ReadOwner(ref json, strings); }
        else if (json.ValueTextEquals("finalizers"u8)) { parts.Finalizers = json.Texts(strings); }
        else if (json.ValueTextEquals("deletionGracePeriodSeconds"u8)) { parts.DeletionGraceSeconds = (int?)json.Number(); }
        else if (json.ValueTextEquals("generation"u8)) { parts.Generation = json.Number() ?? 0; }
        else if (json.ValueTextEquals("annotations"u8)) { parts.Instantiate = ReadInstantiate(ref json, strings); }
        else { json.SkipValue(); }
    }

    private static string ReadInstantiate(ref Utf8JsonReader json, FactStrings strings)
    {
        var found = "";
        if (!json.IntoObject())
        {
            return found;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("cronjob.kubernetes.io/instantiate"u8)) { found = json.Text(strings); }
            else { json.SkipValue(); }
        }
        return found;
    }

    private static OwnerFacts? ReadOwner(ref Utf8JsonReader json, FactStrings strings)
    {
        OwnerFacts? first = null;
        OwnerFacts? controller = null;
        if (!json.IntoArray())
        {
            return null;
        }
        while (json.NextObject())
        {
            var (kind, name, uid, isController) = ("", "", "", false);
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("kind"u8)) { kind = json.Text(strings); }
                else if (json.ValueTextEquals("name"u8)) { name = json.Text(strings); }
                else if (json.ValueTextEquals("uid"u8)) { uid = json.Text(strings); }
                else if (json.ValueTextEquals("controller"u8)) { isController = json.Flag() == true; }
                else { json.SkipValue(); }
            }
            var owner = new OwnerFacts(kind, name, uid);
            first ??= owner;
            controller ??= isController ? owner : null;
        }
        return controller ?? first;
    }
}
