using System.Collections.Immutable;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>Reads CronJobs of <c>batch/v1</c> and <c>batch/v1beta1</c>.</summary>
public static class CronJobReader
{
    /// <summary>Reads one; the reader stands on the object's start and ends on its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static CronJobFacts Read(ref Utf8JsonReader json, FactStrings strings)
    {
        var meta = new MetaParts();
        var cron = new CronJobFacts { Meta = FactMeta.None };
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("metadata"u8)) { meta = json.ReadMeta(strings); }
            else if (json.ValueTextEquals("spec"u8)) { cron = ReadSpec(ref json, cron, strings); }
            else if (json.ValueTextEquals("status"u8)) { cron = ReadStatus(ref json, cron, strings); }
            else { json.SkipValue(); }
        }
        return cron with { Meta = meta.Meta, Labels = meta.Labels };
    }

    private static CronJobFacts ReadSpec(ref Utf8JsonReader json, CronJobFacts cron, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return cron;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("schedule"u8)) { cron = cron with { Schedule = json.Text(strings) }; }
            else if (json.ValueTextEquals("timeZone"u8)) { cron = cron with { TimeZone = json.Text(strings) }; }
            else if (json.ValueTextEquals("suspend"u8)) { cron = cron with { Suspended = json.Flag() == true }; }
            else if (json.ValueTextEquals("concurrencyPolicy"u8)) { cron = cron with { ConcurrencyPolicy = json.Text(strings) }; }
            else if (json.ValueTextEquals("startingDeadlineSeconds"u8)) { cron = cron with { StartingDeadlineSeconds = json.Number() }; }
            else if (json.ValueTextEquals("jobTemplate"u8)) { cron = With(cron, ReadPodOfJob(ref json, strings)); }
            else { json.SkipValue(); }
        }
        return cron;
    }

    private static CronJobFacts With(CronJobFacts cron, PodSpecParts pod) => cron with
    {
        Images = [.. pod.InitContainers.Concat(pod.Containers).Select(c => c.Image).Distinct(StringComparer.Ordinal)],
        Volumes = pod.Volumes,
        Scheduling = pod.Scheduling,
    };

    // jobTemplate.spec.template.spec
    private static PodSpecParts ReadPodOfJob(ref Utf8JsonReader json, FactStrings strings)
    {
        var pod = new PodSpecParts();
        if (!json.IntoObject())
        {
            return pod;
        }
        while (json.NextProperty())
        {
            if (!json.ValueTextEquals("spec"u8))
            {
                json.SkipValue();
            }
            else if (json.IntoObject())
            {
                while (json.NextProperty())
                {
                    if (json.ValueTextEquals("template"u8)) { pod = ReadPodOfTemplate(ref json, strings); }
                    else { json.SkipValue(); }
                }
            }
        }
        return pod;
    }

    private static PodSpecParts ReadPodOfTemplate(ref Utf8JsonReader json, FactStrings strings)
    {
        var pod = new PodSpecParts();
        if (!json.IntoObject())
        {
            return pod;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("spec"u8)) { pod = PodSpecReader.Read(ref json, strings); }
            else { json.SkipValue(); }
        }
        return pod;
    }

    private static CronJobFacts ReadStatus(ref Utf8JsonReader json, CronJobFacts cron, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return cron;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("lastScheduleTime"u8)) { cron = cron with { LastScheduledAt = json.Time() }; }
            else if (json.ValueTextEquals("lastSuccessfulTime"u8)) { cron = cron with { LastSucceededAt = json.Time() }; }
            else if (json.ValueTextEquals("active"u8)) { cron = cron with { Active = ReadActive(ref json, strings) }; }
            else { json.SkipValue(); }
        }
        return cron;
    }

    private static ImmutableArray<string> ReadActive(ref Utf8JsonReader json, FactStrings strings)
    {
        if (!json.IntoArray())
        {
            return [];
        }
        var names = ImmutableArray.CreateBuilder<string>();
        while (json.NextObject())
        {
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("name"u8)) { names.Add(json.Text(strings)); }
                else { json.SkipValue(); }
            }
        }
        return names.DrainToImmutable();
    }
}
