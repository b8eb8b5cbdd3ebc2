using System.Globalization;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Tables;

/// <summary>Columns of the kinds of the core group, as Kubernetes 1.32 prints them.</summary>
internal static class CoreColumns
{
    public static Column Name { get; } = new("Name", (o, _) => o.Text("metadata", "name"));

    public static Column Age { get; } = new("Age", (o, now) => Ages.Since(o.Moment("metadata", "creationTimestamp"), now));

    public static Column[] Pods { get; } =
    [
        Name,
        new("Ready", (o, _) => PodStatus.Ready(o)),
        new("Status", (o, _) => PodStatus.Text(o)),
        new("Restarts", (o, now) => PodStatus.Restarts(o, now)),
        Age,
        new("IP", (o, _) => Or(o.Text("status", "podIP"), "<none>"), Wide: true),
        new("Node", (o, _) => Or(o.Text("spec", "nodeName"), "<none>"), Wide: true),
        new("Nominated Node", (o, _) => Or(o.Text("status", "nominatedNodeName"), "<none>"), Wide: true),
        new("Readiness Gates", (_, _) => "<none>", Wide: true),
    ];

    public static Column[] Nodes { get; } =
    [
        Name,
        new("Status", (o, _) => NodeStatus(o)),
        new("Roles", (o, _) => Or(string.Join(',', Roles(o)), "<none>")),
        Age,
        new("Version", (o, _) => o.Text("status", "nodeInfo", "kubeletVersion")),
        new("Internal-IP", (o, _) => Address(o, "InternalIP"), Wide: true),
        new("External-IP", (o, _) => Address(o, "ExternalIP"), Wide: true),
        new("OS-Image", (o, _) => Or(o.Text("status", "nodeInfo", "osImage"), "<unknown>"), Wide: true),
        new("Kernel-Version", (o, _) => Or(o.Text("status", "nodeInfo", "kernelVersion"), "<unknown>"), Wide: true),
        new("Container-Runtime", (o, _) => Or(o.Text("status", "nodeInfo", "containerRuntimeVersion"), "<unknown>"), Wide: true),
    ];

    public static Column[] Namespaces { get; } = [Name, new("Status", (o, _) => o.Text("status", "phase")), Age];

    public static Column[] Events { get; } =
    [
        new("Last Seen", (o, now) => Ages.Since(o.Moment("lastTimestamp") ?? o.Moment("eventTime") ?? o.Moment("firstTimestamp"), now)),
        new("Type", (o, _) => o.Text("type")),
        new("Reason", (o, _) => o.Text("reason")),
        new("Object", (o, _) => $"{o.Text("involvedObject", "kind").ToLowerInvariant()}/{o.Text("involvedObject", "name")}"),
        new("Subobject", (o, _) => o.Text("involvedObject", "fieldPath"), Wide: true),
        new("Source", (o, _) => o.Text("source", "component") + (o.Text("source", "host") is { Length: > 0 } host ? ", " + host : ""), Wide: true),
        new("Message", (o, _) => o.Text("message").Trim()),
        new("First Seen", (o, now) => Ages.Since(o.Moment("firstTimestamp") ?? o.Moment("eventTime"), now), Wide: true),
        new("Count", (o, _) => Math.Max(1, o.Number("count")).ToString(CultureInfo.InvariantCulture), Wide: true),
        new("Name", (o, _) => o.Text("metadata", "name"), Wide: true),
    ];

    public static Column[] Services { get; } =
    [
        Name,
        new("Type", (o, _) => o.Text("spec", "type")),
        new("Cluster-IP", (o, _) => Or(o.Text("spec", "clusterIP"), "<none>")),
        new("External-IP", (o, _) => ExternalIp(o)),
        new("Port(s)", (o, _) => Or(string.Join(',', o.Rows("spec", "ports").Select(Port)), "<none>")),
        Age,
        new("Selector", (o, _) => Pairs(o.At("spec", "selector")), Wide: true),
    ];

    public static Column[] ConfigMaps { get; } =
    [
        Name, new("Data", (o, _) => o.Pairs("data").Count() + o.Pairs("binaryData").Count()), Age,
    ];

    public static Column[] Secrets { get; } =
    [
        Name, new("Type", (o, _) => o.Text("type")), new("Data", (o, _) => o.Pairs("data").Count()), Age,
    ];

    public static Column[] PersistentVolumeClaims { get; } =
    [
        Name,
        new("Status", (o, _) => o.Text("status", "phase")),
        new("Volume", (o, _) => o.Text("spec", "volumeName")),
        new("Capacity", (o, _) => o.Text("status", "capacity", "storage")),
        new("Access Modes", (o, _) => string.Join(',', (o.At("spec", "accessModes") as JsonArray ?? []).Select(m => m.Text() == "ReadWriteMany" ? "RWX" : "RWO"))),
        new("StorageClass", (o, _) => o.Text("spec", "storageClassName")),
        new("VolumeAttributesClass", (_, _) => "<unset>"),
        Age,
        new("VolumeMode", (o, _) => Or(o.Text("spec", "volumeMode"), "Filesystem"), Wide: true),
    ];

    public static Column[] Leases { get; } = [Name, new("Holder", (o, _) => o.Text("spec", "holderIdentity")), Age];

    public static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;

    /// <summary>Labels as <c>a=b,c=d</c>.</summary>
    public static string Pairs(JsonNode? labels) =>
        Or(string.Join(',', labels.Pairs().OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}")), "<none>");

    private static string NodeStatus(JsonObject node)
    {
        var ready = node.Condition("Ready")?.Text("status") switch { "True" => "Ready", null => "Unknown", _ => "NotReady" };
        return node.Flag("spec", "unschedulable") ? ready + ",SchedulingDisabled" : ready;
    }

    private static IEnumerable<string> Roles(JsonObject node) =>
        node.Pairs("metadata", "labels").Select(l => l.Key.StartsWith("node-role.kubernetes.io/", StringComparison.Ordinal) ? l.Key["node-role.kubernetes.io/".Length..] : l.Key == "kubernetes.io/role" ? l.Value : "")
            .Where(r => r.Length > 0).Order(StringComparer.Ordinal);

    private static string Address(JsonObject node, string type) =>
        Or(node.Rows("status", "addresses").FirstOrDefault(a => a.Text("type") == type).Text("address"), "<none>");

    private static string ExternalIp(JsonObject service)
    {
        var ips = string.Join(',', service.Rows("status", "loadBalancer", "ingress").Select(i => i.Text("ip")));
        return service.Text("spec", "type") == "LoadBalancer" ? Or(ips, "<pending>") : "<none>";
    }

    private static string Port(JsonObject port)
    {
        var node = port.Number("nodePort");
        return string.Create(CultureInfo.InvariantCulture, $"{port.Number("port")}{(node > 0 ? string.Create(CultureInfo.InvariantCulture, $":{node}") : "")}/{Or(port.Text("protocol"), "TCP")}");
    }
}
