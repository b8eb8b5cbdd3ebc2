using Microsoft.Extensions.Logging.Abstractions;
using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Live;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Deployments;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Clusters;

public sealed class DeployClusterTests
{
    private readonly ManualTime _time = new();
    private readonly ScriptedAppliance _appliance;
    private readonly ScriptedSignIn _signIn;
    private readonly MemoryDeploymentStore _store = new();
    private readonly MemoryDraftStore _drafts;

    public DeployClusterTests()
    {
        _signIn = new ScriptedSignIn(_time);
        _drafts = new MemoryDraftStore(_time);
        _appliance = new ScriptedAppliance(_time)
        {
            Current = Host(1),
            Archive = new ProfileArchive("/archive", [PaletteAiProfile.Profile], true),
        };
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_its_consequences_accepted_it_is_refused_and_names_them()
    {
        var refused = await DeployAsync(Spec(), []);

        Assert.Equal("not-accepted", refused.Error?.Code);
        Assert.Contains(refused.Error!.Findings, f => f.Code == "default-admin-open");
        Assert.Contains(refused.Error.Findings, f => f.Code == "single-point-of-failure");
        // Nobody can log in to the hosts here, so that is one more thing to accept.
        Assert.Contains(refused.Error.Findings, f => f.Code == "host-checks-pending");
        Assert.Empty(_appliance.Requests);
        Assert.Empty(_store.History);
    }

    [Fact]
    public async Task With_everything_accepted_it_is_written_down_and_requested_with_a_token_of_its_own()
    {
        var begun = await DeployAsync(Spec(), await NeededAsync());

        Assert.Null(begun.Error);
        Assert.Equal(DeploymentPhase.Accepted, begun.Value!.Phase);
        var row = _store.History[0];
        Assert.Equal((DeploymentPhase.Requested, "ops", "token-1"), (row.Phase, row.StartedBy, row.Token?.Reveal()));
        Assert.Equal(["edge-a1b2c"], row.Hosts.Select(h => h.Name));
        Assert.Contains("default-admin-open", row.Accepted);
        Assert.Contains("host-checks-pending", row.Accepted);
        Assert.Contains("\"edge-ai\"", Assert.Single(_appliance.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spec_with_an_error_is_refused_with_its_findings()
    {
        var refused = await DeployAsync(Spec() with { Name = "Edge AI" }, await NeededAsync());

        Assert.Equal(ErrorKind.Invalid, refused.Error?.Kind);
        Assert.Contains(refused.Error!.Findings, f => f.Path == "metadata.name" && f.Severity == Severity.Error);
        Assert.Empty(_appliance.Requests);
    }

    [Fact]
    public async Task The_appliances_own_verdict_counts()
    {
        var accepted = await NeededAsync();
        _appliance.Verdicts = [new VariableVerdict("podCidr", false, "overlaps with the host network")];

        var refused = await DeployAsync(Spec(), accepted);

        Assert.Equal(ErrorKind.Invalid, refused.Error?.Kind);
        Assert.Contains(refused.Error!.Findings, f => f.Message.Contains("overlaps with the host network", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_appliance_that_has_a_cluster_gets_no_second_one()
    {
        var accepted = await NeededAsync();
        _appliance.Has("older", _time.GetUtcNow());

        Assert.Equal("other-cluster-exists", (await DeployAsync(Spec(), accepted)).Error?.Code);
    }

    [Fact]
    public async Task Secrets_of_the_draft_are_sent_and_kept_out_of_the_journals_spec()
    {
        var variable = PaletteAiProfile.Profile.Variables.First(v => v.Sensitive).Name;
        var draft = (await _drafts.SaveAsync(
            new Draft { Id = "draft-1", Owner = "ops", Spec = Spec(), Secrets = new Dictionary<string, Secret> { [variable] = new("Canary-1234567890") } }, Ct)).Require();

        var begun = await DeployAsync(Spec(), await NeededAsync(), draft.Id);

        Assert.Null(begun.Error);
        Assert.Contains("Canary-1234567890", Assert.Single(_appliance.Requests), StringComparison.Ordinal);
        Assert.All(_store.History, r => Assert.DoesNotContain("Canary", r.SpecYaml, StringComparison.Ordinal));
        Assert.DoesNotContain("Canary", System.Text.Json.JsonSerializer.Serialize(begun.Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_to_a_secret_is_not_read_on_the_server()
    {
        var variable = PaletteAiProfile.Profile.Variables.First(v => v.Sensitive).Name;
        var spec = Spec() with { ProfileConfig = Spec().ProfileConfig.SetItem(variable, new ConfigValue(ConfigValueKind.FromFile, "/etc/shadow")) };

        var refused = await DeployAsync(spec, await NeededAsync());

        Assert.Contains(refused.Error!.Findings, f => f.Code == "secret-reference-unresolved");
        Assert.Empty(_appliance.Requests);
    }

    [Fact]
    public async Task What_the_appliance_refuses_is_told_at_once_and_kept()
    {
        var accepted = await NeededAsync();
        _appliance.Refusal = new Error(ErrorKind.Refused, "appliance-refused", "The appliance refused: no");

        var refused = await DeployAsync(Spec(), accepted);

        Assert.Equal("deployment-refused", refused.Error?.Code);
        Assert.Equal(DeploymentPhase.Failed, (await _store.FindLatestAsync(Ct))?.Phase);
    }

    // What an operator would have to accept, read off the refusal.
    private async Task<IReadOnlyList<string>> NeededAsync() =>
        [.. ((await DeployAsync(Spec(), [])).Error?.Findings ?? []).Select(f => f.Code).Distinct()];

    private Task<Result<DeploymentView>> DeployAsync(InstallSpec spec, IReadOnlyList<string> accepted, string? draft = null)
    {
        var work = new DeploymentWork(
            _store, new RequestStep(_appliance, _time), new ObserveStep(_appliance, _store, DeploymentPace.Real, _time),
            new DeploymentToken(_signIn, _store, _time, NullLogger<DeploymentToken>.Instance), new DeploymentFeed(_time), DeploymentPace.Real, _time);
        var facts = new ApplianceFactReader(_appliance, _time);
        var directory = new HostDirectory(new NoHostChannels(), new MemoryHostKeys(), new MemoryHostCredentials(), facts);
        var checks = new MemoryHostChecks();
        var board = new HostCheckBoard(new HostSurvey(_time), checks, _time, NullLogger<HostCheckBoard>.Instance);
        var handler = new DeployClusterHandler(_appliance, _signIn, facts, _drafts, work, directory, new DeployChecks(board, checks, _time), _time);
        return handler.HandleAsync(
            new DeployCluster(spec, new Dictionary<string, Secret>(), accepted, draft),
            new OperationContext("ops", new Caller("s1", "local", "browser"), new Secret("session"), "c1"), Ct);
    }

    private static InstallSpec Spec() => NewInstall.For([Host(1)], new ProfileArchive("/archive", [PaletteAiProfile.Profile], true), () => "a1b2c") with
    {
        Name = "edge-ai",
        Cluster = new ClusterSettings { Vip = "10.10.10.100" },
    };

    private static EdgeHost Host(int number) => new()
    {
        Uid = $"edge-{number}",
        Name = $"edge-{number}",
        Status = "Ready",
        Content = "Synced",
        Health = "Healthy",
        Architecture = "amd64",
        Nics = [new HostNic("eth0", $"10.10.10.1{number}", 24, "10.10.10.1", "", ["10.10.10.2"], true)],
    };
}
