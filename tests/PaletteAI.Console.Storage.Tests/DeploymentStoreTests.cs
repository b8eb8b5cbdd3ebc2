using System.Reflection;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Deployments;
using PaletteAI.Console.Storage.Stores;

namespace PaletteAI.Console.Storage.Tests;

public sealed class DeploymentStoreTests : IAsyncLifetime
{
    private readonly StorageHarness _harness = new();
    private IDeploymentStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await _harness.OpenAsync<IDeploymentStore>();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task A_deployment_comes_back_whole_after_a_restart()
    {
        await BeginAsync("1");
        var full = Full("1");
        await _store.UpdateAsync(full, CancellationToken.None);
        await ReopenAsync();

        var found = await _store.FindAsync("1", CancellationToken.None);

        Assert.NotNull(found);
        Assert.Equal(StoredJson.Write(full with { LastSeen = full.LastSeen! with { Kubeconfig = null } }), StoredJson.Write(found));
        Assert.Equal(("the body", "the token"), (found.PendingRequest!.Reveal(), found.Token!.Reveal()));
        Assert.Null(found.LastSeen!.Kubeconfig);
        Assert.Equal(StoredJson.Write(found), StoredJson.Write(await _store.FindLatestAsync(CancellationToken.None)));
    }

    [Fact]
    public void The_full_deployment_of_these_tests_sets_every_property()
    {
        var empty = new DeploymentRecord { Id = "", ClusterName = "", StartedBy = "", StartedAt = default, SpecYaml = "", PlanSha256 = "" };

        Assert.All(typeof(DeploymentRecord).GetProperties(BindingFlags.Public | BindingFlags.Instance), p => Assert.NotEqual(p.GetValue(empty), p.GetValue(Full("1"))));
    }

    [Fact]
    public async Task Request_token_and_kubeconfig_are_not_on_the_disk_in_clear()
    {
        await BeginAsync("1");
        await _store.UpdateAsync(Full("1"), CancellationToken.None);
        await _harness.RestartAsync();

        var disk = _harness.Everything();
        Assert.All(["the body", "the token", "kubeconfig-canary"], s => Assert.DoesNotContain(s, disk, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_lost_keys_the_deployment_lives_on_without_its_token()
    {
        await BeginAsync("1");
        await _store.UpdateAsync(Full("1"), CancellationToken.None);
        await _harness.LoseKeysAsync();
        await ReopenAsync();

        var found = await _store.FindLatestAsync(CancellationToken.None);
        Assert.Equal((null, null, "edge-ai"), (found!.Token, found.PendingRequest, found.ClusterName));
    }

    [Fact]
    public async Task A_second_deployment_is_refused_until_the_first_ended()
    {
        var first = await BeginAsync("1");
        Assert.Equal("deployment-running", (await _store.BeginAsync(New("2"), CancellationToken.None)).Error?.Code);

        await _store.UpdateAsync(first with { Phase = DeploymentPhase.Failed, EndedAt = _harness.Time.GetUtcNow() }, CancellationToken.None);

        Assert.True((await _store.BeginAsync(New("2"), CancellationToken.None)).IsSuccess);
        Assert.Equal("2", (await _store.FindLatestAsync(CancellationToken.None))!.Id);
    }

    [Fact]
    public async Task Of_many_begins_at_once_exactly_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => Task.Run(() => _store.BeginAsync(New($"{i}"), CancellationToken.None))));

        Assert.Single(results, r => r.IsSuccess);
    }

    [Fact]
    public async Task An_observation_is_kept_once_in_the_order_of_time()
    {
        await BeginAsync("1");
        var at = _harness.Time.GetUtcNow();
        await _store.AppendObservationAsync("1", Observation("b", at.AddSeconds(2)), CancellationToken.None);
        await _store.AppendObservationAsync("1", Observation("a", at), CancellationToken.None);
        await _store.AppendObservationAsync("1", Observation("a", at.AddHours(1)), CancellationToken.None);
        await ReopenAsync();

        Assert.Equal([Observation("a", at), Observation("b", at.AddSeconds(2))], await _store.ListObservationsAsync("1", CancellationToken.None));
        Assert.Empty(await _store.ListObservationsAsync("2", CancellationToken.None));
    }

    [Fact]
    public async Task An_endless_stream_of_observations_stops_at_its_limit()
    {
        await BeginAsync("1");
        await _harness.TamperAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
            INSERT INTO deployment_observations (deployment_id, key, at, lane, type, reason, status, message)
            SELECT '1', 'k' || i, i, '', '', '', '', '' FROM n
            """);

        await _store.AppendObservationAsync("1", Observation("one more", default), CancellationToken.None);

        Assert.Equal(5000, (await _store.ListObservationsAsync("1", CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Updating_what_is_not_there_is_a_fault() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.UpdateAsync(New("unknown"), CancellationToken.None));

    private async Task<DeploymentRecord> BeginAsync(string id) => (await _store.BeginAsync(New(id), CancellationToken.None)).Require();

    private async Task ReopenAsync()
    {
        await _harness.RestartAsync();
        _store = await _harness.OpenAsync<IDeploymentStore>();
    }

    private static DeploymentObservation Observation(string key, DateTimeOffset at) => new(key, at, "edge-1", "Joined", "Done", "True", "edge-1 joined");

    private static DeploymentRecord New(string id) => new()
    {
        Id = id, ClusterName = "edge-ai", StartedBy = "ops", StartedAt = DateTimeOffset.UnixEpoch, SpecYaml = "kind: InstallSpec", PlanSha256 = "ab12",
    };

    private static DeploymentRecord Full(string id) => New(id) with
    {
        EndedAt = DateTimeOffset.UnixEpoch.AddHours(1),
        Phase = DeploymentPhase.Failed,
        PendingRequest = new Secret("the body"),
        HostUids = ["edge-1"],
        Hosts = [new PlannedHost("edge-1", "edge-1", "control-plane-pool", true)],
        ExpectedOrder = [new ExpectedCategory("cluster", 1, [])],
        Accepted = ["storage-drive-wiped"],
        Token = new Secret("the token"),
        TokenExpiresAt = DateTimeOffset.UnixEpoch.AddHours(2),
        LastHeartbeatAt = DateTimeOffset.UnixEpoch.AddMinutes(3),
        LastSeen = new ClusterDetails { Name = "edge-ai", State = "Error", Kubeconfig = new Secret("kubeconfig-canary") },
        Failure = new Error(ErrorKind.RemoteFailed, "appliance-failed", "It failed.") { Facts = new Dictionary<string, string> { ["a"] = "b" } },
    };
}
