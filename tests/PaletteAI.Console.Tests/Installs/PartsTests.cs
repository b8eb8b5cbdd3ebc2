using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Features.Installs.Parts;

namespace PaletteAI.Console.Tests.Installs;

public sealed class PartsTests
{
    private readonly InstallWorld _world = new();

    [Theory]
    [InlineData("metadata.name", "Cluster name")]
    [InlineData("metadata.tags[\"a/b\"]", "Tags")]
    [InlineData("spec.profile.version", "Cluster profile")]
    [InlineData("spec.profileConfig.podCidr", "Pod CIDR")]
    [InlineData("spec.profileConfig[\"no such\"]", "no such")]
    [InlineData("spec.cluster.vip", "VIP")]
    [InlineData("spec.cluster.ntpServers[1]", "NTP servers 2")]
    [InlineData("spec.nodePools", "Node pools")]
    [InlineData("spec.nodePools[0]", "control-plane-pool")]
    [InlineData("spec.nodePools[1].labels[\"x/y\"]", "worker-pool: labels")]
    [InlineData("spec.nodePools[0].hosts[0].nic", "h1: NIC")]
    [InlineData("spec.nodePools[9].name", "pool 10: name")]
    [InlineData("", "Install spec")]
    public void A_path_has_a_name_for_people(string path, string name) => Assert.Equal(name, FieldNames.Of(path, _world.Spec, PaletteAiProfile.Profile));

    [Fact]
    public void The_focus_goes_to_the_nearest_element_there_is() => Assert.Equal(
        ["field-spec-nodepools-0-hosts-1-uid", "field-spec-nodepools-0-hosts-1", "field-spec-nodepools-0-hosts", "field-spec-nodepools-0", "field-spec-nodepools", "field-spec"],
        FieldNames.FocusIds("spec.nodePools[0].hosts[1].uid"));

    [Fact]
    public void Findings_come_in_the_order_of_the_form()
    {
        Finding[] findings = [Error("spec.cluster.ntpServers[0]"), Error("spec.cluster.dnsName"), Error("spec.cluster.vip"), Error("spec.profileConfig.podCidr"), Error("spec.profileConfig.rootDomain")];

        Assert.Equal(["spec.cluster.vip", "spec.cluster.dnsName", "spec.cluster.ntpServers[0]"], FieldNames.InFormOrder(findings[..3], PaletteAiProfile.Profile).Select(f => f.Path));
        Assert.Equal(["spec.profileConfig.rootDomain", "spec.profileConfig.podCidr"], FieldNames.InFormOrder(findings[3..], PaletteAiProfile.Profile).Select(f => f.Path));

        static Finding Error(string path) => Finding.Error(path, "x", "Wrong.", "Right.");
    }

    [Fact]
    public void Changing_ones_mind_between_vip_and_dns_name_loses_nothing()
    {
        var draft = _world.Stored! with { Spec = _world.Spec with { Cluster = new ClusterSettings { Vip = "10.10.10.100" } } };

        var dns = EndpointChoice.Choose(draft, dnsName: true);
        Assert.Equal((true, "", ""), (EndpointChoice.IsDnsName(dns), dns.Spec.Cluster.Vip, dns.Spec.Cluster.DnsName));
        var typed = dns with { Spec = dns.Spec with { Cluster = dns.Spec.Cluster with { DnsName = "c.example.org" } } };
        var back = EndpointChoice.Choose(typed, dnsName: false);
        var again = EndpointChoice.Choose(back, dnsName: true);

        Assert.Equal((false, "10.10.10.100", ""), (EndpointChoice.IsDnsName(back), back.Spec.Cluster.Vip, back.Spec.Cluster.DnsName));
        Assert.Equal(("", "c.example.org"), (again.Spec.Cluster.Vip, again.Spec.Cluster.DnsName));
    }

    [Fact]
    public void With_a_dns_name_chosen_the_missing_endpoint_is_the_dns_name()
    {
        var draft = EndpointChoice.Choose(_world.Stored!, dnsName: true);

        var judged = WizardJudgement.Of(draft, _world.Report.Facts, [], _world.Time.GetUtcNow());

        Assert.Empty(judged.At("spec.cluster.vip"));
        Assert.Equal("The cluster needs a DNS name.", Assert.Single(judged.At("spec.cluster.dnsName")).Message);
    }

    [Fact]
    public void The_form_has_every_visible_variable_once()
    {
        var rows = VariableForm.Of(PaletteAiProfile.Profile, _world.Spec, [], _ => false).SelectMany(g => g.Rows).ToList();

        Assert.Equal(PaletteAiProfile.Profile.Variables.Select(v => v.Name).Order(), rows.Select(r => r.Variable.Name).Order());
        Assert.Equal(rows.Select(r => r.Variable.Name), VariableForm.Order(PaletteAiProfile.Profile));
    }

    [Theory]
    [InlineData(VariableFormat.Text, "", false, "", VariableControl.Text)]
    [InlineData(VariableFormat.Number, "3", false, "", VariableControl.Number)]
    [InlineData(VariableFormat.Number, "3", false, "1,3", VariableControl.Choice)]
    [InlineData(VariableFormat.Boolean, "false", false, "", VariableControl.Switch)]
    [InlineData(VariableFormat.Boolean, "maybe", false, "", VariableControl.Choice)]
    [InlineData(VariableFormat.Ipv4, "10.0.0.1", false, "", VariableControl.Text)]
    [InlineData(VariableFormat.Ipv4Cidr, "10.0.0.0/8", false, "", VariableControl.Text)]
    [InlineData(VariableFormat.Version, "1.2.3", false, "", VariableControl.Text)]
    [InlineData(VariableFormat.Text, "a\nb", false, "", VariableControl.LongText)]
    [InlineData(VariableFormat.Text, "", true, "", VariableControl.Masked)]
    public void Each_kind_of_variable_has_its_control(VariableFormat format, string value, bool sensitive, string options, VariableControl control)
    {
        var variable = new ProfileVariable { Name = "x", Format = format, DefaultValue = value, Sensitive = sensitive, Options = [.. options.Split(',', StringSplitOptions.RemoveEmptyEntries)] };

        Assert.Equal(control, Assert.Single(Rows(variable)).Control);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void A_hidden_variable_shows_only_when_something_is_wrong_with_it(bool wrong, int rows) =>
        Assert.Equal(rows, Rows(new ProfileVariable { Name = "x", Hidden = true }, wrong).Count);

    [Fact]
    public void What_was_accepted_is_asked_again_when_its_sentence_changes()
    {
        Consequence[] first = [new("storage-drive-wiped", Severity.Warning, "Everything on /dev/sdb is wiped.", true)];
        Consequence[] other = [new("storage-drive-wiped", Severity.Warning, "Everything on /dev/sda is wiped.", true)];
        var accepted = Acceptance.Of(first, [], [])[0].Key;

        Assert.True(Acceptance.Of(first, [], [accepted])[0].IsAccepted);
        Assert.False(Acceptance.Of(other, [], [accepted])[0].IsAccepted);
    }

    [Fact]
    public void A_code_is_accepted_only_when_all_its_places_are()
    {
        Finding[] findings = [Finding.Warning("a", "w", "One.", ""), Finding.Warning("b", "w", "Two.", ""), Finding.Error("c", "e", "No.", "")];
        var all = Acceptance.Of([], findings, []);

        Assert.Equal(2, all.Length);
        Assert.Empty(Acceptance.Codes(Acceptance.Of([], findings, [all[0].Key])));
        Assert.Equal(["w"], Acceptance.Codes(Acceptance.Of([], findings, [all[0].Key, all[1].Key])));
    }

    [Fact]
    public void The_review_shows_every_value_and_no_secret()
    {
        var draft = _world.Complete().Stored! with { StoredSecrets = ["ociPackRegistryPassword"] };

        var sections = ReviewDocument.Of(WizardJudgement.Of(draft, _world.Report.Facts, [], _world.Time.GetUtcNow()));

        var config = sections.Single(s => s.Step == InstallStep.ProfileConfig).Lines;
        Assert.Equal(PaletteAiProfile.Profile.Variables.Length, config.Length);
        Assert.Equal(["stored, not shown"], config.Single(l => l.Name == "OCI Pack Registry Password").Values.AsEnumerable());
        Assert.Equal(("10.10.10.100", "default"), (config.Single(l => l.Name == "Root Domain").Values[0], config.Single(l => l.Name == "Root Domain").Note));
    }

    [Theory]
    [InlineData("disableStaticDexUsers", true, "nobody can sign in")]
    [InlineData("disableStaticDexUsers", false, "default admin")]
    [InlineData("enableValuesNodeSelector", true, "label exactly one node")]
    [InlineData("enableValuesNodeSelector", false, "any host")]
    public void Both_toggles_say_what_they_bring_about(string name, bool on, string words) =>
        Assert.Contains(words, ToggleWords.Of(PaletteAiProfile.Profile, PaletteAiProfile.Profile.Variables.Single(v => v.Name == name), on), StringComparison.Ordinal);

    private static IReadOnlyList<VariableRow> Rows(ProfileVariable variable, bool wrong = false)
    {
        var profile = new ClusterProfile("u", "p", "1", "cluster", "", [], [variable]);
        return [.. VariableForm.Of(profile, new InstallSpec(), [], _ => wrong).SelectMany(g => g.Rows)];
    }
}
