using System.Security.Cryptography;
using System.Text;

namespace PaletteAI.Console.Tests.Cli;

/// <summary><c>values lint</c>, <c>set</c>, <c>unset</c> and <c>apply</c> as an operator calls them.</summary>
public sealed class ValuesEditVerbTests : IDisposable
{
    private const string Text = "\uFEFF# head\r\na: 'x' # one\r\nl:\r\n- p\r\nb: {c: 1}";

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Set_prints_the_file_with_nothing_else_changed()
    {
        var file = _folder.Write("v.yaml", Text);
        var run = await CliRun.OfAsync("values", "set", file, "a", "z");
        Assert.Equal((0, Text.Replace("'x'", "'z'", StringComparison.Ordinal)), (run.ExitCode, run.Out));
        Assert.Equal(Encoding.UTF8.GetBytes(Text), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("0777", "yaml", "511")]
    [InlineData("0777", "string", "'0777'")]
    [InlineData("\"0777\"", "json", "'0777'")]
    [InlineData("{\"k\": [1]}", "json", "\n  k:\n    - 1")]
    [InlineData("-5", "yaml", "-5")]
    [InlineData("yes", "yaml", "true")]
    [InlineData("", "yaml", "null")]
    public async Task A_value_is_read_in_the_form_asked_for(string value, string form, string written)
    {
        var run = await CliRun.OfAsync("values", "set", _folder.Write("v.yaml", "b: 1\n"), "new", value, "--as", form);
        Assert.Equal((0, $"b: 1\nnew:{(written[0] == '\n' ? "" : " ")}{written}\n"), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task In_place_writes_through_a_link_and_keeps_the_mode()
    {
        var file = _folder.Write("v.yaml", Text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var link = Path.Combine(_folder.Path, "link.yaml");
        File.CreateSymbolicLink(link, "v.yaml");
        var before = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));

        Assert.Equal((0, ""), (await CliRun.OfAsync("values", "set", link, "b.d", "new", "--in-place")) is var run ? (run.ExitCode, run.Out) : default);
        Assert.NotNull(File.ResolveLinkTarget(link, false));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(file));
        Assert.EndsWith("b: {c: 1, d: new}", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Assert.Equal(0, (await CliRun.OfAsync("values", "unset", file, "/b/d", "--in-place")).ExitCode);
        Assert.Equal(before, Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    [Fact]
    public async Task In_place_keeps_UTF_16()
    {
        var utf16 = new UnicodeEncoding(false, true);
        var file = _folder.Write("v.yaml", [.. utf16.GetPreamble(), .. utf16.GetBytes("a: 1\n")]);
        Assert.Equal(0, (await CliRun.OfAsync("values", "set", file, "a", "2", "--in-place")).ExitCode);
        byte[] expected = [.. utf16.GetPreamble(), .. utf16.GetBytes("a: 2\n")];
        Assert.Equal(expected, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Edits_are_applied_all_or_none()
    {
        var file = _folder.Write("v.yaml", Text);
        var edits = _folder.Write("edits.yaml", "- {op: set, path: a, value: null}\n- {op: append, path: l, value: {k: q}}\n- {op: move, path: 'l[1]', to: 'l[0]'}\n- {op: unset, path: /b/c}\n");
        var run = await CliRun.OfAsync("values", "apply", file, "--edits", edits);
        Assert.Equal((0, "\uFEFF# head\r\na: null # one\r\nl:\r\n- k: q\r\n- p\r\nb: {}"), (run.ExitCode, run.Out));

        var wrong = await CliRun.WithInputAsync("[{\"op\": \"set\", \"path\": \"a\", \"value\": 1}, {\"op\": \"unset\", \"path\": \"nope\"}]", "values", "apply", file, "--edits", "-", "--in-place");
        Assert.Equal((3, ""), (wrong.ExitCode, wrong.Out));
        Assert.Equal(Encoding.UTF8.GetBytes(Text), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("- {op: replace, path: a, value: 1}\n", "operation-unknown")]
    [InlineData("- {op: set, path: a}\n", "missing-field")]
    [InlineData("- {op: move, path: a}\n", "missing-field")]
    [InlineData("- {op: set, path: 'a[', value: 1}\n", "path-malformed")]
    [InlineData("- {op: set, path: a, value: 1, more: 2}\n", "unknown-field")]
    [InlineData("- a\n", "wrong-type")]
    [InlineData("{op: set}\n", "wrong-type")]
    [InlineData("- [\n", "yaml-syntax")]
    public async Task Wrong_edits_are_exit_2_and_named(string edits, string code)
    {
        var run = await CliRun.OfAsync("values", "apply", _folder.Write("v.yaml", Text), "--edits", _folder.Write("edits.yaml", edits), "--format", "json");
        Assert.Equal((2, code), (run.ExitCode, run.Json.GetProperty("error").GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData(3, "unset", "nope")]
    [InlineData(1, "unset", "a[")]
    [InlineData(3, "set", "a.b", "1")]
    [InlineData(2, "set", "a", "[")]
    [InlineData(2, "set", "a", "{", "--as", "json")]
    [InlineData(1, "set", "a", "1", "--as", "xml")]
    [InlineData(1, "set", "", "1")]
    public async Task What_cannot_be_done_has_its_exit_code(int code, params string[] rest)
    {
        var run = await CliRun.OfAsync(["values", rest[0], _folder.Write("v.yaml", Text), .. rest[1..]]);
        Assert.Equal((code, ""), (run.ExitCode, run.Out));
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task Lint_prints_findings_with_places_and_exit_2()
    {
        var context = _folder.Write("context.yaml", "kind: InstallerContext\nrootDomain: ai.example.org\n");
        var file = _folder.Write("v.yaml", "zot:\n  enabled: true\nglobal: {metrics: {timeout: 5}}\n");
        var run = await CliRun.OfAsync("values", "lint", file, "--context", context, "--format", "json");
        Assert.Equal((2, false), (run.ExitCode, run.Json.GetProperty("valid").GetBoolean()));
        var dead = run.Json.GetProperty("findings")[0];
        Assert.Equal(("zot.enabled", 2, 3, "dead-edit", "warning"), (dead.GetProperty("path").GetString(), dead.GetProperty("line").GetInt32(), dead.GetProperty("column").GetInt32(), dead.GetProperty("code").GetString(), dead.GetProperty("severity").GetString()));
        Assert.NotEqual("", dead.GetProperty("fix").GetString());

        var text = await CliRun.OfAsync("values", "lint", _folder.Write("ok.yaml", "x: 1\n"));
        Assert.Equal(0, text.ExitCode);
        Assert.Contains("without --context", text.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await CliRun.OfAsync("values", "lint", Path.Combine(_folder.Path, "none.yaml"))).ExitCode);
        Assert.Equal(2, (await CliRun.OfAsync("values", "lint", _folder.Write("bad.yaml", "a: [\n"))).ExitCode);
    }

    public static TheoryData<string> Planted => new()
    {
        "dex:\n  config:\n    connectors:\n    - {type: oidc, id: a, name: A, config: {issuer: 'https://u:canary-1@idp', clientSecret: 'canary-2$x', bindPW: canary-3}}\n    staticPasswords: [{email: a@b.c, hash: canary-4, userID: '1'}]\n",
        "alertmanager: {config: {global: {slack_api_url: 'canary-5'}, receivers: [{name: a, webhook_configs: [{url: 'canary-6'}], email_configs: [{to: a, smarthost: canary-7}]}], route: {receiver: canary-8, matchers: ['canary-9']}}}\n",
        "global: {metrics: {password: canary-1, timeout: canary-2, agentType: canary-3}, auditLogging: {basicAuth: {password: canary-4}}}\nhue: {ociRegistry: {password: canary-5}}\n",
        "password: \"canary-1\nsecret: canary-2\n",
        "password: canary-1: x\n",
        "token: &a canary-1\nb: *canary-2\n",
        "a: {password: canary-1\n",
        "a: !!int canary-1\n",
        "canary: 'x'\n\tpassword: canary-1\n",
        "password: @canary-1\n",
        "password: \"\\canary-1\"\n",
        "- canary-1\n",
        "canary-1",
        "fleetConfig: {spokes: [{name: canary_1, kubeconfig: {secretReference: {name: Canary_2}}}]}\n",
        "password: [canary-1, {secret: canary-2}\n",
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public async Task A_planted_secret_shows_in_no_output_log_or_error(string text)
    {
        var context = _folder.Write("context.yaml", "kind: InstallerContext\nrootDomain: ai.example.org\ndeploymentMode: airgap\nregistry: {endpoint: r, basePath: p, username: u, password: canary-9}\n");
        foreach (var broken in new[] { text, text.Replace("\n", "\r\n", StringComparison.Ordinal), text + "\n}\n", text + "---\na: [canary-0" })
        {
            var file = _folder.Write("v.yaml", broken);
            foreach (string[] verb in new string[][] { ["lint", file, "--context", context], ["lint", file], ["effective", file, "--context", context], ["explain", file, "--context", context, "--path", "zot"], ["merge", "--layer", file] })
            {
                foreach (var form in new[] { "text", "json" })
                {
                    var run = await CliRun.OfAsync(["values", .. verb, "--format", form]);
                    var shown = run.Out + run.Error;

                    // What is no secret by place or value is shown by the verbs that show values.
                    Assert.True((verb[0] is "effective" or "merge" && run.ExitCode == 0) || !shown.Contains("canary-", StringComparison.OrdinalIgnoreCase), $"{verb[0]} {form}\n{shown}");
                    Assert.DoesNotContain("password: canary", shown, StringComparison.Ordinal);
                }
            }

            foreach (string[] verb in new string[][] { ["set", file, "a.b.c.d", "canary-3"], ["set", file, "x", "{canary-3", "--as", "json"], ["set", file, "x", "[canary-3"], ["unset", file, "no.such.key"] })
            {
                var run = await CliRun.OfAsync(["values", .. verb]);
                Assert.True(run.ExitCode == 0 || !(run.Out + run.Error).Contains("canary-", StringComparison.Ordinal), $"{verb[0]}\n{run.Out}{run.Error}");
            }
        }
    }
}
