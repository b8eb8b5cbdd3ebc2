using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Tests.Installs;

public sealed class WizardViewModelTests
{
    private readonly InstallWorld _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_field_nobody_came_to_is_not_called_wrong_for_being_empty()
    {
        var model = await _world.ModelAsync();

        Assert.Empty(model.At("metadata.name"));
        Assert.Equal((InstallStepState.Done, true), (model.Rail[0].State, model.Rail[0].IsCurrent));
        Assert.Equal(CheckStatus.Pending, model.Checks.Single(c => c.Check.Id == "cluster-name").Status);
    }

    [Fact]
    public async Task Next_says_which_field_and_why_and_where_the_focus_goes()
    {
        var model = await _world.ModelAsync();

        Assert.Null(await model.NextAsync(Ct));

        Assert.StartsWith("Cluster name: The cluster's name is empty", model.Refusal!.Sentence, StringComparison.Ordinal);
        Assert.Equal("field-metadata-name", model.Refusal.FocusIds[0]);
        Assert.Equal(1, model.Rail[0].Errors);
    }

    [Fact]
    public async Task Next_goes_on_once_the_field_is_right_and_the_step_is_remembered()
    {
        var model = await _world.ModelAsync();
        await model.EditAsync("metadata.name", s => s with { Name = "edge-ai" });

        var next = await model.NextAsync(Ct);
        await model.GoToAsync(next!.Value, Ct);

        Assert.Equal(InstallStep.ClusterProfile, model.Step);
        Assert.Equal(["name", "cluster-profile"], _world.Stored!.VisitedSteps);
        Assert.Equal([InstallStepState.Done, InstallStepState.Done, InstallStepState.NotVisited], model.Rail.Take(3).Select(r => r.State));
    }

    [Fact]
    public async Task A_step_that_was_left_shows_what_it_lacks()
    {
        var model = await _world.ModelAsync();

        await model.GoToAsync(InstallStep.NodeConfig, Ct);

        Assert.Equal(InstallStepState.HasErrors, model.Rail[0].State);
        Assert.Single(model.At("metadata.name"));
    }

    [Fact]
    public async Task Review_speaks_of_skipped_steps_too()
    {
        var model = await _world.ModelAsync();

        await model.GoToAsync(InstallStep.Review, Ct);

        Assert.Contains(model.Findings, f => f.Path == "spec.cluster.vip");
        Assert.Equal(model.Judgement!.Findings.Count(f => f.Severity == Severity.Error), model.Rail[5].Errors);
    }

    [Theory]
    [InlineData(InstallStep.ClusterConfig, "VIP: The cluster needs a virtual IP address", "field-spec-cluster-vip")]
    [InlineData(InstallStep.NodeConfig, "control-plane-pool: hosts: ", "field-spec-nodepools-0-hosts")]
    public async Task Next_names_the_first_field_of_each_step(InstallStep step, string sentence, string focus)
    {
        var model = await _world.ModelAsync(step);

        Assert.Null(await model.NextAsync(Ct));

        Assert.StartsWith(sentence, model.Refusal!.Sentence, StringComparison.Ordinal);
        Assert.Equal(focus, model.Refusal.FocusIds[0]);
    }

    [Fact]
    public async Task The_empty_worker_pool_of_a_new_draft_is_said_at_once()
    {
        var model = await _world.ModelAsync(InstallStep.NodeConfig);

        var finding = Assert.Single(model.At("spec.nodePools[1].hosts"));
        Assert.Equal(("pool-without-hosts", "Add a host or remove the pool."), (finding.Code, finding.Fix));
    }

    [Fact]
    public async Task The_appliances_own_verdict_stands_at_its_field_until_the_value_changes()
    {
        _world.Verdicts = [new VariableVerdict("podCidr", false, "overlaps with a host")];
        var model = await _world.ModelAsync(InstallStep.ProfileConfig);
        Assert.Contains("overlaps with a host", Assert.Single(model.At("spec.profileConfig.podCidr")).Message, StringComparison.Ordinal);
        _world.Verdicts = [];

        await model.SetVariableAsync("podCidr", ConfigValue.OfText("100.65.0.0/18"), Ct);

        Assert.Empty(model.At("spec.profileConfig.podCidr"));
        Assert.True(model.VariablesJudged);
    }

    [Fact]
    public async Task A_secret_goes_to_the_secrets_and_a_reference_gives_way()
    {
        _world.Spec = _world.Spec with { ProfileConfig = _world.Spec.ProfileConfig.SetItem("ociPackRegistryPassword", new ConfigValue(ConfigValueKind.FromEnvironment, "PASSWORD")) };
        var model = await _world.ModelAsync(InstallStep.ProfileConfig);
        Assert.Equal("secret-reference-unresolved", Assert.Single(model.At("spec.profileConfig.ociPackRegistryPassword")).Code);

        await model.SetSecretAsync("ociPackRegistryPassword", new Secret("Canary-1"), Ct);

        Assert.Empty(model.At("spec.profileConfig.ociPackRegistryPassword"));
        Assert.Equal(["ociPackRegistryPassword"], _world.Stored!.StoredSecrets);
        Assert.DoesNotContain("ociPackRegistryPassword", _world.Spec.ProfileConfig.Keys);
    }

    [Fact]
    public async Task A_secret_that_can_no_longer_be_read_is_asked_for_again()
    {
        _world.Stored = _world.Stored! with { LostSecrets = ["ociPackRegistryPassword"] };

        var model = await _world.ModelAsync(InstallStep.ProfileConfig);

        Assert.Equal("secret-lost", Assert.Single(model.At("spec.profileConfig.ociPackRegistryPassword")).Code);
    }

    [Fact]
    public async Task Polls_change_facts_and_never_the_draft()
    {
        var model = await _world.Complete().ModelAsync(InstallStep.NodeConfig);
        var draft = model.Draft;
        _world.Hosts = [_world.Hosts[0], _world.Hosts[1] with { Health = "Unhealthy" }, _world.Hosts[2]];

        await model.RefreshAsync(background: true, Ct);

        Assert.Same(draft, model.Draft);
        Assert.Contains(model.Findings, f => f.Code == "host-not-healthy");
        Assert.All(_world.Gateway.Asked.Where(a => a.Operation is GetReadiness { Fresh: true }), a => Assert.True(a.Background));
    }

    [Fact]
    public async Task An_appliance_that_is_away_leaves_the_last_known_facts_and_says_so()
    {
        var model = await _world.ModelAsync(InstallStep.NodeConfig);
        _world.Away = new Error(ErrorKind.RemoteFailed, "appliance-unreachable", "The appliance does not accept connections.");

        await model.RefreshAsync(background: true, Ct);

        Assert.Equal(3, model.Facts!.Hosts.Length);
        Assert.Equal("appliance-unreachable", model.FactsProblem?.Code);
    }

    [Fact]
    public async Task While_the_draft_is_not_stored_next_stays()
    {
        _world.RefuseSave = new Error(ErrorKind.Internal, "disk-full", "The disk is full.");
        var model = await _world.Complete().ModelAsync();

        Assert.Null(await model.NextAsync(Ct));

        Assert.Equal("save-problem", model.Refusal!.FocusIds[0]);
    }
}
