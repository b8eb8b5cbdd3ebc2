using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Domain.Tests.Installs;

public sealed class InstallSpecReaderTests
{
    private const string Head = "apiVersion: console.palette.ai/v1alpha1\nkind: InstallSpec\n";

    [Fact]
    public void Example_reads_without_findings_and_holds_what_it_says()
    {
        var reading = InstallSpecReader.Read(InstallSpecExample.Text);

        Assert.Empty(reading.Findings);
        var spec = reading.Spec!;
        Assert.Equal("edge-ai", spec.Name);
        Assert.Equal("lab", spec.Tags["env"]);
        Assert.Equal(new ProfileReference("palette-ai-appliance", "1.0.0"), spec.Profile);
        Assert.Equal(new ConfigValue(ConfigValueKind.Number, "3"), spec.ProfileConfig["mongoReplicas"]);
        Assert.Equal(ConfigValue.OfBoolean(true), spec.ProfileConfig["enableValuesNodeSelector"]);
        Assert.Equal("10.10.10.100", spec.Cluster.Vip);
        var pool = Assert.Single(spec.NodePools);
        Assert.Equal(PoolRole.ControlPlane, pool.Role);
        Assert.True(pool.AllowWorkers);
        Assert.Equal(new PoolHost("edge-1", "edge-1", "Auto"), pool.Hosts[0]);
    }

    [Theory]
    [InlineData("metadata: {name: a}\nspec: {clutser: {}}\n", "spec.clutser", "unknown-field", "Write cluster.")]
    [InlineData("metadata: {name: a}\nspec: {cluster: {VIP: 10.0.0.1}}\n", "spec.cluster.VIP", "unknown-field", "Write vip.")]
    [InlineData("metadata: {nmae: a}\nspec: {}\n", "metadata.nmae", "unknown-field", "Write name.")]
    [InlineData("metadata: {name: a}\nspec: {}\nextra: 1\n", "extra", "unknown-field", "Known here")]
    [InlineData("metadata: {name: 12}\nspec: {}\n", "metadata.name", "wrong-type", "quotes")]
    [InlineData("metadata: {name: yes}\nspec: {}\n", "metadata.name", "wrong-type", "quotes")]
    [InlineData("metadata: {name: [a]}\nspec: {}\n", "metadata.name", "wrong-type", "text")]
    [InlineData("metadata: a\nspec: {}\n", "metadata", "wrong-type", "mapping")]
    [InlineData("metadata: {name: a}\n", "spec", "missing-field", "Add spec.")]
    [InlineData("metadata: {name: a}\nspec:\n", "spec", "missing-field", "Add spec.")]
    [InlineData("metadata: {name: a, tags: {e: 1}}\nspec: {}\n", "metadata.tags.e", "wrong-type", "quotes")]
    [InlineData("metadata: {name: a}\nspec: {cluster: {ntpServers: a}}\n", "spec.cluster.ntpServers", "wrong-type", "list")]
    [InlineData("metadata: {name: a}\nspec: {cluster: {ntpServers: [a, {b: c}]}}\n", "spec.cluster.ntpServers[1]", "wrong-type", "text")]
    [InlineData("metadata: {name: a}\nspec: {profileConfig: {\"x y\": [1]}}\n", "spec.profileConfig[\"x y\"]", "wrong-type", "")]
    [InlineData("metadata: {name: a}\nspec: {profileConfig: {x: }}\n", "spec.profileConfig.x", "wrong-type", "\"\" means none")]
    [InlineData("metadata: {name: a}\nspec: {profileConfig: {x: {fromEnv: A, fromFile: b}}}\n", "spec.profileConfig.x", "reference-malformed", "fromEnv")]
    [InlineData("metadata: {name: a}\nspec: {profileConfig: {x: {fromEnvironment: A}}}\n", "spec.profileConfig.x.fromEnvironment", "unknown-field", "")]
    [InlineData("metadata: {name: a}\nspec: {profileConfig: {x: {fromFile: ''}}}\n", "spec.profileConfig.x.fromFile", "reference-malformed", "")]
    [InlineData("metadata: {name: a}\nspec: {nodePools: [{name: a, role: controlplane}]}\n", "spec.nodePools[0].role", "role-unknown", "Write control-plane.")]
    [InlineData("metadata: {name: a}\nspec: {nodePools: [{name: a}]}\n", "spec.nodePools[0].role", "missing-field", "Add role.")]
    [InlineData("metadata: {name: a}\nspec: {nodePools: [a]}\n", "spec.nodePools[0]", "wrong-type", "mapping")]
    [InlineData("metadata: {name: a}\nspec: {nodePools: [{name: a, role: worker, allowWorkers: 'yes'}]}\n", "spec.nodePools[0].allowWorkers", "wrong-type", "true or false")]
    [InlineData("metadata: {name: a, name: b}\nspec: {}\n", "metadata.name", "duplicate-key", "Remove")]
    public void Wrong_field_is_an_error_with_path_and_fix(string body, string path, string code, string fix)
    {
        var reading = InstallSpecReader.Read(Head + body);

        var finding = Assert.Single(reading.Findings, f => f.Code == code && f.Path == path);
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains(fix, finding.Fix, StringComparison.Ordinal);
        Assert.InRange(finding.Line, code == "missing-field" ? 1 : 3, 6);
        Assert.True(finding.Column > 0);
        Assert.NotNull(reading.Spec);
    }

    [Theory]
    [InlineData("", "empty-document")]
    [InlineData("# only a comment\n", "empty-document")]
    [InlineData("just text\n", "wrong-type")]
    [InlineData("- a\n", "wrong-type")]
    [InlineData("kind: Inventory\nhosts: []\n", "wrong-kind")]
    [InlineData("a: [\n", "yaml-syntax")]
    public void Document_that_is_no_spec_says_only_that(string text, string code)
    {
        var reading = InstallSpecReader.Read(text);
        Assert.Null(reading.Spec);
        Assert.Equal(code, Assert.Single(reading.Findings).Code);
        Assert.True(reading.Findings[0].Line > 0);
    }

    [Theory]
    [InlineData("kind: InstallSpec\nmetadata: {name: a}\nspec: {}\n", "missing-field", "apiVersion")]
    [InlineData("apiVersion: console.palette.ai/v1alpha1\nmetadata: {name: a}\nspec: {}\n", "missing-field", "kind")]
    [InlineData("apiVersion: console.palette.ai/v1\nkind: InstallSpec\nmetadata: {name: a}\nspec: {}\n", "wrong-api-version", "apiVersion")]
    public void Version_and_kind_are_required(string text, string code, string path)
    {
        var finding = Assert.Single(InstallSpecReader.Read(text).Findings);
        Assert.Equal((code, path), (finding.Code, finding.Path));
    }

    [Fact]
    public void Number_that_yaml_rewrites_is_shown()
    {
        var reading = InstallSpecReader.Read(Head + "metadata: {name: a}\nspec: {profileConfig: {port: 0777}}\n");
        var finding = Assert.Single(reading.Findings);
        Assert.Equal(("number-rewritten", Severity.Warning), (finding.Code, finding.Severity));
        Assert.Contains("511", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Anchors_and_merges_are_followed()
    {
        var reading = InstallSpecReader.Read(Head + "metadata: {name: &n a}\nspec:\n  nodePools:\n  - &p {name: x, role: worker, hosts: []}\n  - {<<: *p, name: *n}\n");
        Assert.Empty(reading.Findings);
        Assert.Equal(["x", "a"], reading.Spec!.NodePools.Select(p => p.Name));
        Assert.Equal(PoolRole.Worker, reading.Spec.NodePools[1].Role);
    }

    [Fact]
    public void Findings_of_rules_get_the_line_of_their_field_and_yield_to_the_readers_own()
    {
        var reading = InstallSpecReader.Read(Head + "metadata:\n  name: 12\nspec:\n  nodePools:\n  - name: P\n    role: worker\n");
        var joined = reading.Join([
            Finding.Error("metadata.name", "name-missing", "m", "f"),
            Finding.Error("spec.nodePools[0].name", "name-malformed", "m", "f"),
            Finding.Error("spec.nodePools[0].hosts", "pool-empty", "m", "f"),
            Finding.Error("spec.cluster.vip", "vip-missing", "m", "f"),
        ]);
        Assert.Equal(["wrong-type", "name-malformed", "pool-empty", "vip-missing"], joined.Select(f => f.Code));
        Assert.Equal([4, 7, 7, 6], joined.Select(f => f.Line));
    }
}
