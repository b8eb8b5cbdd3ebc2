using System.Text.Json;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>Reads Jobs.</summary>
public static class JobReader
{
    /// <summary>Reads one; the reader stands on the object's start and ends on its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JobFacts Read(ref Utf8JsonReader json, FactStrings strings)
    {
        var meta = new MetaParts();
        var job = new JobFacts { Meta = FactMeta.None };
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("metadata"u8)) { meta = json.ReadMeta(strings); }
            else if (json.ValueTextEquals("spec"u8)) { job = ReadSpec(ref json, job); }
            else if (json.ValueTextEquals("status"u8)) { job = ReadStatus(ref json, job, strings); }
            else { json.SkipValue(); }
        }
        return job with { Meta = meta.Meta, Labels = meta.Labels, Owner = meta.Owner, IsManual = meta.Instantiate == "manual" };
    }

    private static JobFacts ReadSpec(ref Utf8JsonReader json, JobFacts job)
    {
        if (!json.IntoObject())
        {
            return job;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("completions"u8)) { job = job with { Completions = (int)Math.Clamp(json.Number() ?? 1, 0, int.MaxValue) }; }
            else if (json.ValueTextEquals("backoffLimit"u8)) { job = job with { BackoffLimit = (int?)json.Number() }; }
            else if (json.ValueTextEquals("suspend"u8)) { job = job with { Suspended = json.Flag() == true }; }
            else { json.SkipValue(); }
        }
        return job;
    }

    private static JobFacts ReadStatus(ref Utf8JsonReader json, JobFacts job, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return job;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("active"u8)) { job = job with { Active = json.Int() }; }
            else if (json.ValueTextEquals("succeeded"u8)) { job = job with { Succeeded = json.Int() }; }
            else if (json.ValueTextEquals("failed"u8)) { job = job with { Failed = json.Int() }; }
            else if (json.ValueTextEquals("startTime"u8)) { job = job with { StartedAt = json.Time() }; }
            else if (json.ValueTextEquals("completionTime"u8)) { job = job with { CompletedAt = json.Time() }; }
            else if (json.ValueTextEquals("conditions"u8)) { job = job with { Conditions = json.ReadConditions(strings) }; }
            else { json.SkipValue(); }
        }
        return job;
    }
}
