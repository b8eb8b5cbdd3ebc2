using System.Text.Json.Nodes;

namespace PaletteAI.Console.Kubernetes.Reading;

/// <summary>Jobs made by hand from a CronJob, as <c>kubectl create job --from</c> makes them.</summary>
internal static class JobTemplates
{
    public static JsonObject ByHand(JsonObject cronJob, string cronJobVersion, string name)
    {
        var template = cronJob["spec"]?["jobTemplate"] as JsonObject ?? [];
        var annotations = template["metadata"]?["annotations"]?.DeepClone() as JsonObject ?? [];
        annotations["cronjob.kubernetes.io/instantiate"] = "manual";
        return new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = template["metadata"]?["labels"]?.DeepClone(),
                ["annotations"] = annotations,
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = $"batch/{cronJobVersion}",
                    ["kind"] = "CronJob",
                    ["name"] = cronJob["metadata"]?["name"]?.DeepClone(),
                    ["uid"] = cronJob["metadata"]?["uid"]?.DeepClone(),
                    ["controller"] = true,
                    ["blockOwnerDeletion"] = true,
                }),
            },
            ["spec"] = template["spec"]?.DeepClone(),
        };
    }
}
