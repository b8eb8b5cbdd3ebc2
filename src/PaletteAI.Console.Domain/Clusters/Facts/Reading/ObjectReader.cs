using System.Collections.Immutable;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>Reads the small kinds: namespaces, claims, leases, names of secrets, and the identity of any object.</summary>
public static class ObjectReader
{
    /// <summary>Reads a Namespace; the reader stands on the object's start and ends on its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static NamespaceFacts Namespace(ref Utf8JsonReader json, FactStrings strings)
    {
        var (meta, phase, conditions) = (new MetaParts(), "", ImmutableArray<ConditionFacts>.Empty);
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("metadata"u8)) { meta = json.ReadMeta(strings); }
            else if (json.ValueTextEquals("status"u8)) { (phase, conditions) = ReadPhase(ref json, strings); }
            else { json.SkipValue(); }
        }
        return new NamespaceFacts { Meta = meta.Meta, Phase = phase, Conditions = conditions };
    }

    /// <summary>Reads a PersistentVolumeClaim; the reader stands on the object's start and ends on its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static PvcFacts Claim(ref Utf8JsonReader json, FactStrings strings)
    {
        var (meta, phase) = (new MetaParts(), "");
        var claim = new PvcFacts { Meta = FactMeta.None };
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("metadata"u8)) { meta = json.ReadMeta(strings); }
            else if (json.ValueTextEquals("spec"u8)) { claim = ReadClaimSpec(ref json, claim, strings); }
            else if (json.ValueTextEquals("status"u8)) { (phase, _) = ReadPhase(ref json, strings); }
            else { json.SkipValue(); }
        }
        return claim with { Meta = meta.Meta, Phase = phase };
    }

    /// <summary>Reads a Lease; the reader stands on the object's start and ends on its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static LeaseFacts Lease(ref Utf8JsonReader json, FactStrings strings)
    {
        var meta = new MetaParts();
        var lease = new LeaseFacts { Meta = FactMeta.None };
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("metadata"u8)) { meta = json.ReadMeta(strings); }
            else if (json.ValueTextEquals("spec"u8)) { lease = ReadLeaseSpec(ref json, lease, strings); }
            else { json.SkipValue(); }
        }
        return lease with { Meta = meta.Meta };
    }

    /// <summary>Reads the name of a Secret, or of its <c>PartialObjectMetadata</c>; its data is passed over.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static SecretName Secret(ref Utf8JsonReader json, FactStrings strings)
    {
        var (meta, type) = (new MetaParts(), "");
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("metadata"u8)) { meta = json.ReadMeta(strings); }
            else if (json.ValueTextEquals("type"u8)) { type = json.Text(strings); }
            else { json.SkipValue(); }
        }
        return new SecretName { Meta = meta.Meta, Type = type };
    }

    /// <summary>Reads only the identity and version of an object, e.g. of a bookmark.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static FactMeta Meta(ref Utf8JsonReader json, FactStrings strings)
    {
        var meta = FactMeta.None;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("metadata"u8)) { meta = json.ReadMeta(strings).Meta; }
            else { json.SkipValue(); }
        }
        return meta;
    }

    private static (string Phase, ImmutableArray<ConditionFacts> Conditions) ReadPhase(ref Utf8JsonReader json, FactStrings strings)
    {
        var (phase, conditions) = ("", ImmutableArray<ConditionFacts>.Empty);
        if (!json.IntoObject())
        {
            return (phase, conditions);
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("phase"u8)) { phase = json.Text(strings); }
            else if (json.ValueTextEquals("conditions"u8)) { conditions = json.ReadConditions(strings); }
            else { json.SkipValue(); }
        }
        return (phase, conditions);
    }

    private static LeaseFacts ReadLeaseSpec(ref Utf8JsonReader json, LeaseFacts lease, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return lease;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("holderIdentity"u8)) { lease = lease with { Holder = json.Text(strings) }; }
            else if (json.ValueTextEquals("renewTime"u8)) { lease = lease with { RenewedAt = json.Time() }; }
            else if (json.ValueTextEquals("leaseDurationSeconds"u8)) { lease = lease with { DurationSeconds = (int?)json.Number() }; }
            else { json.SkipValue(); }
        }
        return lease;
    }

    private static PvcFacts ReadClaimSpec(ref Utf8JsonReader json, PvcFacts claim, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return claim;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("storageClassName"u8)) { claim = claim with { StorageClass = json.Text(strings) }; }
            else if (json.ValueTextEquals("volumeName"u8)) { claim = claim with { VolumeName = json.Text(strings) }; }
            else if (json.ValueTextEquals("accessModes"u8)) { claim = claim with { AccessModes = json.Texts(strings) }; }
            else if (json.ValueTextEquals("resources"u8)) { claim = claim with { Requested = ReadRequested(ref json, strings) }; }
            else { json.SkipValue(); }
        }
        return claim;
    }

    private static string ReadRequested(ref Utf8JsonReader json, FactStrings strings)
    {
        var requested = "";
        if (!json.IntoObject())
        {
            return requested;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("requests"u8)) { requested = json.Labels(strings)["storage"] ?? ""; }
            else { json.SkipValue(); }
        }
        return requested;
    }
}
