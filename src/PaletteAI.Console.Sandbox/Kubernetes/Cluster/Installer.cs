using System.Globalization;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Api;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>The PaletteAI installer: the CronJob that reads the values file of the node it runs on.</summary>
internal static class Installer
{
    public const string Namespace = "palette-ai-system";

    public const string Name = "palette-ai-installer";

    /// <summary>Folder of the values file on every node.</summary>
    public const string ValuesFolder = "/usr/local/palette-ai";

    /// <summary>The stage that brings the CronJob.</summary>
    public const string Stage = "PaletteAIInstallerReady";

    /// <summary>Set on the CronJob once a run has succeeded, because the Jobs of the history are removed in time.</summary>
    private const string Installed = "sandbox.palette.ai/installed";

    /// <summary>A real appliance runs it every five minutes. Under a time scale it comes every minute, as often as a schedule can say.</summary>
    private const double ScaleOfEveryMinute = 5;

    /// <summary>Brings the CronJob, made when its stage began.</summary>
    public static void Bring(Tick tick, DateTimeOffset begun)
    {
        ContentController.EnsureNamespace(tick, Namespace);
        tick.Ensure(ResourceType.CronJob, CronJob(tick, begun));
        if (Find(tick) is { } cron && cron.Json.Text("metadata", "annotations", Installed).Length == 0
            && tick.OwnedBy(cron.Json, ResourceType.Job).Exists(j => j.Json.Condition("Complete")?.Text("status") == "True"))
        {
            tick.Update(ResourceType.CronJob, cron, c => c.Child("metadata", "annotations")[Installed] = tick.Now.Stamp());
        }
    }

    public static bool HasSucceeded(Tick tick) => Find(tick)?.Json.Text("metadata", "annotations", Installed).Length > 0;

    private static StoredObject? Find(Tick tick) => tick.Store.Find(ResourceType.CronJob, Namespace, Name);

    private static JsonObject CronJob(Tick tick, DateTimeOffset begun)
    {
        var pod = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = "installer",
                ["image"] = $"{Packs.Registry(tick.Snapshot)}/palette-ai/installer:1.1.0",
                ["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = "values", ["mountPath"] = "/usr/local/palette-ai", ["readOnly"] = true }),
            }),
            ["volumes"] = new JsonArray(new JsonObject { ["name"] = "values", ["hostPath"] = new JsonObject { ["path"] = ValuesFolder, ["type"] = "Directory" } }),
            ["restartPolicy"] = "Never",
            ["tolerations"] = new JsonArray(new JsonObject { ["key"] = "node-role.kubernetes.io/control-plane", ["operator"] = "Exists", ["effect"] = "NoSchedule" }),
        };
        if (tick.Snapshot.ValuesNodeSelector)
        {
            pod["nodeSelector"] = new JsonObject { ["palette.ai/helm-config"] = "true" };
        }

        var cron = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = Name,
                ["namespace"] = Namespace,
                ["creationTimestamp"] = begun.Stamp(),
                ["labels"] = new JsonObject { ["app.kubernetes.io/name"] = Name },
                ["annotations"] = new JsonObject { ["sandbox.palette.ai/note"] = string.Create(CultureInfo.InvariantCulture, $"A real appliance runs this every 5 minutes; time here runs {tick.TimeScale:0.##} times as fast.") },
            },
            ["spec"] = new JsonObject
            {
                ["schedule"] = tick.TimeScale >= ScaleOfEveryMinute ? "*/1 * * * *" : "*/5 * * * *",
                ["concurrencyPolicy"] = "Forbid",
                ["jobTemplate"] = new JsonObject
                {
                    ["spec"] = new JsonObject
                    {
                        ["backoffLimit"] = 0,
                        ["template"] = new JsonObject
                        {
                            ["metadata"] = new JsonObject
                            {
                                ["labels"] = new JsonObject { ["app.kubernetes.io/name"] = Name },
                                ["annotations"] = new JsonObject { [Kubelet.RunSeconds] = "240" },
                            },
                            ["spec"] = pod,
                        },
                    },
                },
            },
        };
        Defaults.Fill(ResourceType.CronJob, cron, tick.Now);
        return cron;
    }
}
