using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Kubernetes.Tests;

/// <summary>The live copy while a real control plane has its troubles.</summary>
public sealed class RealWatchTests(RealCluster cluster) : RealPlaneTests(cluster)
{
    [Fact]
    public async Task What_happened_while_the_way_was_cut_and_etcd_compacted_is_made_up_for_by_a_new_list()
    {
        await using var proxy = new CuttableProxy(Cluster.Plane.Api.Port);
        Cache.Follow(Through(proxy)).Require();
        await ServiceAsync(Unique + "-goes");
        await UntilAsync(s => s.Services.Any(x => x.Name == Unique + "-goes"));
        var old = Cache.Current.Services.Max(s => long.Parse(s.Meta.ResourceVersion, CultureInfo.InvariantCulture));

        proxy.Cut();
        await SendAsync(HttpMethod.Delete, $"/api/v1/namespaces/default/services/{Unique}-goes");
        await ServiceAsync(Unique + "-comes");
        await CompactAsync();
        // Only a server that starts anew does not remember the changes itself.
        await Cluster.Plane.RestartAsync(Ct);
        Assert.Equal(HttpStatusCode.Gone, await WatchFromAsync(old));
        proxy.Mend();

        await UntilAsync(s => s.Services.Any(x => x.Name == Unique + "-comes") && s.Services.All(x => x.Name != Unique + "-goes"));
        await UntilCurrentAsync();
    }

    [Fact]
    public async Task A_connection_that_goes_silent_is_given_up_and_made_anew()
    {
        await using var proxy = new CuttableProxy(Cluster.Plane.Api.Port);
        Cache.Follow(Through(proxy)).Require();
        await UntilCurrentAsync();
        var before = proxy.Made;

        proxy.Silence();
        await ServiceAsync(Unique);

        await UntilAsync(s => s.Services.Any(x => x.Name == Unique));
        Assert.True(proxy.Made > before);
    }

    [Fact]
    public async Task The_servers_own_rows_come_before_the_pods()
    {
        var ns = Unique;
        await SendAsync(HttpMethod.Post, "/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = ns } });
        await AccountAsync(ns);
        foreach (var i in Enumerable.Range(0, 12))
        {
            await SendAsync(HttpMethod.Post, $"/api/v1/namespaces/{ns}/pods", new JsonObject { ["metadata"] = new JsonObject { ["name"] = $"p{i}" }, ["spec"] = PodSpec(selectsLabel: true) });
        }

        Cache.Follow(Access).Require();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        ProvisionalPod[] rows = [];
        await foreach (var update in Cache.Subscribe(end.Token).Require())
        {
            rows = update switch { ClusterProvisional seen => [.. seen.Pods], ClusterResync { Provisional.Length: > 0 } seen => [.. seen.Provisional], _ => rows };
            if (Cache.Current.FreshnessOf(FactKind.Pod).AsOf is not null)
            {
                break;
            }
        }

        Assert.Equal(12, rows.Count(r => r.Namespace == ns && r is { Ready: "0/1", Status: "Pending", Restarts: "0", Node: "" } && r.Age.Length > 0));
        Assert.Equal(12, Cache.Current.Pods.Count(p => p.Namespace == ns));
        Assert.Empty(Cache.ProvisionalPods);
    }

    [Fact]
    public async Task Without_etcd_the_last_facts_stay_and_with_it_they_become_current()
    {
        Cache.Follow(Access).Require();
        await UntilCurrentAsync();
        await Cluster.Plane.KillAsync("etcd");
        Assert.NotEmpty(Cache.Current.Namespaces);
        await Cluster.Plane.RestartAsync(Ct);

        await UntilCurrentAsync();
        await ServiceAsync(Unique);
        await UntilAsync(s => s.Services.Any(x => x.Name == Unique));
    }

    [Fact]
    public async Task What_kubectl_does_beside_the_console_arrives()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/kubectl"), "kubectl is not installed");
        await NodeAsync(Unique);
        Cache.Follow(Access).Require();
        await UntilAsync(s => s.Nodes.Any(n => n.Name == Unique));

        using var kubectl = Process.Start("kubectl", ["--kubeconfig", Cluster.Plane.KubeconfigFile, "label", "node", Unique, "palette.ai/beside=yes"]);
        await kubectl.WaitForExitAsync(Ct);

        Assert.Equal(0, kubectl.ExitCode);
        await UntilAsync(s => s.Nodes.Any(n => n.Name == Unique && n.Labels["palette.ai/beside"] == "yes"));
    }

    // A pod is taken only once its namespace's account has a token.
    private async Task AccountAsync(string ns)
    {
        while ((await SendAsync(HttpMethod.Get, $"/api/v1/namespaces/{ns}/serviceaccounts"))?["items"] is not JsonArray accounts || accounts.All(a => a?["secrets"] is null))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), Ct);
        }
    }

    private async Task CompactAsync()
    {
        using var etcd = new HttpClient { BaseAddress = new Uri(Cluster.Plane.Etcd) };
        using var put = await etcd.PostAsJsonAsync("/v3/kv/put", new { key = "eA==", value = "eA==" }, Ct);
        var revision = (string?)(await put.Content.ReadFromJsonAsync<JsonNode>(Ct))?["header"]?["revision"];
        using var compacted = await etcd.PostAsJsonAsync("/v3/kv/compaction", new { revision, physical = true }, Ct);
        Assert.True(compacted.IsSuccessStatusCode);
    }

    private async Task<HttpStatusCode> WatchFromAsync(long version)
    {
        var seen = await SendAsync(HttpMethod.Get, $"/api/v1/services?watch=true&timeoutSeconds=5&resourceVersion={version}");
        return (HttpStatusCode)((int?)seen?["object"]?["code"] ?? 200);
    }
}
