using System.Text.Json.Nodes;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Kubernetes.Access;
using PaletteAI.Console.Kubernetes.Http;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Kubernetes.Tests;

/// <summary>What the live copy promises, on the simulated cluster and on a real control plane alike.</summary>
public abstract class CacheContract(ITestCluster cluster) : IAsyncLifetime
{
    private readonly Adapters _adapters = new();
    private ClusterConnection? _connection;
    private readonly string _unique = $"c{Guid.NewGuid():n}"[..12];

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected IClusterCache Cache => _adapters.Get<IClusterCache>();

    protected string Unique => _unique;

    public ValueTask InitializeAsync()
    {
        cluster.Require();
        Assert.True(Cache.Follow(new ClusterAccess(cluster.Kubeconfig)).IsSuccess);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _connection?.Dispose();
        await _adapters.DisposeAsync();
    }

    [Fact]
    public async Task Every_kind_becomes_current_and_what_others_do_shows()
    {
        await UntilAsync(s => Enum.GetValues<FactKind>().All(k => s.FreshnessOf(k) is { AsOf: not null, Problem: "" }));
        await SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/services", Service());
        await UntilAsync(s => s.Services.Any(x => x.Name == _unique));
        await SendAsync(HttpMethod.Delete, $"/api/v1/namespaces/default/services/{_unique}", null);
        await UntilAsync(s => s.Services.All(x => x.Name != _unique));
    }

    [Fact]
    public async Task A_subscriber_gets_everything_first_and_then_the_changes()
    {
        await UntilAsync(s => s.FreshnessOf(FactKind.Service).AsOf is not null);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await using var updates = Cache.Subscribe(end.Token).Require().GetAsyncEnumerator(Ct);
        Assert.True(await updates.MoveNextAsync());
        Assert.IsType<ClusterResync>(updates.Current);
        await SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/services", Service());
        var seen = false;
        while (!seen && await updates.MoveNextAsync())
        {
            seen = updates.Current is ClusterChanges changes && changes.Changes.Any(c => c is { Kind: FactKind.Service, IsRemoved: false } && c.Fact.Name == _unique);
        }

        Assert.True(seen);
        await end.CancelAsync();
        while (await updates.MoveNextAsync())
        {
            Assert.NotNull(updates.Current);
        }
    }

    [Fact]
    public async Task A_subscriber_that_does_not_keep_up_gets_everything_anew()
    {
        await UntilAsync(s => s.FreshnessOf(FactKind.Service).AsOf is not null);
        await using var updates = Cache.Subscribe(Ct).Require().GetAsyncEnumerator(Ct);
        Assert.True(await updates.MoveNextAsync());
        for (var i = 0; i < 40; i++)
        {
            await SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/services", Service($"{_unique}-{i}"));
            await UntilAsync(s => s.Services.Any(x => x.Name == $"{_unique}-{i}"));
            await Task.Delay(TimeSpan.FromMilliseconds(40), Ct);
        }

        var resync = false;
        for (var i = 0; i < 40 && !resync; i++)
        {
            Assert.True(await updates.MoveNextAsync());
            resync = updates.Current is ClusterResync { Snapshot: var snapshot } && snapshot.Services.Count(s => s.Name.StartsWith(_unique, StringComparison.Ordinal)) == 40;
        }

        Assert.True(resync);
    }

    [Fact]
    public async Task Following_another_cluster_forgets_the_one_before()
    {
        await UntilAsync(s => s.Namespaces.Count > 0);
        Assert.Equal("kubeconfig-context-missing", Cache.Follow(new ClusterAccess(new Secret("a: b"))).Error?.Code);
        Assert.NotEmpty(Cache.Current.Namespaces);
        Cache.Forget();
        Assert.Empty(Cache.Current.Namespaces);
    }

    /// <summary>Waits until the live copy is as expected; the test's own time limit is the end of it.</summary>
    protected async Task UntilAsync(Func<ClusterSnapshot, bool> expected)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        while (!expected(Cache.Current))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }

    protected JsonObject Service(string? name = null) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name ?? _unique },
        ["spec"] = new JsonObject { ["clusterIP"] = "None", ["ports"] = new JsonArray(new JsonObject { ["port"] = 80 }) },
    };

    protected async Task SendAsync(HttpMethod method, string path, JsonObject? body)
    {
        var connection = _connection ??= new ClusterConnection(KubeconfigReader.Read(cluster.Kubeconfig).Require(), new LoopbackDialer(), TimeProvider.System);
        using var request = new HttpRequestMessage(method, new Uri(connection.Route.Server, path));
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var answer = await connection.Http.SendAsync(request, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }
}

/// <summary>On the simulated cluster, with what can go wrong.</summary>
public sealed class SandboxCacheTests(SandboxCluster cluster) : CacheContract(cluster), IClassFixture<SandboxCluster>
{
    [Fact]
    public async Task Watches_that_are_cut_or_whose_version_is_gone_go_on()
    {
        await UntilAsync(s => s.FreshnessOf(FactKind.Service).AsOf is not null);
        cluster.Faults.Kubernetes.CutWatches();
        await SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/services", Service());
        await UntilAsync(s => s.Services.Any(x => x.Name == Unique));
        cluster.Faults.Kubernetes.ExpireWatches();
        await SendAsync(HttpMethod.Delete, $"/api/v1/namespaces/default/services/{Unique}", null);
        await UntilAsync(s => s.Services.All(x => x.Name != Unique));
    }

    [Fact]
    public async Task While_the_api_is_away_the_facts_stay_with_their_age_and_its_return_is_seen()
    {
        await UntilAsync(s => s.FreshnessOf(FactKind.Pod) is { AsOf: not null, Problem: "" });
        cluster.Faults.Kubernetes.Away = true;
        try
        {
            cluster.Faults.Kubernetes.CutWatches();
            await UntilAsync(s => s.FreshnessOf(FactKind.Pod).Problem.Length > 0);
            Assert.NotEmpty(Cache.Current.Pods);
            Assert.NotNull(Cache.Current.FreshnessOf(FactKind.Pod).AsOf);
        }
        finally
        {
            cluster.Faults.Kubernetes.Away = false;
        }

        await UntilAsync(s => Enum.GetValues<FactKind>().All(k => s.FreshnessOf(k).Problem.Length == 0));
    }
}

/// <summary>On a real control plane.</summary>
[Trait("Needs", "Server")]
[Collection(RealPlane.Name)]
public sealed class RealCacheTests(RealCluster cluster) : CacheContract(cluster)
{
    [Fact]
    public async Task The_whole_control_plane_may_restart()
    {
        await UntilAsync(s => s.FreshnessOf(FactKind.Namespace) is { AsOf: not null, Problem: "" });
        await cluster.Plane.KillAsync("apiserver");
        await UntilAsync(s => s.FreshnessOf(FactKind.Namespace).Problem.Length > 0);
        Assert.NotEmpty(Cache.Current.Namespaces);
        await cluster.Plane.RestartAsync(Ct);
        await UntilAsync(s => Enum.GetValues<FactKind>().All(k => s.FreshnessOf(k) is { AsOf: not null, Problem: "" }));
        await SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/services", Service());
        await UntilAsync(s => s.Services.Any(x => x.Name == Unique));
    }
}
