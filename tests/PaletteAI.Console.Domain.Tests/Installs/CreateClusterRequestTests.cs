using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Domain.Tests.Installs;

public sealed class CreateClusterRequestTests
{
    private static readonly InstallSpec _spec = InstallSpecReader.Read(InstallSpecExample.Text).Spec!;

    [Fact]
    public void Body_has_the_appliances_shape()
    {
        var body = Render(_spec);

        Assert.Equal("edge-ai", Text(body["metadata"]!["name"]));
        Assert.Equal("lab", Text(body["metadata"]!["tags"]!["env"]));
        var spec = body["spec"]!;
        Assert.Equal("/archive", Text(spec["archiveUploadPath"]));
        Assert.Equal("""{"name":"mongoReplicas","profileUid":"uid-1","value":"3"}""", spec["profileVariables"]![0]!.ToJsonString());
        var cluster = spec["cloudConfig"]!["spec"]!["clusterConfig"]!;
        Assert.Equal("""{"host":"10.10.10.100","type":"VIP"}""", cluster["controlPlaneEndpoint"]!.ToJsonString());
        Assert.Equal("""{"enable":false,"cidr":""}""", cluster["overlayNetworkConfiguration"]!.ToJsonString());
        var pool = spec["cloudConfig"]!["spec"]!["machinePoolConfig"]![0]!;
        Assert.True(pool["isControlPlane"]!.GetValue<bool>());
        Assert.True(pool["useControlPlaneAsWorker"]!.GetValue<bool>());
        Assert.Equal("amd64", Text(pool["machinePoolProperties"]!["archType"]));
        Assert.Equal("""{"hostUid":"edge-1","hostName":"edge-1"}""", pool["hosts"]![0]!.ToJsonString());
        Assert.Null(pool["taints"]);
    }

    [Fact]
    public void Dns_name_nic_labels_taints_and_workers_are_sent_where_the_api_has_them()
    {
        var worker = new NodePool
        {
            Name = "w",
            Role = PoolRole.Worker,
            AllowWorkers = true,
            Labels = _spec.Tags,
            Taints = [new Taint("k", "", "NoExecute")],
            Hosts = [new PoolHost("u", "", "eth1")],
        };
        var body = Render(_spec with { Cluster = new ClusterSettings { DnsName = "c.example.org" }, NodePools = [worker] });

        Assert.Equal("""{"host":"c.example.org","type":"DDNS"}""", body["spec"]!["cloudConfig"]!["spec"]!["clusterConfig"]!["controlPlaneEndpoint"]!.ToJsonString());
        Assert.Equal(
            """{"name":"w","isControlPlane":false,"machinePoolProperties":{"archType":"amd64"},"additionalLabels":{"env":"lab"},"taints":[{"key":"k","value":"","effect":"NoExecute"}],"hosts":[{"hostUid":"u","networkInfo":[{"nicName":"eth1"}]}]}""",
            body["spec"]!["cloudConfig"]!["spec"]!["machinePoolConfig"]![0]!.ToJsonString());
    }

    private static JsonNode Render(InstallSpec spec) => JsonNode.Parse(CreateClusterRequest.Render(new CreateClusterInput(
        spec, "/archive", "uid-1", [KeyValuePair.Create("mongoReplicas", "3")], spec.Cluster.NtpServers, spec.Cluster.SshKeys)))!;

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
