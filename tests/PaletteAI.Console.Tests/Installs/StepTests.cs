using AngleSharp.Dom;
using Bunit;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Features.Installs.Steps;

namespace PaletteAI.Console.Tests.Installs;

public sealed class StepTests : BunitContext
{
    private readonly InstallWorld _world = new();

    public StepTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        _world.AddTo(Services);
    }

    [Fact]
    public async Task Name_stores_each_field_when_it_is_left()
    {
        var model = await _world.ModelAsync();
        var step = Render<NameStep>(p => p.Add(s => s.Model, model));

        step.Find("#field-metadata-name").Change("edge-ai");

        Assert.Equal("edge-ai", _world.Spec.Name);
        Assert.Equal("Cluster name", step.Find("label[for=field-metadata-name]").TextContent.Trim());
    }

    [Fact]
    public async Task Tags_are_chips_that_are_added_changed_and_removed()
    {
        var model = await _world.ModelAsync();
        var step = Render<NameStep>(p => p.Add(s => s.Model, model));

        step.Find("#field-metadata-tags").Click();
        step.Find("#field-metadata-tags-key").Change("env");
        step.Find("#field-metadata-tags-value").Change("lab");
        step.Find(".chip-editor").Submit();
        step.Render();
        Assert.Equal("lab", _world.Spec.Tags["env"]);
        step.Find(".chip-text").Click();
        step.Find("#field-metadata-tags-value").Change("prod one");
        step.Find(".chip-editor").Submit();
        step.Render();

        Assert.Equal("env:prod one", step.Find(".chip-text").TextContent);
        Assert.NotNull(step.Find(".chip-edit[data-invalid]"));
        Assert.Contains("tag-value", step.Markup, StringComparison.Ordinal);
        step.Find(".chip-remove").Click();
        Assert.Empty(_world.Spec.Tags);
    }

    [Fact]
    public async Task A_second_tag_of_one_key_is_refused_with_a_sentence_and_loses_nothing()
    {
        _world.Spec = _world.Spec with { Tags = _world.Spec.Tags.Add("env", "lab") };
        var model = await _world.ModelAsync();
        var step = Render<NameStep>(p => p.Add(s => s.Model, model));

        step.Find("#field-metadata-tags").Click();
        step.Find("#field-metadata-tags-key").Change("env");
        step.Find("#field-metadata-tags-value").Change("other");
        step.Find(".chip-editor").Submit();

        Assert.Contains("a key stands once", step.Find("[data-code=key-duplicate]").TextContent, StringComparison.Ordinal);
        Assert.Equal("other", step.Find("#field-metadata-tags-value").GetAttribute("value"));
        Assert.Equal("lab", _world.Spec.Tags["env"]);
    }

    [Fact]
    public async Task Cluster_profile_shows_layers_with_versions_and_values()
    {
        var model = await _world.ModelAsync(InstallStep.ClusterProfile);
        var step = Render<ClusterProfileStep>(p => p.Add(s => s.Model, model));

        Assert.Equal(PaletteAiProfile.Profile.Packs.Select(p => $"{p.Name} {p.Version}"), step.FindAll(".layers summary").Select(s => s.TextContent.Trim()));
        Assert.Equal(PaletteAiProfile.Profile.Packs[0].Values, step.Find(".layers pre code").TextContent);
        Assert.Empty(step.FindAll("input[type=radio]"));
    }

    [Fact]
    public async Task A_draft_of_another_profile_is_said_and_can_take_the_one_there_is()
    {
        _world.Spec = _world.Spec with { Profile = new ProfileReference("other", "2.0.0") };
        var model = await _world.ModelAsync(InstallStep.ClusterProfile);
        var step = Render<ClusterProfileStep>(p => p.Add(s => s.Model, model));
        Assert.NotNull(step.Find("[data-code=profile-mismatch]"));

        step.Find("input[type=radio]").Change(true);

        Assert.Equal(new ProfileReference(PaletteAiProfile.Name, PaletteAiProfile.Version), _world.Spec.Profile);
    }

    [Fact]
    public async Task Importing_without_a_file_says_what_to_do()
    {
        var model = await _world.ModelAsync(InstallStep.ClusterProfile);
        var step = Render<ClusterProfileStep>(p => p.Add(s => s.Model, model));

        step.FindAll("button").Single(b => b.TextContent == "Import definition file").Click();

        Assert.Equal("Choose a file first.", step.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Profile_config_has_a_labelled_control_for_every_variable()
    {
        var model = await _world.ModelAsync(InstallStep.ProfileConfig);
        var step = Render<ProfileConfigStep>(p => p.Add(s => s.Model, model));

        foreach (var variable in PaletteAiProfile.Profile.Variables)
        {
            var field = step.Find($"[data-field='spec.profileConfig.{variable.Name}']");
            var control = field.QuerySelector("input, select, textarea")!;
            Assert.StartsWith(variable.DisplayName, field.QuerySelector($"label[for={control.Id}]")!.TextContent.Trim(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_variable_says_where_its_value_comes_from_and_goes_back_to_the_default()
    {
        var model = await _world.ModelAsync(InstallStep.ProfileConfig);
        var step = Render<ProfileConfigStep>(p => p.Add(s => s.Model, model));
        Assert.Equal("100.64.0.0/18", step.Find("#field-spec-profileconfig-podcidr").GetAttribute("value"));

        step.Find("#field-spec-profileconfig-podcidr").Change("100.65.0.0/18");
        step.Render();
        Assert.Contains("Yours; the default is 100.64.0.0/18.", step.Find("[data-field='spec.profileConfig.podCidr']").TextContent, StringComparison.Ordinal);
        step.Find("[aria-label='Use the default of Pod CIDR']").Click();

        Assert.Empty(_world.Spec.ProfileConfig);
    }

    [Fact]
    public async Task A_toggle_says_its_consequence_and_changes_with_it()
    {
        var model = await _world.ModelAsync(InstallStep.ProfileConfig);
        var step = Render<ProfileConfigStep>(p => p.Add(s => s.Model, model));
        Assert.Contains("default admin", Toggle(step).TextContent, StringComparison.Ordinal);

        Toggle(step).QuerySelector("input")!.Change(true);
        step.Render();

        Assert.Contains("nobody can sign in", Toggle(step).TextContent, StringComparison.Ordinal);
        Assert.Equal(ConfigValue.OfBoolean(true), _world.Spec.ProfileConfig["disableStaticDexUsers"]);

        static IElement Toggle(IRenderedComponent<ProfileConfigStep> step) => step.Find("[data-field='spec.profileConfig.disableStaticDexUsers']");
    }

    [Fact]
    public async Task A_secret_never_reaches_the_page_again_and_is_forgotten_by_its_button_only()
    {
        const string Path = "#field-spec-profileconfig-ocipackregistrypassword";
        var model = await _world.ModelAsync(InstallStep.ProfileConfig);
        var step = Render<ProfileConfigStep>(p => p.Add(s => s.Model, model));

        step.Find(Path).Change("Canary-12345");
        step.Render();
        Assert.Equal(["ociPackRegistryPassword"], _world.Stored!.StoredSecrets);
        Assert.DoesNotContain("Canary", step.Markup, StringComparison.Ordinal);
        step.Find(Path).Change("");
        Assert.Equal(["ociPackRegistryPassword"], _world.Stored.StoredSecrets);
        step.Find("[aria-label='Forget the stored value of OCI Pack Registry Password']").Click();

        Assert.Empty(_world.Stored.StoredSecrets);
    }

    [Fact]
    public async Task Variables_the_profile_does_not_have_can_be_removed()
    {
        _world.Spec = _world.Spec with { ProfileConfig = _world.Spec.ProfileConfig.Add("podCird", ConfigValue.OfText("x")) };
        var model = await _world.ModelAsync(InstallStep.ProfileConfig);
        var step = Render<ProfileConfigStep>(p => p.Add(s => s.Model, model));
        Assert.Contains("Write podCidr", step.Find("[data-code=variable-unknown]").TextContent, StringComparison.Ordinal);

        step.FindAll("button").Single(b => b.TextContent == "Remove podCird").Click();

        Assert.Empty(_world.Spec.ProfileConfig);
    }

    [Fact]
    public async Task Without_the_archive_profile_config_says_what_would_be_here()
    {
        _world.Archive = null;

        var model = await _world.ModelAsync(InstallStep.ProfileConfig);
        var step = Render<ProfileConfigStep>(p => p.Add(s => s.Model, model));

        Assert.Contains("The cluster profile is not known", step.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_config_switches_between_vip_and_dns_name()
    {
        _world.Spec = _world.Spec with { Cluster = new ClusterSettings { Vip = "10.10.10.100" } };
        var model = await _world.ModelAsync(InstallStep.ClusterConfig);
        var step = Render<ClusterConfigStep>(p => p.Add(s => s.Model, model));

        step.Find("input[value=dns]").Change("dns");
        step.Render();
        Assert.Empty(step.FindAll("#field-spec-cluster-vip"));
        step.Find("#field-spec-cluster-dnsname").Change("c.example.org");
        step.Find("input[value=vip]").Change("vip");
        step.Render();

        Assert.Equal("10.10.10.100", step.Find("#field-spec-cluster-vip").GetAttribute("value"));
        Assert.Equal(("10.10.10.100", ""), (_world.Spec.Cluster.Vip, _world.Spec.Cluster.DnsName));
    }

    [Fact]
    public async Task Several_servers_pasted_at_once_become_entries_as_typed_and_that_is_said()
    {
        var model = await _world.ModelAsync(InstallStep.ClusterConfig);
        var step = Render<ClusterConfigStep>(p => p.Add(s => s.Model, model));

        step.Find("#field-spec-cluster-ntpservers").Change("0.pool.ntp.org, NTP.example.org\n10.0.0.1");
        step.Render();

        Assert.Equal(["0.pool.ntp.org", "NTP.example.org", "10.0.0.1"], _world.Spec.Cluster.NtpServers.AsEnumerable());
        Assert.Contains("Added 3 NTP servers", step.Markup, StringComparison.Ordinal);
        Assert.Contains("is sent as ntp.example.org", step.Find("[data-code=ntp-normalized]").TextContent, StringComparison.Ordinal);
        step.Find("[aria-label='Remove NTP server 1']").Click();
        Assert.Equal(["NTP.example.org", "10.0.0.1"], _world.Spec.Cluster.NtpServers.AsEnumerable());
    }

    [Fact]
    public async Task A_private_key_is_refused_and_not_stored()
    {
        var model = await _world.ModelAsync(InstallStep.ClusterConfig);
        var step = Render<ClusterConfigStep>(p => p.Add(s => s.Model, model));
        var saves = _world.Saves.Count;

        step.Find("#field-spec-cluster-sshkeys").Change("-----BEGIN OPENSSH PRIVATE KEY-----\nCanaryAAAA\n-----END OPENSSH PRIVATE KEY-----");

        Assert.NotNull(step.Find("[data-code=ssh-key-private]"));
        Assert.Equal(saves, _world.Saves.Count);
        Assert.DoesNotContain("Canary", step.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_key_shows_its_fingerprint()
    {
        const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOJqwZgL/PVarmNy7igfmmEm/r8UOotXhqpZhGsJxYHq ops@example.org";
        var model = await _world.ModelAsync(InstallStep.ClusterConfig);
        var step = Render<ClusterConfigStep>(p => p.Add(s => s.Model, model));

        step.Find("#field-spec-cluster-sshkeys").Change(Key);
        step.Render();

        Assert.Equal([Key], _world.Spec.Cluster.SshKeys.AsEnumerable());
        Assert.Contains("SHA256:", step.Find("[data-field='spec.cluster.sshKeys[0]'] .field-help").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_config_draws_pools_as_lanes_and_moves_hosts_by_their_pool_field()
    {
        var model = await _world.ModelAsync(InstallStep.NodeConfig);
        var step = Render<NodeConfigStep>(p => p.Add(s => s.Model, model));
        Assert.Equal(["h1"], HostsIn(step, "0"));
        Assert.Equal(["h2", "h3"], HostsIn(step, ""));

        step.Find("#field-move-h2").Change("0");
        step.Render();
        step.Find("#field-move-h3").Change("1");
        step.Render();

        Assert.Equal(["h1", "h2"], HostsIn(step, "0"));
        Assert.Equal(["h3"], HostsIn(step, "1"));
        Assert.StartsWith("edge-", _world.Spec.NodePools[0].Hosts[1].HostName, StringComparison.Ordinal);
        Assert.Equal("Auto", _world.Spec.NodePools[0].Hosts[1].Nic);
    }

    [Fact]
    public async Task Worker_pools_are_added_and_removed_and_the_control_plane_stays()
    {
        var model = await _world.ModelAsync(InstallStep.NodeConfig);
        var step = Render<NodeConfigStep>(p => p.Add(s => s.Model, model));

        step.FindAll("button").Single(b => b.TextContent == "Add worker pool").Click();
        step.Render();
        Assert.Equal(["control-plane-pool", "worker-pool", "worker-pool-2"], _world.Spec.NodePools.Select(p => p.Name));
        step.FindAll("button").Single(b => b.TextContent == "Remove worker-pool").Click();
        step.Render();

        Assert.Equal(["control-plane-pool", "worker-pool-2"], _world.Spec.NodePools.Select(p => p.Name));
        Assert.DoesNotContain(step.FindAll("button"), b => b.TextContent == "Remove control-plane-pool");
    }

    [Fact]
    public async Task Taints_are_added_with_key_value_and_effect()
    {
        var model = await _world.ModelAsync(InstallStep.NodeConfig);
        var step = Render<NodeConfigStep>(p => p.Add(s => s.Model, model));

        step.Find("#field-spec-nodepools-0-taints").Click();
        step.Find("#field-spec-nodepools-0-taints-key").Change("dedicated");
        step.Find("#field-spec-nodepools-0-taints-value").Change("ai");
        step.Find("#field-spec-nodepools-0-taints-effect").Change("NoExecute");
        step.Find(".chip-editor").Submit();

        Assert.Equal([new Taint("dedicated", "ai", "NoExecute")], _world.Spec.NodePools[0].Taints.AsEnumerable());
    }

    [Fact]
    public async Task One_host_gets_the_short_form()
    {
        var single = new InstallWorld(hosts: 1);
        var model = await single.ModelAsync(InstallStep.NodeConfig);

        var step = Render<NodeConfigStep>(p => p.Add(s => s.Model, model));

        Assert.Single(step.FindAll(".lane-pool"));
        Assert.Empty(step.FindAll(".host-move"));
        Assert.DoesNotContain(step.FindAll("button"), b => b.TextContent == "Add worker pool");
        Assert.Equal(["1", "1"], [single.Spec.ProfileConfig["csiPlacementCount"].Text, single.Spec.ProfileConfig["mongoReplicas"].Text]);
    }

    private static IEnumerable<string?> HostsIn(IRenderedComponent<NodeConfigStep> step, string pool) =>
        step.FindAll($"[data-drop='{pool}'] [data-host]").Select(h => h.GetAttribute("data-host"));
}
