using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts;

namespace PaletteAI.Console.Application.Tests.Deployments;

public sealed class DeploymentWorkTests
{
    private static readonly Error _away = new(ErrorKind.RemoteFailed, "appliance-unreachable", "Refused.");

    private readonly DeploymentWorld _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deployment_begins_with_its_row_and_one_request()
    {
        var record = (await _world.Start().Work.BeginAsync(_world.Plan, Ct)).Require();

        Assert.Equal(DeploymentPhase.Accepted, record.Phase);
        Assert.Equal(DeploymentPhase.Requested, _world.Store.History[0].Phase);
        Assert.Equal("{}", Assert.Single(_world.Appliance.Requests));
        Assert.Null(record.PendingRequest);
    }

    [Fact]
    public async Task A_second_deployment_is_refused_while_one_goes_on()
    {
        var work = _world.Start().Work;
        await work.BeginAsync(_world.Plan, Ct);

        Assert.Equal("deployment-running", (await work.BeginAsync(_world.Plan with { Id = "d2" }, Ct)).Error?.Code);
        Assert.Single(_world.Appliance.Requests);
    }

    [Fact]
    public async Task Refused_connections_while_hosts_reboot_change_nothing_and_say_so()
    {
        var process = _world.Start();
        await process.Work.BeginAsync(_world.Plan, Ct);
        await process.Runner.RoundAsync(Ct);
        var heard = (await _world.RecordAsync()).LastHeartbeatAt;
        _world.Appliance.Away = _away;
        _world.Time.Advance(TimeSpan.FromSeconds(40));

        Assert.True(await process.Runner.RoundAsync(Ct));

        var record = await _world.RecordAsync();
        var view = await process.Work.ViewAsync(record, Ct);
        Assert.Equal((DeploymentPhase.Provisioning, heard), (record.Phase, record.LastHeartbeatAt));
        Assert.Equal("appliance-unreachable", view.Problem?.Code);
        Assert.Contains("is restarting: last seen 40 s ago, expected back by", view.Timeline.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_token_is_renewed_before_it_ends()
    {
        var process = _world.Start();
        await process.Work.BeginAsync(_world.Plan with { TokenExpiresAt = _world.Time.GetUtcNow().AddMinutes(40) }, Ct);
        Assert.Equal(0, _world.SignIn.Renewals);
        _world.Time.Advance(TimeSpan.FromMinutes(11));
        _world.Appliance.Progress = (_, c) => c;

        await process.Runner.RoundAsync(Ct);

        var record = await _world.RecordAsync();
        Assert.Equal("token-1", record.Token?.Reveal());
        Assert.Equal("token-1", _world.Appliance.Tokens[^1]);
    }

    [Fact]
    public async Task When_its_own_session_ended_it_goes_on_with_the_next_visitors()
    {
        var process = _world.Start();
        var begun = (await process.Work.BeginAsync(_world.Plan, Ct)).Require();
        _world.Appliance.Away = new Error(ErrorKind.Unauthenticated, "appliance-session-ended", "Ended.");
        await process.Runner.RoundAsync(Ct);
        _world.Appliance.Away = null;

        await process.Runner.RoundAsync(Ct);
        var without = await process.Work.ViewAsync(await _world.RecordAsync(), Ct);
        await process.Work.AdoptAsync(begun with { Token = null }, ct => _world.SignIn.RenewAsync("other", new Secret("visitor"), ct), Ct);
        await process.Runner.RoundAsync(Ct);
        var with = await process.Work.ViewAsync(await _world.RecordAsync(), Ct);

        Assert.Equal("deployment-not-watched", without.Problem?.Code);
        Assert.True(without.IsLive);
        Assert.Null(with.Problem);
    }

    [Fact]
    public async Task A_refusal_ends_it_with_the_appliances_words_and_forgets_the_token()
    {
        _world.Appliance.Refusal = new Error(ErrorKind.Refused, "appliance-refused", "The appliance refused: VIP is taken");

        var process = _world.Start();
        var record = (await process.Work.BeginAsync(_world.Plan, Ct)).Require();

        Assert.Equal((DeploymentPhase.Failed, "deployment-refused"), (record.Phase, record.Failure?.Code));
        Assert.Contains("VIP is taken", record.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal((null, null), (record.Token, record.PendingRequest));
        Assert.Equal("token-0", Assert.Single(_world.SignIn.SignedOut));
        Assert.NotEmpty((await process.Work.ViewAsync(record, Ct)).NextActions);
    }

    [Fact]
    public async Task Another_cluster_is_never_taken_for_ours()
    {
        _world.Appliance.Has("someone-elses", _world.Time.GetUtcNow());

        var record = (await _world.Start().Work.BeginAsync(_world.Plan, Ct)).Require();

        Assert.Equal("other-cluster-exists", record.Failure?.Code);
        Assert.Empty(_world.Appliance.Requests);
    }

    [Fact]
    public async Task Error_of_the_appliance_ends_it_and_stays_with_its_reason()
    {
        var process = _world.Start();
        await process.Work.BeginAsync(_world.Plan, Ct);
        _world.Appliance.Progress = (_, c) => c with { State = "Error", StateReason = "image pull failed on edge-2" };

        Assert.False(await process.Runner.RoundAsync(Ct));
        _world.Appliance.Progress = (_, c) => c with { State = "Running", Health = "Healthy" };
        Assert.False(await process.Runner.RoundAsync(Ct));

        var record = await _world.RecordAsync();
        Assert.Equal((DeploymentPhase.Failed, "cluster-error"), (record.Phase, record.Failure?.Code));
        Assert.Contains("image pull failed on edge-2", record.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_but_unhealthy_is_not_the_end()
    {
        var process = _world.Start();
        await process.Work.BeginAsync(_world.Plan, Ct);
        _world.Appliance.Progress = (_, c) => c with { State = "Running", Health = "Unhealthy" };

        Assert.True(await process.Runner.RoundAsync(Ct));
    }

    [Fact]
    public async Task Keys_lost_before_the_request_arrived_end_it_without_a_cluster()
    {
        await _world.Store.BeginAsync(_world.Plan with { PendingRequest = null }, Ct);
        var process = _world.Start();

        Assert.True(await process.Runner.RoundAsync(Ct));
        _world.Time.Advance(TimeSpan.FromSeconds(21));
        Assert.False(await process.Runner.RoundAsync(Ct));

        Assert.Equal("deployment-request-lost", (await _world.RecordAsync()).Failure?.Code);
        Assert.Empty(_world.Appliance.Requests);
    }

    [Fact]
    public async Task A_cluster_that_is_forgotten_for_a_moment_is_not_gone_but_one_that_stays_away_is()
    {
        var process = _world.Start();
        await process.Work.BeginAsync(_world.Plan, Ct);
        await process.Runner.RoundAsync(Ct);
        _world.Appliance.Delete();

        Assert.True(await process.Runner.RoundAsync(Ct));
        _world.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.True(await process.Runner.RoundAsync(Ct));
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.False(await process.Runner.RoundAsync(Ct));

        Assert.Equal("cluster-gone", (await _world.RecordAsync()).Failure?.Code);
    }

    [Fact]
    public async Task A_peer_that_is_away_is_shown_with_the_time_it_was_last_there()
    {
        var process = _world.Start();
        await process.Work.BeginAsync(_world.Plan, Ct);
        _world.Appliance.Peers = [new EdgeHost { Uid = "h2", Health = "Healthy" }];
        await process.Runner.RoundAsync(Ct);
        _world.Appliance.Peers = [new EdgeHost { Uid = "h2", Health = "Unhealthy" }];
        _world.Time.Advance(TimeSpan.FromSeconds(40));
        await process.Runner.RoundAsync(Ct);

        var view = await process.Work.ViewAsync(await _world.RecordAsync(), Ct);

        Assert.Contains("edge-2 is restarting: last seen 40 s ago", view.Timeline.Sentence, StringComparison.Ordinal);
    }
}
