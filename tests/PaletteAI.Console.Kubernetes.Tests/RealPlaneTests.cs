using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Kubernetes.Access;
using PaletteAI.Console.Kubernetes.Http;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Kubernetes.Tests;

/// <summary>What the tests on a real control plane have in common: a live copy, and hands of their own.</summary>
[Trait("Needs", "Server")]
[Collection(RealPlane.Name)]
public abstract class RealPlaneTests(RealCluster cluster) : IAsyncLifetime
{
    private readonly List<Adapters> _all = [];
    private ClusterConnection? _connection;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected RealCluster Cluster => cluster;

    protected ClusterAccess Access => new(cluster.Kubeconfig);

    protected IClusterCache Cache { get; private set; } = null!;

    protected string Unique { get; } = $"r{Guid.NewGuid():n}"[..10];

    public virtual ValueTask InitializeAsync()
    {
        cluster.Require();
        Cache = NewAdapters().Get<IClusterCache>();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _connection?.Dispose();
        foreach (var adapters in _all)
        {
            await adapters.DisposeAsync();
        }
    }

    /// <summary>Adapters of another console.</summary>
    private protected Adapters NewAdapters()
    {
        var adapters = new Adapters();
        _all.Add(adapters);
        return adapters;
    }

    /// <summary>The cluster by way of a proxy.</summary>
    private protected ClusterAccess Through(CuttableProxy proxy)
    {
        var route = KubeconfigReader.Read(cluster.Kubeconfig).Require();
        return new ClusterAccess(KubeconfigWriter.Write(route with { Server = new UriBuilder(route.Server) { Port = proxy.Port }.Uri }));
    }

    protected async Task UntilAsync(Func<ClusterSnapshot, bool> expected)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        while (!expected(Cache.Current))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }

    protected Task UntilCurrentAsync() => UntilAsync(s => Enum.GetValues<FactKind>().All(k => s.FreshnessOf(k) is { AsOf: not null, Problem: "" }));

    protected async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonNode? body = null, string type = "application/json")
    {
        var connection = _connection ??= new ClusterConnection(KubeconfigReader.Read(cluster.Kubeconfig).Require(), new LoopbackDialer(), TimeProvider.System);
        using var request = new HttpRequestMessage(method, new Uri(connection.Route.Server, path));
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, type);
        using var answer = await connection.Http.SendAsync(request, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return await answer.Content.ReadFromJsonAsync<JsonNode>(Ct);
    }

    protected Task ServiceAsync(string name) => SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/services", new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject { ["clusterIP"] = "None", ["ports"] = new JsonArray(new JsonObject { ["port"] = 80 }) },
    });

    /// <summary>A node that the scheduler takes, for as long as a kubelet's silence is borne.</summary>
    protected async Task NodeAsync(string name)
    {
        await SendAsync(HttpMethod.Post, "/api/v1/nodes", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        await ReadyAsync(name);
    }

    protected Task ReadyAsync(string name) => SendAsync(HttpMethod.Patch, $"/api/v1/nodes/{name}/status", new JsonObject
    {
        ["status"] = new JsonObject
        {
            ["capacity"] = new JsonObject { ["cpu"] = "4", ["memory"] = "8Gi", ["pods"] = "50" },
            ["allocatable"] = new JsonObject { ["cpu"] = "4", ["memory"] = "8Gi", ["pods"] = "50" },
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True", ["reason"] = "KubeletReady", ["lastHeartbeatTime"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture) }),
        },
    }, "application/strategic-merge-patch+json");

    /// <summary>A CronJob as the installer's is.</summary>
    protected Task InstallerAsync(string schedule, bool isSuspended, bool selectsLabel) => SendAsync(HttpMethod.Post, "/apis/batch/v1beta1/namespaces/default/cronjobs", new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = Unique },
        ["spec"] = new JsonObject
        {
            ["schedule"] = schedule,
            ["suspend"] = isSuspended,
            ["concurrencyPolicy"] = "Forbid",
            ["jobTemplate"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = new JsonObject { ["spec"] = PodSpec(selectsLabel) } } },
        },
    });

    protected static JsonObject PodSpec(bool selectsLabel)
    {
        var spec = new JsonObject
        {
            ["restartPolicy"] = "Never",
            ["containers"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "registry.example.org/c:1" }),
            ["volumes"] = new JsonArray(new JsonObject { ["name"] = "values", ["hostPath"] = new JsonObject { ["path"] = "/usr/local/palette-ai" } }),
        };
        if (selectsLabel)
        {
            spec["nodeSelector"] = new JsonObject { ["palette.ai/helm-config"] = "true" };
        }

        return spec;
    }
}
