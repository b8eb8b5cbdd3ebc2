using System.Collections.Immutable;
using CsCheck;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Domain.Tests.Installs;

public sealed class InstallValidatorTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOJqwZgL/PVarmNy7igfmmEm/r8UOotXhqpZhGsJxYHq ops@example.org";
    private static readonly DateTimeOffset _now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly Inventory _three = new([Host("edge-1", HostRole.Leader, 11), Host("edge-2", HostRole.Linked, 12), Host("edge-3", HostRole.Linked, 13)]);

    private static readonly InstallSpec _good = new()
    {
        Name = "edge-ai",
        Profile = new ProfileReference(PaletteAiProfile.Name, PaletteAiProfile.Version),
        Cluster = new ClusterSettings { Vip = "10.10.10.100", NtpServers = ["0.pool.ntp.org"], SshKeys = [Key] },
        NodePools = [new NodePool { Name = "control-plane-pool", Role = PoolRole.ControlPlane, AllowWorkers = true, Hosts = [On("edge-1"), On("edge-2"), On("edge-3")] }],
    };

    public static TheoryData<string, string> Mistakes => new()
    {
        { "metadata.name", "cluster-name" },
        { "metadata.tags[\"a b\"]", "tag-key" },
        { "spec.profile.name", "profile-mismatch" },
        { "spec.profileConfig.podCidrr", "variable-unknown" },
        { "spec.profileConfig.podCidr", "cidr-host-bits" },
        { "spec.profileConfig.serviceCidr", "cidrs-overlap" },
        { "spec.profileConfig.serviceCidr", "cidr-overlaps-hosts" },
        { "spec.profileConfig.mongoReplicas", "replicas-differ" },
        { "spec.profileConfig.disableStaticDexUsers", "variable-boolean" },
        { "spec.profileConfig.registryPort", "variable-number" },
        { "spec.profileConfig.rootDomain", "root-domain" },
        { "spec.cluster.vip", "equals-host-ip" },
        { "spec.cluster.vip", "equals-gateway" },
        { "spec.cluster.vip", "surrounding-blanks" },
        { "spec.cluster.dnsName", "vip-and-dns-name" },
        { "spec.cluster.ntpServers[0]", "ntp-server" },
        { "spec.cluster.sshKeys[0]", "ssh-key-private" },
        { "spec.nodePools[0].hosts", "leader-not-in-control-plane" },
        { "spec.nodePools[0].hosts", "control-plane-even" },
        { "spec.nodePools[0].hosts", "control-plane-too-few" },
        { "spec.nodePools[1].hosts", "pool-without-hosts" },
        { "spec.nodePools[1].name", "pool-name" },
        { "spec.nodePools[0].allowWorkers", "no-place-for-workloads" },
        { "spec.nodePools[0].labels[\"a b\"]", "label-key" },
        { "spec.nodePools[0].taints[0].effect", "taint-effect" },
        { "spec.nodePools[0].taints[1]", "taint-duplicate" },
        { "spec.nodePools[0].architecture", "architecture-mismatch" },
        { "spec.nodePools[0].hosts[2].uid", "host-unknown" },
        { "spec.nodePools[0].hosts[2].uid", "host-in-two-places" },
        { "spec.nodePools[0].hosts[0].hostName", "host-name" },
        { "spec.nodePools[0].hosts[1].hostName", "host-name-duplicate" },
        { "spec.nodePools[0].hosts[0].nic", "nic-unknown" },
    };

    [Fact]
    public void A_good_spec_has_no_errors_with_or_without_hosts()
    {
        Assert.Empty(Errors(_good, _three));
        Assert.Empty(Errors(_good, null));
        Assert.Empty(Errors(InstallSpecReader.Read(InstallSpecExample.Text).Spec!, null));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_found_at_its_place_with_a_fix(string path, string code)
    {
        var finding = Errors(Broken(path, code), _three).FirstOrDefault(f => f.Path == path && f.Code == code);
        Assert.True(finding is not null, string.Join('\n', Errors(Broken(path, code), _three)));
        Assert.NotEmpty(finding.Fix);
    }

    [Fact]
    public void One_host_wants_one_copy_of_everything()
    {
        var one = new Inventory([_three.Hosts[0]]);
        var spec = _good with { NodePools = [_good.NodePools[0] with { Hosts = [On("edge-1")] }] };
        Assert.Contains(Errors(spec, one), f => f.Code == "replicas-single-node");
        Assert.Empty(Errors(With(With(spec, "csiPlacementCount", "1"), "mongoReplicas", "1"), one));
    }

    [Fact]
    public void Hosts_that_are_not_known_are_pending_and_never_passed()
    {
        var report = PaletteAI.Console.Domain.Checks.CheckReport.Evaluate(_good, Facts(null));
        Assert.Equal(PaletteAI.Console.Domain.Checks.CheckStatus.Pending, report.Results.Single(r => r.Check.Id == "vip-fits").Status);
        Assert.Equal(PaletteAI.Console.Domain.Checks.CheckStatus.Pending, report.Results.Single(r => r.Check.Id == "leader-in-control-plane").Status);
    }

    [Fact]
    public void The_appliances_own_verdict_counts()
    {
        var facts = Facts(_three) with { ApplianceVerdicts = [new VariableVerdict("storagePoolDrive", false, "no such device")] };
        Assert.Contains(InstallValidator.Validate(_good, facts), f => f is { Code: "appliance-refuses-value", Path: "spec.profileConfig.storagePoolDrive" });
    }

    [Fact]
    public void Any_text_anywhere_is_judged_without_an_exception()
    {
        var text = Gen.OneOf(Gen.String[0, 80], Gen.String[Gen.Char["abcAZ019.:/-_ =%{}[]\n\"\\\u00e9\0"], 0, 60]);
        Gen.Select(text, text, text, text, text).Sample((a, b, c, d, e) =>
        {
            var spec = _good with
            {
                Name = a,
                Tags = _good.Tags.SetItem(b, c),
                ProfileConfig = _good.ProfileConfig.SetItem("podCidr", ConfigValue.OfText(d)).SetItem("rootDomain", ConfigValue.OfText(e)).SetItem(a, ConfigValue.OfText(b)),
                Cluster = new ClusterSettings { Vip = c, DnsName = d, NtpServers = [e, a], SshKeys = [b, Key + c] },
                NodePools = [_good.NodePools[0] with { Name = d, Architecture = e, Taints = [new Taint(a, b, c)], Labels = _good.NodePools[0].Labels.SetItem(d, e), Hosts = [new PoolHost(a, b, c)] }],
            };
            Assert.All(InstallValidator.Validate(spec, Facts(_three)), f => Assert.NotEmpty(f.Message));
            Assert.NotEmpty(Consequences.Of(spec, Facts(_three)));
        }, iter: 2000);
    }

    [Theory]
    [InlineData("disableStaticDexUsers", "false", "default-admin-open")]
    [InlineData("disableStaticDexUsers", "true", "no-sign-in-until-connector")]
    [InlineData("enableValuesNodeSelector", "true", "installer-waits-for-label")]
    [InlineData("storagePoolDrive", "/dev/sdc", "storage-drive-wiped")]
    [InlineData("ociPackRegistryPassword", "secret one", "registry-password-needed-again-on-upgrade")]
    public void What_follows_is_said_beforehand(string variable, string value, string code)
    {
        var consequences = Consequences.Of(With(_good, variable, value), Facts(_three));
        Assert.Contains(consequences, c => c.Code == code);
        Assert.DoesNotContain(consequences, c => c.Message.Contains("secret one", StringComparison.Ordinal));
    }

    private static InstallSpec Broken(string path, string code)
    {
        var pool = _good.NodePools[0];
        return (path, code) switch
        {
            ("metadata.name", _) => _good with { Name = "Edge_AI" },
            (_, "tag-key") => _good with { Tags = _good.Tags.SetItem("a b", "c") },
            (_, "profile-mismatch") => _good with { Profile = new ProfileReference("other", "1.0.0") },
            (_, "variable-unknown") => With(_good, "podCidrr", "100.64.0.0/18"),
            (_, "cidr-host-bits") => With(_good, "podCidr", "100.64.0.1/18"),
            (_, "cidrs-overlap") => With(_good, "serviceCidr", "100.64.0.0/20"),
            (_, "cidr-overlaps-hosts") => With(_good, "serviceCidr", "10.10.0.0/16"),
            (_, "replicas-differ") => With(_good, "mongoReplicas", "1"),
            (_, "variable-boolean") => With(_good, "disableStaticDexUsers", "yes please"),
            (_, "variable-number") => With(_good, "registryPort", "port"),
            (_, "root-domain") => With(_good, "rootDomain", "https://ai.example.org"),
            (_, "equals-host-ip") => Vip("10.10.10.12"),
            (_, "equals-gateway") => Vip("10.10.10.1"),
            (_, "surrounding-blanks") => Vip("10.10.10.100 "),
            (_, "vip-and-dns-name") => _good with { Cluster = _good.Cluster with { DnsName = "cluster.example.org" } },
            (_, "ntp-server") => _good with { Cluster = _good.Cluster with { NtpServers = ["ntp.example.org:123"] } },
            (_, "ssh-key-private") => _good with { Cluster = _good.Cluster with { SshKeys = ["-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----"] } },
            (_, "leader-not-in-control-plane") => Pools(pool with { Hosts = [On("edge-2"), On("edge-3")] }),
            (_, "control-plane-even") => Pools(pool with { Hosts = [On("edge-1"), On("edge-2")] }),
            (_, "control-plane-too-few") => Pools(pool with { Hosts = [On("edge-1")] }),
            (_, "pool-without-hosts") => Pools(pool, new NodePool { Name = "worker-pool", Role = PoolRole.Worker }),
            (_, "pool-name") => Pools(pool, new NodePool { Name = "control-plane-pool", Role = PoolRole.Worker, Hosts = [On("edge-4")] }),
            (_, "no-place-for-workloads") => Pools(pool with { AllowWorkers = false }),
            (_, "label-key") => Pools(pool with { Labels = pool.Labels.SetItem("a b", "c") }),
            (_, "taint-effect") => Pools(pool with { Taints = [new Taint("a", "b", "noschedule")] }),
            (_, "taint-duplicate") => Pools(pool with { Taints = [new Taint("a", "b", "NoSchedule"), new Taint("a", "c", "NoSchedule")] }),
            (_, "architecture-mismatch") => Pools(pool with { Architecture = "arm64" }),
            (_, "host-unknown") => Pools(pool with { Hosts = [On("edge-1"), On("edge-2"), On("edge-9")] }),
            (_, "host-in-two-places") => Pools(pool with { Hosts = [On("edge-1"), On("edge-2"), On("edge-2")] }),
            (_, "host-name") => Pools(pool with { Hosts = [On("edge-1") with { HostName = "Edge-1" }, On("edge-2"), On("edge-3")] }),
            (_, "host-name-duplicate") => Pools(pool with { Hosts = [On("edge-1"), On("edge-2") with { HostName = "edge-1" }, On("edge-3")] }),
            (_, "nic-unknown") => Pools(pool with { Hosts = [On("edge-1") with { Nic = "eth9" }, On("edge-2"), On("edge-3")] }),
            _ => throw new InvalidOperationException(code),
        };
    }

    private static InstallSpec Vip(string vip) => _good with { Cluster = _good.Cluster with { Vip = vip } };

    private static InstallSpec Pools(params NodePool[] pools) => _good with { NodePools = [.. pools] };

    private static InstallSpec With(InstallSpec spec, string variable, string value) => spec with { ProfileConfig = spec.ProfileConfig.SetItem(variable, ConfigValue.OfText(value)) };

    private static PoolHost On(string uid) => new(uid, uid, PoolHost.AutoNic);

    private static InventoryHost Host(string uid, HostRole role, int last) => new()
    {
        Uid = uid,
        Role = role,
        Architecture = "amd64",
        Status = "Ready",
        Content = "Synced",
        Health = "Healthy",
        Networks = [new InventoryNetwork("eth0", $"10.10.10.{last}", 24, "10.10.10.1", ["10.10.10.2"], true)],
    };

    private static InstallFacts Facts(Inventory? inventory) => new(PaletteAiProfile.Profile, inventory, [], _now);

    private static ImmutableArray<Finding> Errors(InstallSpec spec, Inventory? inventory) => [.. InstallValidator.Validate(spec, Facts(inventory)).Where(f => f.Severity == Severity.Error)];
}
