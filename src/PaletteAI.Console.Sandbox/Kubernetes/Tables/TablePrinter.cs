using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Tables;

/// <summary>What a row says of its object besides the cells.</summary>
internal enum IncludeObject
{
    None,
    Metadata,
    Object,
}

/// <summary>Prints objects as the server-side tables that kubectl shows.</summary>
internal static class TablePrinter
{
    private static readonly Dictionary<ResourceType, Column[]> _columns = new()
    {
        [ResourceType.Pod] = CoreColumns.Pods,
        [ResourceType.Node] = CoreColumns.Nodes,
        [ResourceType.Namespace] = CoreColumns.Namespaces,
        [ResourceType.Event] = CoreColumns.Events,
        [ResourceType.Service] = CoreColumns.Services,
        [ResourceType.ConfigMap] = CoreColumns.ConfigMaps,
        [ResourceType.Secret] = CoreColumns.Secrets,
        [ResourceType.PersistentVolumeClaim] = CoreColumns.PersistentVolumeClaims,
        [ResourceType.Lease] = CoreColumns.Leases,
        [ResourceType.Deployment] = WorkloadColumns.Deployments,
        [ResourceType.ReplicaSet] = WorkloadColumns.ReplicaSets,
        [ResourceType.DaemonSet] = WorkloadColumns.DaemonSets,
        [ResourceType.StatefulSet] = WorkloadColumns.StatefulSets,
        [ResourceType.Job] = WorkloadColumns.Jobs,
        [ResourceType.CronJob] = WorkloadColumns.CronJobs,
    };

    /// <summary>A table of objects.</summary>
    /// <param name="definitions">Whether the columns are described: always, except after the first event of a watch.</param>
    public static JsonObject Print(ResourceType type, IEnumerable<JsonObject> objects, IncludeObject include, DateTimeOffset now, JsonObject metadata, bool definitions = true)
    {
        var columns = _columns[type];
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["columnDefinitions"] = definitions ? new JsonArray([.. columns.Select(Definition)]) : null,
            ["rows"] = new JsonArray([.. objects.Select(o => Row(columns, o, include, now))]),
        };
    }

    /// <summary>An object reduced to its metadata.</summary>
    public static JsonObject Partial(JsonObject json) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = json["metadata"]?.DeepClone(),
    };

    private static JsonObject Definition(Column column) => new()
    {
        ["name"] = column.Name,
        ["type"] = column.Type,
        ["format"] = column.Name == "Name" && !column.Wide ? "name" : "",
        ["description"] = "",
        ["priority"] = column.Wide ? 1 : 0,
    };

    private static JsonObject Row(Column[] columns, JsonObject json, IncludeObject include, DateTimeOffset now)
    {
        var row = new JsonObject { ["cells"] = new JsonArray([.. columns.Select(c => c.Cell(json, now))]) };
        row["object"] = include switch { IncludeObject.None => null, IncludeObject.Metadata => Partial(json), _ => json.DeepClone() };
        return row;
    }
}
