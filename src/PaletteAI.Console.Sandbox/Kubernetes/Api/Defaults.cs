using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Api;

/// <summary>What the API fills in where a new object says nothing.</summary>
internal static class Defaults
{
    public static void Fill(ResourceType type, JsonObject json, DateTimeOffset now)
    {
        json.Child("metadata")["creationTimestamp"] ??= now.Stamp();
        if (type == ResourceType.Pod)
        {
            json.Child("status")["phase"] ??= "Pending";
            json.Child("spec")["restartPolicy"] ??= "Always";
        }
        else if (type == ResourceType.Namespace)
        {
            json.Child("status")["phase"] ??= "Active";
        }
        else if (type == ResourceType.Job)
        {
            Job(json);
        }
        else if (type == ResourceType.CronJob)
        {
            var spec = json.Child("spec");
            spec["concurrencyPolicy"] ??= "Allow";
            spec["suspend"] ??= false;
            spec["successfulJobsHistoryLimit"] ??= 3;
            spec["failedJobsHistoryLimit"] ??= 1;
            json.Child("status");
        }
    }

    private static void Job(JsonObject json)
    {
        var spec = json.Child("spec");
        spec["parallelism"] ??= 1;
        spec["completions"] ??= 1;
        spec["backoffLimit"] ??= 6;
        json.Child("status");
        var name = json.Text("metadata", "name");
        var labels = json.Child("spec", "template", "metadata", "labels");
        labels["batch.kubernetes.io/job-name"] ??= name;
        labels["job-name"] ??= name;
        spec["selector"] ??= new JsonObject { ["matchLabels"] = new JsonObject { ["batch.kubernetes.io/job-name"] = name } };
    }
}
