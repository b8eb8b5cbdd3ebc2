using System.Text.Json.Nodes;

namespace PaletteAI.Console.Testing.Cluster;

/// <summary>Create-cluster requests as the appliance takes them.</summary>
public static class ClusterRequests
{
    /// <summary>Three hosts in the control plane, VIP 10.10.10.100.</summary>
    /// <param name="valuesNodeSelector">Whether the installer waits for a labelled node.</param>
    public static JsonObject ThreeNodes(bool valuesNodeSelector = false) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "edge-ai" },
        ["spec"] = new JsonObject
        {
            ["profileVariables"] = new JsonArray(
                new JsonObject { ["name"] = "enableValuesNodeSelector", ["value"] = valuesNodeSelector ? "true" : "false" },
                new JsonObject { ["name"] = "rootDomain", ["value"] = "ai.example.org" }),
            ["cloudConfig"] = new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["clusterConfig"] = new JsonObject { ["controlPlaneEndpoint"] = new JsonObject { ["host"] = "10.10.10.100", ["type"] = "VIP" } },
                    ["machinePoolConfig"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "control-plane-pool",
                        ["isControlPlane"] = true,
                        ["useControlPlaneAsWorker"] = true,
                        ["hosts"] = new JsonArray([.. Enumerable.Range(1, 3).Select(i => new JsonObject { ["hostUid"] = $"edge-{i}", ["hostName"] = $"edge-{i}" })]),
                    }),
                },
            },
        },
    };
}
