using System.Globalization;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>Jobs: one pod at a time until one succeeds or too many failed.</summary>
internal static class JobController
{
    public static void Run(Tick tick)
    {
        foreach (var job in tick.List(ResourceType.Job).ToList())
        {
            if (!IsFinished(job.Json))
            {
                Advance(tick, job);
            }
        }
    }

    public static bool IsFinished(JsonObject job) =>
        job.Condition("Complete")?.Text("status") == "True" || job.Condition("Failed")?.Text("status") == "True";

    private static void Advance(Tick tick, StoredObject job)
    {
        var pods = tick.OwnedBy(job.Json, ResourceType.Pod);
        var (active, succeeded, failed) = (Count(pods, "Pending", "Running"), Count(pods, "Succeeded"), Count(pods, "Failed"));
        var tooOften = failed > job.Json.Number("spec", "backoffLimit");
        if (active == 0 && succeeded == 0 && !tooOften && !job.Json.Flag("spec", "suspend"))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{job.Name}-{Tick.Hash($"{job.Json.Text("metadata", "uid")}/{pods.Count}", 5)}");
            tick.Ensure(ResourceType.Pod, WorkloadController.PodFrom(tick, job.Json, name));
            tick.Event(job.Json, "Normal", "SuccessfulCreate", $"Created pod: {name}", "job-controller");
            active = 1;
        }

        tick.Update(ResourceType.Job, job, j =>
        {
            var status = j.Child("status");
            status["startTime"] ??= tick.Now.Stamp();
            Set(status, "active", active);
            Set(status, "ready", pods.Count(p => p.Json.Condition("Ready")?.Text("status") == "True"));
            Set(status, "succeeded", succeeded);
            Set(status, "failed", failed);
            if (succeeded > 0)
            {
                status["completionTime"] = (Finished(pods) ?? tick.Now).Stamp();
                Tick.SetCondition(j, tick.Condition("Complete", "True", "CompletionsReached", "Reached expected number of succeeded pods"));
            }
            else if (tooOften)
            {
                Tick.SetCondition(j, tick.Condition("Failed", "True", "BackoffLimitExceeded", "Job has reached the specified backoff limit"));
            }
        });
        if (succeeded > 0 || tooOften)
        {
            tick.Event(job.Json, succeeded > 0 ? "Normal" : "Warning", succeeded > 0 ? "Completed" : "BackoffLimitExceeded", succeeded > 0 ? "Job completed" : "Job has reached the specified backoff limit", "job-controller");
        }
    }

    private static DateTimeOffset? Finished(List<StoredObject> pods) =>
        pods.SelectMany(p => p.Json.Rows("status", "containerStatuses")).Select(s => s.Moment("state", "terminated", "finishedAt")).Max();

    private static int Count(List<StoredObject> pods, params ReadOnlySpan<string> phases)
    {
        var wanted = phases.ToArray();
        return pods.Count(p => wanted.Contains(p.Json.Text("status", "phase")));
    }

    // The API leaves zero out.
    private static void Set(JsonObject status, string name, int value)
    {
        if (value == 0)
        {
            status.Remove(name);
        }
        else
        {
            status[name] = value;
        }
    }
}
