using System.Text.Json.Nodes;
using PaletteAI.Console.Application.Clusters.Logs;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Labels;
using PaletteAI.Console.Kubernetes.Access;
using PaletteAI.Console.Kubernetes.Http;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Kubernetes.Tests;

/// <summary>What the port promises, on the simulated cluster and on a real control plane alike.</summary>
public abstract class ClusterApiContract(ITestCluster cluster) : IAsyncLifetime
{
    private readonly Adapters _adapters = new();
    private ClusterConnection? _connection;
    private readonly string _unique = $"t{Guid.NewGuid():n}"[..12];

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected IClusterApi Api => _adapters.Api;

    protected IClusterReader Reader => _adapters.Get<IClusterReader>();

    protected ClusterAccess Access => new(cluster.Kubeconfig);

    private IClusterWriter Writer => _adapters.Get<IClusterWriter>();

    public ValueTask InitializeAsync()
    {
        cluster.Require();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _connection?.Dispose();
        await _adapters.DisposeAsync();
    }

    [Fact]
    public async Task The_server_says_its_version()
    {
        var version = (await Api.GetVersionAsync(cluster.Kubeconfig, Ct)).Require();
        Assert.StartsWith("v1.", version.GitVersion, StringComparison.Ordinal);
        Assert.Equal("linux/amd64", version.Platform);
    }

    [Fact]
    public async Task All_kinds_can_be_read_and_secrets_give_their_names_only()
    {
        var snapshot = (await Reader.ReadAsync(Access, [.. Enum.GetValues<FactKind>()], isFresh: true, Ct)).Require();
        Assert.Contains(snapshot.Namespaces, n => n is { Name: "kube-system", Phase: "Active" });
        Assert.Contains(snapshot.Services, s => s.Name == "kubernetes");
        Assert.All(Enum.GetValues<FactKind>(), k => Assert.NotNull(snapshot.FreshnessOf(k).AsOf));
    }

    [Fact]
    public async Task A_node_is_labelled_only_at_the_version_that_was_looked_at()
    {
        var name = await NodeAsync();
        NodeFacts seen;
        do
        {
            seen = await LookAsync(name);
        }
        while (!(await Writer.SetLabelAsync(Access, new LabelStep(seen.Name, seen.Meta.ResourceVersion, "true", null), Ct)).IsSuccess);

        Assert.Equal("node-changed", (await Writer.SetLabelAsync(Access, new LabelStep(seen.Name, seen.Meta.ResourceVersion, null, "true"), Ct)).Error?.Code);
        var labelled = await LookAsync(seen.Name);
        Assert.Equal("true", labelled.Labels["palette.ai/helm-config"]);
        Assert.True((await Writer.SetLabelAsync(Access, new LabelStep(seen.Name, labelled.Meta.ResourceVersion, null, "true"), Ct)).IsSuccess);
        Assert.Null((await LookAsync(seen.Name)).Labels["palette.ai/helm-config"]);
        Assert.Equal("node-not-found", (await Writer.SetLabelAsync(Access, new LabelStep("no-such-node", "", "true", null), Ct)).Error?.Code);
    }

    [Fact]
    public async Task Of_several_who_label_at_the_same_version_one_wins()
    {
        var name = await NodeAsync();
        Result<Unit>[] race;
        do
        {
            // A controller may change the node between the look and the race; then nobody wins.
            var seen = await LookAsync(name);
            race = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Writer.SetLabelAsync(Access, new LabelStep(name, seen.Meta.ResourceVersion, $"r{i}", null), Ct)));
            Assert.True(race.Count(r => r.IsSuccess) <= 1);
        }
        while (!race.Any(r => r.IsSuccess));
        Assert.All(race.Where(r => !r.IsSuccess), r => Assert.Equal((ErrorKind.Refused, "node-changed"), (r.Error!.Kind, r.Error.Code)));
    }

    [Fact]
    public async Task A_job_made_from_a_cronjob_belongs_to_it_and_its_name_is_taken_once()
    {
        await CronJobAsync(_unique);
        var cron = (await Reader.ReadAsync(Access, [FactKind.CronJob], isFresh: true, Ct)).Require().CronJobs.Single(c => c.Name == _unique);
        var race = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Writer.CreateJobAsync(Access, cron, $"{_unique}-1", Ct)));
        Assert.Single(race, r => r.IsSuccess);
        Assert.All(race.Where(r => !r.IsSuccess), r => Assert.Equal("job-exists", r.Error?.Code));
        var job = Assert.Single(await JobsAsync());
        Assert.True(job.IsManual);
        Assert.Equal(("CronJob", _unique, cron.Meta.Uid), (job.Owner?.Kind, job.Owner?.Name, job.Owner?.Uid));
        Assert.Equal("cron-job-changed", (await Writer.CreateJobAsync(Access, cron with { Meta = cron.Meta with { Uid = "another" } }, "x", Ct)).Error?.Code);

        Assert.True((await Writer.DeleteJobAsync(Access, "default", job.Name, Ct)).IsSuccess);
        Assert.True((await Writer.DeleteJobAsync(Access, "default", job.Name, Ct)).IsSuccess);
        Assert.Empty(await JobsAsync());
    }

    [Fact]
    public async Task A_lease_is_held_by_one_until_it_runs_out_or_is_given_back()
    {
        var life = TimeSpan.FromMinutes(1);
        var race = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Writer.TakeLeaseAsync(Access, _unique, $"h{i}", life, Ct)));
        Assert.Single(race, r => r.IsSuccess);
        Assert.All(race.Where(r => !r.IsSuccess), r => Assert.Equal((ErrorKind.Refused, "lease-held"), (r.Error!.Kind, r.Error.Code)));
        var winner = $"h{Array.FindIndex(race, r => r.IsSuccess)}";
        Assert.True((await Writer.TakeLeaseAsync(Access, _unique, winner, life, Ct)).IsSuccess);
        Assert.True((await Writer.GiveLeaseBackAsync(Access, _unique, "somebody else", Ct)).IsSuccess);
        Assert.Equal("lease-held", (await Writer.TakeLeaseAsync(Access, _unique, "late", life, Ct)).Error?.Code);
        Assert.True((await Writer.GiveLeaseBackAsync(Access, _unique, winner, Ct)).IsSuccess);
        Assert.True((await Writer.TakeLeaseAsync(Access, _unique, "late", TimeSpan.FromSeconds(1), Ct)).IsSuccess);
        var later = new Adapters(new ManualTime(TimeProvider.System.GetUtcNow().AddMinutes(5)));
        Assert.True((await later.Get<IClusterWriter>().TakeLeaseAsync(Access, _unique, "after it ran out", life, Ct)).IsSuccess);
        await later.DisposeAsync();
    }

    [Fact]
    public async Task Lists_longer_than_a_page_come_whole()
    {
        await Task.WhenAll(Enumerable.Range(0, 520).Chunk(260).Select(async chunk =>
        {
            foreach (var i in chunk)
            {
                await PostAsync("/api/v1/namespaces/default/services", new JsonObject
                {
                    ["metadata"] = new JsonObject { ["name"] = $"{_unique}-{i}" },
                    ["spec"] = new JsonObject { ["clusterIP"] = "None", ["ports"] = new JsonArray(new JsonObject { ["port"] = 80 }) },
                });
            }
        }));
        var services = (await Reader.ReadAsync(Access, [FactKind.Service], isFresh: true, Ct)).Require().Services;
        Assert.Equal(520, services.Count(s => s.Name.StartsWith(_unique + "-", StringComparison.Ordinal)));
        Assert.Equal(services.Count, services.Select(s => (s.Namespace, s.Name)).Distinct().Count());
    }

    [Fact]
    public async Task Unknown_pods_have_no_log() =>
        Assert.Equal("cluster-not-found", (await Reader.ReadLogAsync(Access, new LogRequest("default", "no-such-pod"), _ => ValueTask.CompletedTask, Ct)).Error?.Code);

    [Fact]
    public async Task A_wrong_token_is_said_to_be_that()
    {
        var access = KubeconfigReader.Read(cluster.Kubeconfig).Require() with { ClientCertificate = null, Token = new Secret("wrong") };
        Assert.Equal("cluster-refused", (await Api.ListNodesAsync(KubeconfigWriter.Write(access), Ct)).Error?.Code);
    }

    [Fact]
    public async Task A_certificate_for_another_name_or_of_another_authority_is_refused()
    {
        var access = KubeconfigReader.Read(cluster.Kubeconfig).Require();
        var named = KubeconfigWriter.Write(access with { TlsServerName = "another.example.org" });
        Assert.Equal("cluster-certificate-untrusted", (await Api.GetVersionAsync(named, Ct)).Error?.Code);
        var strange = KubeconfigWriter.Write(access with { Authorities = [Certificates.Authority()] });
        Assert.Equal("cluster-certificate-untrusted", (await Api.GetVersionAsync(strange, Ct)).Error?.Code);
        var right = KubeconfigWriter.Write(access with { TlsServerName = "kubernetes.default.svc" });
        Assert.True((await Api.GetVersionAsync(right, Ct)).IsSuccess);
    }

    /// <summary>Name of a node that may be changed.</summary>
    protected abstract Task<string> NodeAsync();

    /// <summary>Path of CronJobs in the default namespace.</summary>
    protected abstract string CronJobs { get; }

    protected async Task PostAsync(string path, JsonObject body)
    {
        var connection = _connection ??= new ClusterConnection(KubeconfigReader.Read(cluster.Kubeconfig).Require(), new LoopbackDialer(), TimeProvider.System);
        using var content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var answer = await connection.Http.PostAsync(new Uri(connection.Route.Server, path), content, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    private async Task<NodeFacts> LookAsync(string name) =>
        (await Reader.ReadAsync(Access, [FactKind.Node], isFresh: true, Ct)).Require().Nodes.Single(n => n.Name == name);

    private async Task<List<JobFacts>> JobsAsync() =>
        [.. (await Reader.ReadAsync(Access, [FactKind.Job], isFresh: true, Ct)).Require().Jobs.Where(j => j.Name == $"{_unique}-1")];

    private Task CronJobAsync(string name) => PostAsync(CronJobs, new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject
        {
            ["schedule"] = "0 0 1 1 *",
            ["suspend"] = true,
            ["jobTemplate"] = new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["template"] = new JsonObject
                    {
                        ["spec"] = new JsonObject
                        {
                            ["restartPolicy"] = "Never",
                            ["containers"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "registry.example.org/c:1" }),
                        },
                    },
                },
            },
        },
    });
}

/// <summary>On the simulated cluster.</summary>
public sealed class SandboxClusterApiTests(SandboxCluster cluster) : ClusterApiContract(cluster), IClassFixture<SandboxCluster>
{
    protected override string CronJobs => "/apis/batch/v1/namespaces/default/cronjobs";

    [Fact]
    public async Task A_token_is_as_good_as_a_certificate() => Assert.Equal(3, (await Api.ListNodesAsync(cluster.TokenKubeconfig, Ct)).Require().Length);

    [Fact]
    public async Task Pods_are_summed_up_as_kubectl_does()
    {
        var pods = (await Api.ListPodsAsync(cluster.Kubeconfig, Ct)).Require();
        Assert.Contains(pods, p => p is { Namespace: "kube-system", Name: "kube-vip-edge-1", ReadyContainers: 1, Containers: 1, Status: "Running", Restarts: 0, Node: "edge-1" });
    }

    [Fact]
    public async Task Logs_come_line_by_line()
    {
        var lines = new List<string>();
        var read = await Reader.ReadLogAsync(Access, new LogRequest("kube-system", "kube-vip-edge-1", TailLines: 2), Keep, Ct);
        Assert.True(read.IsSuccess);
        Assert.InRange(lines.Count, 1, 2);
        Assert.Equal("cluster-request-invalid", (await Reader.ReadLogAsync(Access, new LogRequest("kube-system", "kube-vip-edge-1", "nope"), Keep, Ct)).Error?.Code);

        ValueTask Keep(string line)
        {
            lines.Add(line);
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task Logs_come_with_their_times_and_from_a_moment_on()
    {
        var lines = new List<string>();
        Assert.True((await Reader.ReadLogAsync(Access, new LogRequest("kube-system", "kube-vip-edge-1") { Timestamps = true }, Keep, Ct)).IsSuccess);
        var first = LogLine.Read(lines[0]);
        Assert.NotNull(first.At);

        lines.Clear();
        Assert.True((await Reader.ReadLogAsync(Access, new LogRequest("kube-system", "kube-vip-edge-1") { Timestamps = true, Since = first.At.Value.AddHours(1) }, Keep, Ct)).IsSuccess);
        Assert.DoesNotContain(lines, l => LogLine.Read(l).At < first.At.Value.AddMinutes(59));

        ValueTask Keep(string line)
        {
            lines.Add(line);
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task An_api_that_is_away_is_said_to_be()
    {
        cluster.Faults.Kubernetes.Away = true;
        try
        {
            Assert.Equal((ErrorKind.RemoteFailed, "cluster-unreachable"), Parts((await Api.GetVersionAsync(cluster.Kubeconfig, Ct)).Error));
        }
        finally
        {
            cluster.Faults.Kubernetes.Away = false;
        }
    }

    [Fact]
    public async Task An_api_that_hangs_is_given_up_within_its_limit()
    {
        var time = new ManualTime();
        await using var adapters = new Adapters(time);
        cluster.Faults.Kubernetes.Hangs = true;
        try
        {
            var asked = adapters.Api.GetVersionAsync(cluster.Kubeconfig, Ct);
            while (!asked.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }

            Assert.Equal((ErrorKind.RemoteTimeout, "cluster-timeout"), Parts((await asked).Error));
        }
        finally
        {
            cluster.Faults.Kubernetes.Hangs = false;
        }
    }

    protected override Task<string> NodeAsync() => Task.FromResult("edge-2");

    private static (ErrorKind?, string?) Parts(Error? error) => (error?.Kind, error?.Code);
}

/// <summary>On a real control plane.</summary>
[Trait("Needs", "Server")]
[Collection(RealPlane.Name)]
public sealed class RealClusterApiTests(RealCluster cluster) : ClusterApiContract(cluster)
{
    protected override string CronJobs => "/apis/batch/v1beta1/namespaces/default/cronjobs";

    protected override async Task<string> NodeAsync()
    {
        var name = $"node-{Guid.NewGuid():n}"[..14];
        await PostAsync("/api/v1/nodes", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        return name;
    }
}

/// <summary>Tests that share one real control plane.</summary>
[CollectionDefinition(Name)]
public sealed class RealPlane : ICollectionFixture<RealCluster>
{
    public const string Name = "real control plane";
}

