using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Hosts;

namespace PaletteAI.Console.Sandbox.Deployment;

/// <summary>A host in a requested cluster.</summary>
internal sealed record PlannedNode(SimulatedHost Host, string Name, string Pool, bool IsControlPlane, IReadOnlyDictionary<string, string> Labels, IReadOnlyList<PlannedTaint> Taints);

/// <summary>A taint of a requested pool.</summary>
internal sealed record PlannedTaint(string Key, string Value, string Effect);

/// <summary>A requested cluster, read out of the create request.</summary>
internal sealed record Plan
{
    public required string Name { get; init; }

    public required string Endpoint { get; init; }

    public required bool EndpointIsVip { get; init; }

    public required IReadOnlyList<PlannedNode> Nodes { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public IReadOnlyList<string> NtpServers { get; init; } = [];

    public IReadOnlyList<string> SshKeys { get; init; } = [];

    public bool Flag(string variable) => Variables.GetValueOrDefault(variable) == "true";

    /// <summary>Reads a request as the appliance would; a sentence when it is unusable.</summary>
    public static (Plan? Plan, string Problem) Read(JsonObject request, IReadOnlyList<SimulatedHost> hosts)
    {
        var cloud = request["spec"]?["cloudConfig"]?["spec"];
        var name = Text(request["metadata"]?["name"]);
        var endpoint = cloud?["clusterConfig"]?["controlPlaneEndpoint"];
        if (name.Length == 0 || cloud?["machinePoolConfig"] is not JsonArray pools || pools.Count == 0)
        {
            return (null, "metadata.name and spec.cloudConfig.spec.machinePoolConfig are needed");
        }

        var nodes = new List<PlannedNode>();
        foreach (var pool in pools.OfType<JsonObject>())
        {
            foreach (var entry in (pool["hosts"] as JsonArray ?? []).OfType<JsonObject>())
            {
                if (hosts.FirstOrDefault(h => h.Uid == Text(entry["hostUid"])) is not { } host)
                {
                    return (null, $"edge host {Text(entry["hostUid"])} is not linked");
                }

                nodes.Add(NodeOf(pool, entry, host));
            }
        }

        return Judge(nodes, Text(endpoint?["host"])) is { } problem
            ? (null, problem)
            : (new Plan
            {
                Name = name,
                Endpoint = Text(endpoint?["host"]),
                EndpointIsVip = Text(endpoint?["type"]) != "DDNS",
                Nodes = [.. nodes.OrderBy(n => !n.Host.IsLeader).ThenBy(n => !n.IsControlPlane).ThenBy(n => n.Host.Number)],
                Variables = VariablesOf(request),
                NtpServers = Texts(cloud["clusterConfig"]?["ntpServers"]),
                SshKeys = Texts(cloud["clusterConfig"]?["sshKeys"]),
            }, "");
    }

    private static string? Judge(List<PlannedNode> nodes, string endpoint) => nodes switch
    {
        _ when endpoint.Length == 0 => "controlPlaneEndpoint.host is empty",
        _ when nodes.GroupBy(n => n.Host.Uid).Any(g => g.Count() > 1) => "a host is in more than one pool",
        _ when !nodes.Any(n => n.Host.IsLeader && n.IsControlPlane) => "the leader is not in the control plane",
        _ when nodes.Count(n => n.IsControlPlane) % 2 == 0 => "the number of control plane hosts is even",
        _ => null,
    };

    private static PlannedNode NodeOf(JsonObject pool, JsonObject entry, SimulatedHost host)
    {
        var name = Text(entry["hostName"]);
        var labels = (pool["additionalLabels"] as JsonObject ?? []).ToDictionary(l => l.Key, l => Text(l.Value));
        var taints = (pool["taints"] as JsonArray ?? []).OfType<JsonObject>().Select(t => new PlannedTaint(Text(t["key"]), Text(t["value"]), Text(t["effect"]))).ToList();
        if (pool["isControlPlane"]?.GetValue<bool>() == true && pool["useControlPlaneAsWorker"]?.GetValue<bool>() != true)
        {
            taints.Add(new PlannedTaint("node-role.kubernetes.io/control-plane", "", "NoSchedule"));
        }

        return new PlannedNode(host, name.Length == 0 ? host.Uid : name, Text(pool["name"]), pool["isControlPlane"]?.GetValue<bool>() == true, labels, taints);
    }

    private static Dictionary<string, string> VariablesOf(JsonObject request) =>
        (request["spec"]?["profileVariables"] as JsonArray ?? []).OfType<JsonObject>().GroupBy(v => Text(v["name"])).ToDictionary(g => g.Key, g => Text(g.Last()["value"]));

    private static List<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(Text)];

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
