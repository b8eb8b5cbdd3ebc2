using System.Text.Json.Nodes;

namespace PaletteAI.Console.Tests.Cli;

/// <summary>A whole, valid install spec and its inventory as JSON, of which a test changes one thing.</summary>
public sealed class SpecBuilder
{
    private static readonly string[] _three = ["10.10.10.11", "10.10.10.12", "10.10.10.13"];

    public JsonObject Spec { get; private set; } = [];

    public JsonObject Inventory { get; private set; } = [];

    public JsonObject Cluster => Spec["spec"]!["cluster"]!.AsObject();

    public JsonObject Config => Spec["spec"]!["profileConfig"]!.AsObject();

    public JsonArray Pools => Spec["spec"]!["nodePools"]!.AsArray();

    public JsonObject FirstPool => Pools[0]!.AsObject();

    public JsonObject FirstHost => FirstPool["hosts"]![0]!.AsObject();

    public static SpecBuilder ThreeNodes() => Of([.. _three.Select(ip => new Node(ip, 24, false))]);

    public static SpecBuilder Of(params Node[] nodes)
    {
        var replicas = nodes.Length == 1 ? 1 : 3;
        var pools = new JsonArray(Pool("control-plane-pool", "control-plane", nodes, isWorker: false));
        if (nodes.Any(n => n.IsWorker))
        {
            pools.Add(Pool("worker-pool", "worker", nodes, isWorker: true));
        }

        return new SpecBuilder
        {
            Spec = new JsonObject
            {
                ["apiVersion"] = "console.palette.ai/v1alpha1",
                ["kind"] = "InstallSpec",
                ["metadata"] = new JsonObject { ["name"] = "edge-ai", ["tags"] = new JsonObject { ["env"] = "lab" } },
                ["spec"] = new JsonObject
                {
                    ["profile"] = new JsonObject { ["name"] = "palette-ai-appliance", ["version"] = "1.0.0" },
                    ["profileConfig"] = new JsonObject { ["rootDomain"] = "ai.example.org", ["csiPlacementCount"] = replicas, ["mongoReplicas"] = replicas },
                    ["cluster"] = new JsonObject { ["vip"] = "10.10.10.100", ["ntpServers"] = new JsonArray("0.pool.ntp.org"), ["sshKeys"] = new JsonArray() },
                    ["nodePools"] = pools,
                },
            },
            Inventory = new JsonObject
            {
                ["kind"] = "Inventory",
                ["hosts"] = new JsonArray([.. nodes.Select((n, i) => (JsonNode)new JsonObject
                {
                    ["uid"] = $"edge-{i + 1}", ["role"] = i == 0 ? "leader" : "linked", ["architecture"] = "amd64", ["status"] = "Ready", ["content"] = "Synced", ["health"] = "Healthy",
                    ["networks"] = new JsonArray(new JsonObject { ["nic"] = "eth0", ["ip"] = n.Ip, ["prefix"] = n.Prefix, ["default"] = true }),
                })]),
            },
        };
    }

    /// <summary>Sets a field of every network of the inventory.</summary>
    public void OnEveryNetwork(string field, Func<JsonNode> value)
    {
        foreach (var host in Inventory["hosts"]!.AsArray())
        {
            host!["networks"]![0]![field] = value();
        }
    }

    /// <summary>Writes both files and runs <c>spec validate</c> on them.</summary>
    public async Task<CliRun> ValidateAsync(bool withInventory = true)
    {
        using var folder = new ScratchFolder();
        var spec = folder.Write("spec.json", Spec.ToJsonString());
        return withInventory
            ? await CliRun.OfAsync("spec", "validate", spec, "--inventory", folder.Write("inventory.json", Inventory.ToJsonString()), "--format", "json")
            : await CliRun.OfAsync("spec", "validate", spec, "--format", "json");
    }

    private static JsonObject Pool(string name, string role, Node[] nodes, bool isWorker)
    {
        var pool = new JsonObject { ["name"] = name, ["role"] = role, ["architecture"] = "amd64", ["labels"] = new JsonObject(), ["taints"] = new JsonArray() };
        if (!isWorker)
        {
            pool["allowWorkers"] = true;
        }

        pool["hosts"] = new JsonArray([.. nodes.Select((n, i) => (n, i)).Where(n => n.n.IsWorker == isWorker)
            .Select(n => (JsonNode)new JsonObject { ["uid"] = $"edge-{n.i + 1}", ["hostName"] = $"edge-{n.i + 1}", ["nic"] = "Auto" })]);
        return pool;
    }

    /// <summary>A host.</summary>
    public sealed record Node(string Ip, int Prefix, bool IsWorker);
}
