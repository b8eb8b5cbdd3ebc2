using System.Collections.Immutable;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>Reads Deployments, StatefulSets and DaemonSets: the same numbers under different names.</summary>
public static class WorkloadReader
{
    /// <summary>Reads a Deployment; the reader stands on the object's start and ends on its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static DeploymentFacts Deployment(ref Utf8JsonReader json, FactStrings strings)
    {
        var parts = Read(ref json, strings);
        return Fill(new DeploymentFacts { Meta = parts.Meta.Meta, Paused = parts.Paused, Conditions = parts.Conditions }, parts, parts.Replicas);
    }

    /// <summary>Reads a StatefulSet; the reader stands on the object's start and ends on its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static StatefulSetFacts StatefulSet(ref Utf8JsonReader json, FactStrings strings)
    {
        var parts = Read(ref json, strings);
        return Fill(new StatefulSetFacts { Meta = parts.Meta.Meta }, parts, parts.Replicas);
    }

    /// <summary>Reads a DaemonSet; the reader stands on the object's start and ends on its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static DaemonSetFacts DaemonSet(ref Utf8JsonReader json, FactStrings strings)
    {
        var parts = Read(ref json, strings);
        return Fill(new DaemonSetFacts { Meta = parts.Meta.Meta }, parts, parts.Scheduled);
    }

    private static T Fill<T>(T facts, WorkloadParts parts, int desired)
        where T : WorkloadFacts => facts with
        {
            Labels = parts.Meta.Labels,
            Selector = parts.Selector,
            Desired = desired,
            Ready = parts.Ready,
            Updated = parts.Updated,
            Available = parts.Available,
            IsObserved = parts.ObservedGeneration >= parts.Meta.Generation,
        };

    private static WorkloadParts Read(ref Utf8JsonReader json, FactStrings strings)
    {
        var parts = new WorkloadParts();
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("metadata"u8)) { parts.Meta = json.ReadMeta(strings); }
            else if (json.ValueTextEquals("spec"u8)) { ReadSpec(ref json, ref parts, strings); }
            else if (json.ValueTextEquals("status"u8)) { ReadStatus(ref json, ref parts, strings); }
            else { json.SkipValue(); }
        }
        return parts;
    }

    private static void ReadSpec(ref Utf8JsonReader json, ref WorkloadParts parts, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("replicas"u8)) { parts.Replicas = (int)Math.Clamp(json.Number() ?? 1, 0, int.MaxValue); }
            else if (json.ValueTextEquals("paused"u8)) { parts.Paused = json.Flag() == true; }
            else if (json.ValueTextEquals("selector"u8)) { parts.Selector = ReadSelector(ref json, strings); }
            else { json.SkipValue(); }
        }
    }

    private static FactLabels ReadSelector(ref Utf8JsonReader json, FactStrings strings)
    {
        var labels = FactLabels.Empty;
        if (!json.IntoObject())
        {
            return labels;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("matchLabels"u8)) { labels = json.Labels(strings); }
            else { json.SkipValue(); }
        }
        return labels;
    }

    private static void ReadStatus(ref Utf8JsonReader json, ref WorkloadParts parts, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("readyReplicas"u8) || json.ValueTextEquals("numberReady"u8)) { parts.Ready = json.Int(); }
            else if (json.ValueTextEquals("updatedReplicas"u8) || json.ValueTextEquals("updatedNumberScheduled"u8)) { parts.Updated = json.Int(); }
            else if (json.ValueTextEquals("availableReplicas"u8) || json.ValueTextEquals("numberAvailable"u8)) { parts.Available = json.Int(); }
            else if (json.ValueTextEquals("desiredNumberScheduled"u8)) { parts.Scheduled = json.Int(); }
            else if (json.ValueTextEquals("observedGeneration"u8)) { parts.ObservedGeneration = json.Number() ?? 0; }
            else if (json.ValueTextEquals("conditions"u8)) { parts.Conditions = json.ReadConditions(strings); }
            else { json.SkipValue(); }
        }
    }

    private struct WorkloadParts
    {
        public WorkloadParts()
        {
        }

        public MetaParts Meta { get; set; } = new();

        public FactLabels Selector { get; set; }

        public int Replicas { get; set; } = 1;

        public int Scheduled { get; set; }

        public int Ready { get; set; }

        public int Updated { get; set; }

        public int Available { get; set; }

        public long ObservedGeneration { get; set; }

        public bool Paused { get; set; }

        public ImmutableArray<ConditionFacts> Conditions { get; set; } = [];
    }
}
