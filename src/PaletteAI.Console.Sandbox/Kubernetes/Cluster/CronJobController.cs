using System.Globalization;
using System.Text.Json.Nodes;
using Cronos;
using PaletteAI.Console.Sandbox.Kubernetes.Api;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>CronJobs: makes the Job of the last time that was missed, keeps to the concurrency policy and the limits of the history.</summary>
internal static class CronJobController
{
    public static void Run(Tick tick)
    {
        foreach (var cron in tick.List(ResourceType.CronJob).ToList())
        {
            var jobs = tick.OwnedBy(cron.Json, ResourceType.Job);
            Report(tick, cron, jobs);
            if (!cron.Json.Flag("spec", "suspend") && LastDue(cron.Json, tick.Now) is { } due)
            {
                StartDue(tick, cron, jobs, due);
            }

            Trim(tick, jobs, "Complete", cron.Json.Number("spec", "successfulJobsHistoryLimit"));
            Trim(tick, jobs, "Failed", cron.Json.Number("spec", "failedJobsHistoryLimit"));
        }
    }

    // Every missed time is looked at from the last one on; a long absence is cut short as the real controller does.
    private static DateTimeOffset? LastDue(JsonObject cron, DateTimeOffset now)
    {
        var since = cron.Moment("status", "lastScheduleTime") ?? cron.Moment("metadata", "creationTimestamp") ?? now;
        var deadline = cron.Number("spec", "startingDeadlineSeconds");
        var earliest = deadline > 0 && now - since > TimeSpan.FromSeconds(deadline) ? now.AddSeconds(-deadline) : since;
        if (earliest >= now)
        {
            return null;
        }

        try
        {
            var zone = cron.Text("spec", "timeZone") is { Length: > 0 } id ? TimeZoneInfo.FindSystemTimeZoneById(id) : TimeZoneInfo.Utc;
            var times = CronExpression.Parse(cron.Text("spec", "schedule")).GetOccurrences(earliest, now, zone, fromInclusive: false, toInclusive: true);
            return times.TakeLast(1).Select(t => (DateTimeOffset?)t).FirstOrDefault();
        }
        catch (Exception e) when (e is CronFormatException or TimeZoneNotFoundException)
        {
            return null;
        }
    }

    private static void StartDue(Tick tick, StoredObject cron, List<StoredObject> jobs, DateTimeOffset due)
    {
        var unfinished = jobs.Where(j => IsScheduled(j) && !JobController.IsFinished(j.Json)).ToList();
        switch (cron.Json.Text("spec", "concurrencyPolicy"))
        {
            case "Forbid" when unfinished.Count > 0:
                tick.Event(cron.Json, "Normal", "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid", "cronjob-controller", occasion: due);
                return;
            case "Replace":
                foreach (var job in unfinished)
                {
                    tick.Store.Delete(ResourceType.Job, job.Namespace, job.Name);
                }

                break;
        }

        var made = JobFor(cron.Json, due, tick.Now);
        tick.Ensure(ResourceType.Job, made);
        tick.Event(cron.Json, "Normal", "SuccessfulCreate", $"Created job {made.Text("metadata", "name")}", "cronjob-controller");
        tick.Update(ResourceType.CronJob, tick.Store.Find(ResourceType.CronJob, cron.Namespace, cron.Name)!, c => c.Child("status")["lastScheduleTime"] = due.Stamp());
    }

    // A Job made by hand from the CronJob does not count for its concurrency.
    private static bool IsScheduled(StoredObject job) => job.Json.Text("metadata", "annotations", "cronjob.kubernetes.io/instantiate") != "manual";

    private static JsonObject JobFor(JsonObject cron, DateTimeOffset due, DateTimeOffset now)
    {
        var template = ((JsonObject)cron.At("spec", "jobTemplate")!).Copy();
        var metadata = template.Child("metadata");
        metadata["name"] = string.Create(CultureInfo.InvariantCulture, $"{cron.Text("metadata", "name")}-{due.ToUnixTimeSeconds() / 60}");
        metadata["namespace"] = cron.Text("metadata", "namespace");
        metadata.Child("annotations")["batch.kubernetes.io/cronjob-scheduled-timestamp"] = due.Stamp();
        metadata["ownerReferences"] = new JsonArray(Tick.OwnerReference(cron));
        Defaults.Fill(ResourceType.Job, template, now);
        return template;
    }

    private static void Report(Tick tick, StoredObject cron, List<StoredObject> jobs)
    {
        var active = new JsonArray([.. jobs.Where(j => !JobController.IsFinished(j.Json)).Select(j => new JsonObject
        {
            ["kind"] = "Job",
            ["apiVersion"] = "batch/v1",
            ["namespace"] = j.Namespace,
            ["name"] = j.Name,
            ["uid"] = j.Json.Text("metadata", "uid"),
        })]);
        var succeeded = jobs.Select(j => j.Json.Moment("status", "completionTime")).Max();
        tick.Update(ResourceType.CronJob, cron, c =>
        {
            var status = c.Child("status");
            if (active.Count == 0)
            {
                status.Remove("active");
            }
            else if (!JsonNode.DeepEquals(status["active"], active))
            {
                status["active"] = active;
            }

            if (succeeded is { } at)
            {
                status["lastSuccessfulTime"] = at.Stamp();
            }
        });
    }

    private static void Trim(Tick tick, List<StoredObject> jobs, string condition, long limit)
    {
        var ended = jobs.Where(j => j.Json.Condition(condition)?.Text("status") == "True").OrderByDescending(j => j.Json.Moment("metadata", "creationTimestamp")).Skip((int)limit);
        foreach (var job in ended.Where(j => tick.Store.Find(ResourceType.Job, j.Namespace, j.Name) is not null))
        {
            tick.Store.Delete(ResourceType.Job, job.Namespace, job.Name);
        }
    }
}
