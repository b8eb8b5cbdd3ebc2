using System.Globalization;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Tables;

/// <summary>Columns of workloads, as Kubernetes 1.32 prints them.</summary>
internal static class WorkloadColumns
{
    private static Column[] Pod(params string[] template) =>
    [
        new("Containers", (o, _) => string.Join(',', o.Rows([.. template, "spec", "containers"]).Select(c => c.Text("name"))), Wide: true),
        new("Images", (o, _) => string.Join(',', o.Rows([.. template, "spec", "containers"]).Select(c => c.Text("image"))), Wide: true),
    ];

    private static Column Selector { get; } = new("Selector", (o, _) => CoreColumns.Pairs(o.At("spec", "selector", "matchLabels")), Wide: true);

    public static Column[] Deployments { get; } =
    [
        CoreColumns.Name,
        new("Ready", (o, _) => Of(o.Number("status", "readyReplicas"), o.Number("spec", "replicas"))),
        new("Up-to-date", (o, _) => o.Number("status", "updatedReplicas"), Type: "integer"),
        new("Available", (o, _) => o.Number("status", "availableReplicas"), Type: "integer"),
        CoreColumns.Age,
        .. Pod("spec", "template"),
        Selector,
    ];

    public static Column[] ReplicaSets { get; } =
    [
        CoreColumns.Name,
        new("Desired", (o, _) => o.Number("spec", "replicas"), Type: "integer"),
        new("Current", (o, _) => o.Number("status", "replicas"), Type: "integer"),
        new("Ready", (o, _) => o.Number("status", "readyReplicas"), Type: "integer"),
        CoreColumns.Age,
        .. Pod("spec", "template"),
        Selector,
    ];

    public static Column[] DaemonSets { get; } =
    [
        CoreColumns.Name,
        new("Desired", (o, _) => o.Number("status", "desiredNumberScheduled"), Type: "integer"),
        new("Current", (o, _) => o.Number("status", "currentNumberScheduled"), Type: "integer"),
        new("Ready", (o, _) => o.Number("status", "numberReady"), Type: "integer"),
        new("Up-to-date", (o, _) => o.Number("status", "updatedNumberScheduled"), Type: "integer"),
        new("Available", (o, _) => o.Number("status", "numberAvailable"), Type: "integer"),
        new("Node Selector", (o, _) => CoreColumns.Pairs(o.At("spec", "template", "spec", "nodeSelector"))),
        CoreColumns.Age,
        .. Pod("spec", "template"),
        Selector,
    ];

    public static Column[] StatefulSets { get; } =
    [
        CoreColumns.Name,
        new("Ready", (o, _) => Of(o.Number("status", "readyReplicas"), o.Number("spec", "replicas"))),
        CoreColumns.Age,
        .. Pod("spec", "template"),
    ];

    public static Column[] Jobs { get; } =
    [
        CoreColumns.Name,
        new("Status", (o, _) => JobStatus(o)),
        new("Completions", (o, _) => Of(o.Number("status", "succeeded"), Math.Max(1, o.Number("spec", "completions")))),
        new("Duration", (o, now) => o.Moment("status", "startTime") is { } start ? Ages.Text((o.Moment("status", "completionTime") ?? now) - start) : ""),
        CoreColumns.Age,
        .. Pod("spec", "template"),
        Selector,
    ];

    public static Column[] CronJobs { get; } =
    [
        CoreColumns.Name,
        new("Schedule", (o, _) => o.Text("spec", "schedule")),
        new("Timezone", (o, _) => CoreColumns.Or(o.Text("spec", "timeZone"), "<none>")),
        new("Suspend", (o, _) => o.Flag("spec", "suspend") ? "True" : "False"),
        new("Active", (o, _) => o.Rows("status", "active").Count(), Type: "integer"),
        new("Last Schedule", (o, now) => o.Moment("status", "lastScheduleTime") is { } last ? Ages.Text(now - last) : "<none>"),
        CoreColumns.Age,
        .. Pod("spec", "jobTemplate", "spec", "template"),
        new("Selector", (_, _) => "<none>", Wide: true),
    ];

    private static string JobStatus(JsonObject job) =>
        job.Condition("Complete")?.Text("status") == "True" ? "Complete"
        : job.Condition("Failed")?.Text("status") == "True" ? "Failed"
        : job.Text("metadata", "deletionTimestamp").Length > 0 ? "Terminating"
        : job.Condition("Suspended")?.Text("status") == "True" ? "Suspended" : "Running";

    private static string Of(long part, long whole) => string.Create(CultureInfo.InvariantCulture, $"{part}/{whole}");
}
