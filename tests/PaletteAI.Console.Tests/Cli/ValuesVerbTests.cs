using System.Text;
using System.Text.Json;

namespace PaletteAI.Console.Tests.Cli;

public sealed class ValuesVerbTests : IDisposable
{
    private const string Context = """
        kind: InstallerContext
        rootDomain: ai.example.org
        deploymentMode: airgap
        registry: {endpoint: "10.10.10.100:30003", basePath: spectro-content, username: admin, password: "registry-canary", caCert: ""}
        credentials:
          metrics: {username: prom, password: metrics-canary}
          auditLogging: {username: audit, password: audit-canary}
          dexClients: [{id: canvas, secret: client-canary}]
        """;

    private const string User = """
        zot: {enabled: true}
        url: https://bot:user-canary-1@example.org/x
        copy: user-canary-2
        nested:
          - {adminPassword: user-canary-2, name: Authorization, value: "Bearer user-canary-3"}
        dex:
          config:
            staticPasswords:
              - {email: admin@example.org, hash: "$2a$10$WphK2gIh0I16GzMlMZWb/u00.VT8AKedhjBGNTkiwuRe1HNUPzKlO"}
        """;

    private readonly ScratchFolder _folder = new();

    public static TheoryData<string, string> MergeCases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var row in JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "helm-merge.json"))).RootElement.EnumerateArray().Where(c => c.GetProperty("mode").GetString() == "files"))
            {
                data.Add(row.GetProperty("name").GetString()!, row.GetRawText());
            }

            return data;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(MergeCases))]
    public async Task Layers_merge_as_in_Helm(string name, string json)
    {
        var c = JsonDocument.Parse(json).RootElement;
        var files = c.GetProperty("layersYaml").EnumerateArray().Select((l, i) => _folder.Write($"{i}.yaml", l.GetString()!)).ToArray();
        var run = await CliRun.OfAsync(["values", "merge", "--reveal", "--format", "json", "--layer", .. files]);
        if (c.TryGetProperty("expected", out var expected))
        {
            Assert.Equal((name, 0), (name, run.ExitCode));
            Assert.True(JsonElement.DeepEquals(expected, run.Json), $"{name}: {run.Out}");
        }
        else
        {
            Assert.Equal((name, 2), (name, run.ExitCode));
        }
    }

    [Fact]
    public async Task The_text_form_reads_back_as_the_same_values()
    {
        var user = _folder.Write("user.yaml", "a: {b: [1, {c: 'yes', d: [[]]}], e: {}, \"f g\": \"x\\ny\"}\nn: null\nt: ''\n1: 2\n");
        var text = await CliRun.OfAsync("values", "merge", "--layer", user);
        var json = await CliRun.OfAsync("values", "merge", "--layer", user, "--format", "json");
        var again = await CliRun.OfAsync("values", "merge", "--layer", _folder.Write("again.yaml", text.Out), "--format", "json");
        Assert.Equal(json.Out, again.Out);
    }

    [Fact]
    public async Task Effective_values_hide_every_secret_by_place_and_by_value()
    {
        foreach (string[] verb in new string[][] { ["effective"], ["explain"], ["effective", "--format", "json"], ["explain", "--format", "json"] })
        {
            var run = await CliRun.OfAsync(["values", .. verb, _folder.Write("user.yaml", User), "--context", _folder.Write("context.yaml", Context)]);
            Assert.Equal(0, run.ExitCode);
            Assert.DoesNotContain("canary", run.Out + run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("$2a$10$", run.Out, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes("audit:audit-canary")), run.Out, StringComparison.Ordinal);
            Assert.Contains("***", run.Out, StringComparison.Ordinal);
            Assert.Contains("admin@example.org", run.Out, StringComparison.Ordinal);
        }

        var merged = await CliRun.OfAsync("values", "merge", "--layer", _folder.Write("user.yaml", User));
        Assert.DoesNotContain("canary", merged.Out, StringComparison.Ordinal);
        var shown = await CliRun.OfAsync("values", "effective", _folder.Write("user.yaml", User), "--context", _folder.Write("context.yaml", Context), "--reveal", "--format", "json");
        Assert.Equal("metrics-canary", shown.Json.GetProperty("global").GetProperty("metrics").GetProperty("password").GetString());
        Assert.False(shown.Json.GetProperty("zot").GetProperty("enabled").GetBoolean());
    }

    [Theory]
    [InlineData("zot.enabled")]
    [InlineData("/zot/enabled")]
    [InlineData("zot")]
    public async Task One_value_is_explained(string path)
    {
        var run = await CliRun.OfAsync("values", "explain", _folder.Write("user.yaml", User), "--context", _folder.Write("context.yaml", Context), "--path", path, "--format", "json");
        var leaf = Assert.Single(run.Json.EnumerateArray());
        Assert.Equal(("zot.enabled", false, "enforced"), (leaf.GetProperty("path").GetString(), leaf.GetProperty("value").GetBoolean(), leaf.GetProperty("source").GetString()));
        Assert.Equal(("user", true), (leaf.GetProperty("overridden")[0].GetProperty("source").GetString(), leaf.GetProperty("overridden")[0].GetProperty("value").GetBoolean()));
        Assert.NotEqual("", leaf.GetProperty("rule").GetString());
    }

    [Fact]
    public async Task A_path_without_a_value_is_no_match_and_a_malformed_one_is_wrong_usage()
    {
        string[] verb = ["values", "explain", _folder.Write("user.yaml", User), "--context", _folder.Write("context.yaml", Context), "--format", "json", "--path"];
        var none = await CliRun.OfAsync([.. verb, "no.such.value"]);
        Assert.Equal((3, 0), (none.ExitCode, none.Json.GetArrayLength()));
        Assert.Equal(1, (await CliRun.OfAsync([.. verb, "a[b"])).ExitCode);
    }

    [Theory]
    [InlineData("kind: InstallerContext\nrootDomian: x\n", "unknown-field")]
    [InlineData("kind: InstallerContext\ndeploymentMode: airgapped\n", "deployment-mode-unknown")]
    [InlineData("kind: InstallerContext\ncredentials: {metrics: {username: a, password: 123456}}\n", "wrong-type")]
    [InlineData("kind: Inventory\n", "wrong-kind")]
    [InlineData("", "empty-document")]
    public async Task A_wrong_context_is_exit_2(string context, string code)
    {
        var run = await CliRun.OfAsync("values", "effective", _folder.Write("user.yaml", "a: 1\n"), "--context", _folder.Write("context.yaml", context), "--format", "json");
        Assert.Equal((2, code), (run.ExitCode, run.Json.GetProperty("error").GetProperty("code").GetString()));
        Assert.DoesNotContain("123456", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stand_ins_are_said_to_be_stand_ins()
    {
        var run = await CliRun.OfAsync("values", "effective", _folder.Write("user.yaml", "a: 1\n"), "--context", _folder.Write("context.yaml", "kind: InstallerContext\nrootDomain: ai.example.org\n"));
        Assert.Contains("stand-in", run.Error, StringComparison.Ordinal);
        Assert.Contains("password: generated-by-the-installer", run.Out, StringComparison.Ordinal);
    }
}
