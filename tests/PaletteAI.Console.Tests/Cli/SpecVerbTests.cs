using System.Text.Json;
using System.Text.Json.Nodes;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Tests.Cli;

public sealed class SpecVerbTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public static TheoryData<string, string> Hostile => new()
    {
        { "unknown field", InstallSpecExample.Text.Replace("metadata:", "metdata:", StringComparison.Ordinal) },
        { "wrong type", InstallSpecExample.Text.Replace("name: edge-ai", "name: [edge-ai]", StringComparison.Ordinal) },
        { "not YAML", "{{{" },
        { "nothing", "" },
        { "a list", "- a\n- b\n" },
        { "another kind", "apiVersion: v1\nkind: Pod\n" },
        { "two documents", InstallSpecExample.Text + "\n---\n" + InstallSpecExample.Text },
        { "binary", "\u0001\u0002\u0003" },
        { "deep", new string('[', 5000) },
        { "alias bomb", "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e]\ng: [*f, *f, *f, *f, *f]\n" },
        { "hostile names", InstallSpecExample.Text.Replace("edge-ai", "\"$(reboot)\\u001b[2J'; --\"", StringComparison.Ordinal) },
        { "long key", $"? {new string('k', 5000)}\n: x\n" },
        { "10 MB", "# " + new string('x', 10 * 1024 * 1024) },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_example_is_valid_and_is_the_example()
    {
        var example = await CliRun.OfAsync("spec", "example");
        Assert.Equal((0, ""), (example.ExitCode, example.Error));
        var run = await CliRun.WithInputAsync(example.Out, "spec", "validate", "-", "--format", "json");
        Assert.Equal(0, run.ExitCode);
        Assert.True(run.Json[0].GetProperty("valid").GetBoolean());
        Assert.Equal("-", run.Json[0].GetProperty("file").GetString());
    }

    [Fact]
    public async Task The_schema_is_JSON()
    {
        var run = await CliRun.OfAsync("spec", "schema", "--format", "json");
        Assert.Equal((0, "InstallSpec"), (run.ExitCode, run.Json.GetProperty("title").GetString()));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_spec_is_exit_2_with_a_finding(string what, string text)
    {
        foreach (var verb in new[] { "validate", "consequences" })
        {
            var run = await CliRun.OfAsync("spec", verb, _folder.Write("spec.yaml", text), "--format", "json");
            if (what == "hostile names" && verb == "consequences")
            {
                continue;
            }

            Assert.True(run.ExitCode == 2, $"{what}: {verb} exit {run.ExitCode}\n{run.Error}");
            var findings = verb == "validate" ? run.Json[0].GetProperty("findings") : run.Json.GetProperty("error").GetProperty("findings");
            Assert.Contains(findings.EnumerateArray(), f => f.GetProperty("severity").GetString() == "error" && f.GetProperty("message").GetString()!.Length > 0);
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', run.Error);
        }
    }

    [Fact]
    public async Task Files_that_cannot_be_read_are_exit_1_and_the_others_are_judged_all_the_same()
    {
        var good = _folder.Write("good.yaml", InstallSpecExample.Text);
        var run = await CliRun.OfAsync("spec", "validate", Path.Combine(_folder.Path, "missing.yaml"), _folder.Path, good, "--format", "json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["file-not-found", "file-is-folder"], run.Json.EnumerateArray().Take(2).Select(f => f.GetProperty("findings")[0].GetProperty("code").GetString()));
        Assert.True(run.Json[2].GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task Many_files_are_judged_and_one_bad_one_makes_exit_2()
    {
        var bad = _folder.Write("bad.yaml", InstallSpecExample.Text.Replace("vip: 10.10.10.100", "vip: 10.10.10.300", StringComparison.Ordinal));
        var run = await CliRun.OfAsync("spec", "validate", _folder.Write("good.yaml", InstallSpecExample.Text), bad, "--format", "json");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal([true, false], run.Json.EnumerateArray().Select(f => f.GetProperty("valid").GetBoolean()));
        var finding = run.Json[1].GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("severity").GetString() == "error");
        Assert.Equal(("spec.cluster.vip", "not-an-ip"), (finding.GetProperty("path").GetString(), finding.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Text_goes_to_standard_output_unless_JSON_does()
    {
        var file = _folder.Write("spec.yaml", InstallSpecExample.Text);
        var text = await CliRun.OfAsync("spec", "validate", file);
        Assert.Contains("valid", text.Out, StringComparison.Ordinal);
        Assert.Equal("", text.Error);
        var json = await CliRun.OfAsync("spec", "validate", file, "--format", "json");
        Assert.Equal(JsonValueKind.Array, json.Json.ValueKind);
        Assert.Contains("valid", json.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_judged_is_said()
    {
        var run = await CliRun.WithInputAsync(InstallSpecExample.Text, "spec", "validate", "-", "--format", "json");
        var pending = run.Json[0].GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("code").GetString() == "check-pending").ToList();
        Assert.All(pending, f => Assert.Equal("info", f.GetProperty("severity").GetString()));
        Assert.Contains(pending, f => f.GetProperty("message").GetString()!.Contains("vip-fits", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broken_inventory_is_exit_2_and_named()
    {
        var inventory = _folder.Write("inventory.yaml", "kind: Inventory\nhosts:\n- {uid: a, role: boss, architecture: amd64, networks: [{ip: 10.0.0.1, prefix: 24}]}\n");
        var run = await CliRun.WithInputAsync(InstallSpecExample.Text, "spec", "validate", "-", "--inventory", inventory, "--format", "json");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(inventory, run.Json[1].GetProperty("file").GetString());
        Assert.Equal("role-unknown", run.Json[1].GetProperty("findings")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("10.10.10.2\\0")]
    [InlineData("\\uFF11\\uFF10.10.10.20")]
    [InlineData("0x0a0a0a14")]
    [InlineData("10.10.2580")]
    [InlineData("[::1]")]
    public async Task An_address_that_only_a_lenient_reader_takes_is_no_VIP(string vip)
    {
        var spec = InstallSpecExample.Text.Replace("vip: 10.10.10.100", $"vip: \"{vip}\"", StringComparison.Ordinal);
        var run = await CliRun.WithInputAsync(spec, "spec", "validate", "-");
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task Letters_that_only_look_like_ASCII_stay_refused()
    {
        var spec = InstallSpecExample.Text.Replace("0.pool.ntp.org", "\"\u212Adc.example\"", StringComparison.Ordinal);
        Assert.Equal(2, (await CliRun.WithInputAsync(spec, "spec", "validate", "-")).ExitCode);
    }

    [Fact]
    public async Task Another_profile_is_judged_by_the_names_that_are_known()
    {
        var spec = SpecBuilder.ThreeNodes();
        spec.Spec["spec"]!["profile"] = new JsonObject { ["name"] = "our-own", ["version"] = "7.0.0" };
        spec.Config["podCidr"] = "10.10.0.0/16";
        spec.Config["ourOwnVariable"] = "x";
        var run = await spec.ValidateAsync();
        var codes = run.Json[0].GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()).ToList();
        Assert.Contains("profile-unknown", codes);
        Assert.Contains("inside-pod-cidr", codes);
        Assert.DoesNotContain("variable-unknown", codes);
    }

    [Fact]
    public async Task The_request_is_rendered_and_secrets_stay_hidden_unless_asked_for()
    {
        var spec = SpecBuilder.ThreeNodes();
        spec.Config["ociPackRegistryPassword"] = new JsonObject { ["fromFile"] = _folder.Write("password", "top secret\n") };
        spec.Config["ubuntuProToken"] = new JsonObject { ["fromEnv"] = "PRO_TOKEN" };
        spec.Config["imagePullSecret"] = "c2VjcmV0";
        string[] verb = ["spec", "render", _folder.Write("spec.json", spec.Spec.ToJsonString()), "--inventory", _folder.Write("inventory.json", spec.Inventory.ToJsonString())];
        var environment = new Dictionary<string, string> { ["PRO_TOKEN"] = "C1token" };

        var hidden = await CliRun.WithInputAsync([], environment, verb);
        Assert.Equal(0, hidden.ExitCode);
        Assert.Equal(3, Variables(hidden).Count(v => v.Value == "***"));
        Assert.All(["top secret", "C1token", "c2VjcmV0"], s => Assert.DoesNotContain(s, hidden.Out + hidden.Error, StringComparison.Ordinal));

        var shown = await CliRun.WithInputAsync([], environment, [.. verb, "--reveal"]);
        Assert.Equal("top secret", Variables(shown)["ociPackRegistryPassword"]);
        Assert.Equal("C1token", Variables(shown)["ubuntuProToken"]);
        Assert.Equal("10.10.10.100", shown.Json.GetProperty("spec").GetProperty("cloudConfig").GetProperty("spec").GetProperty("clusterConfig").GetProperty("controlPlaneEndpoint").GetProperty("host").GetString());
        Assert.Equal(3, shown.Json.GetProperty("spec").GetProperty("cloudConfig").GetProperty("spec").GetProperty("machinePoolConfig")[0].GetProperty("hosts").GetArrayLength());

        var unset = await CliRun.OfAsync([.. verb, "--format", "json"]);
        Assert.Equal((1, "spec.profileConfig.ubuntuProToken"), (unset.ExitCode, unset.Json.GetProperty("error").GetProperty("path").GetString()));
    }

    [Fact]
    public async Task A_spec_that_is_not_valid_is_not_rendered()
    {
        var spec = SpecBuilder.ThreeNodes();
        spec.Cluster["vip"] = "10.10.10.11";
        var run = await CliRun.OfAsync(
            "spec", "render", _folder.Write("spec.json", spec.Spec.ToJsonString()), "--inventory", _folder.Write("inventory.json", spec.Inventory.ToJsonString()), "--format", "json");
        Assert.Equal((2, "equals-host-ip"), (run.ExitCode, run.Json.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Consequences_are_in_plain_words()
    {
        var run = await CliRun.WithInputAsync(InstallSpecExample.Text, "spec", "consequences", "-", "--format", "json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["default-admin-open", "installer-waits-for-label", "registry-password-needed-again-on-upgrade", "storage-drive-wiped"],
            run.Json.EnumerateArray().Select(c => c.GetProperty("code").GetString()).Order());
    }

    [Theory]
    [InlineData]
    [InlineData("spec")]
    [InlineData("spec", "validate")]
    [InlineData("spec", "vaildate", "x")]
    [InlineData("spec", "render", "x")]
    [InlineData("spec", "validate", "x", "--frmat", "json")]
    [InlineData("spec", "validate", "x", "--format", "xml")]
    [InlineData("users", "hash", "--cost", "many")]
    [InlineData("values", "explain", "x")]
    public async Task Wrong_usage_is_exit_1_with_a_hint(params string[] args)
    {
        if (args.Length == 0)
        {
            args = ["nonsense"];
        }

        var run = await CliRun.OfAsync(args);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
        Assert.Equal("usage", (await CliRun.OfAsync([.. args, "--format", "json"])) is { ExitCode: 1, Out.Length: > 0 } json && !args.Contains("--format") ? json.Json.GetProperty("error").GetProperty("code").GetString() : "usage");
    }

    [Fact]
    public async Task A_file_whose_name_starts_with_an_at_sign_is_a_file()
    {
        var run = await CliRun.OfAsync("spec", "validate", "@spec.yaml", "--format", "json");
        Assert.Equal("file-not-found", run.Json[0].GetProperty("findings")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("spec", "validate")]
    [InlineData("values", "explain")]
    [InlineData("users", "verify")]
    public async Task Help_describes_every_argument(params string[] verb)
    {
        var run = await CliRun.OfAsync([.. verb, "--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("--format", run.Out, StringComparison.Ordinal);
        Assert.Contains("Description:", run.Out, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Variables(CliRun run) =>
        run.Json.GetProperty("spec").GetProperty("profileVariables").EnumerateArray().ToDictionary(v => v.GetProperty("name").GetString()!, v => v.GetProperty("value").GetString()!);
}
